/**
 * Loads a worker module that is still TypeScript; its address is the thread's first argument. The pool would try
 * `require` first, to which a TypeScript loader answers with second copies of every module.
 */
import "./register.mjs";

const { default: lane } = await import(process.argv[2]);
export default lane;
