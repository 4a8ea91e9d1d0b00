import * as tf from "@tensorflow/tfjs-core";
import { insideNode } from "./inside-node.ts";
import { nodeBuiltIn } from "./node-built-in.ts";

/**
 * Imports tfjs-node, which registers the backend "tensorflow", and throws what the import throws. Its name is kept in a
 * variable so that neither a compiler nor a bundler looks for a package that may be absent.
 */
export async function loadTensorflow(
  load: () => Promise<unknown> = () => {
    const name = "@tensorflow/tfjs-node";
    return import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  },
): Promise<void> {
  if (!insideNode()) throw new Error("tfjs-node needs Node");
  if (tf.engine().registryFactory["tensorflow"]) return;
  await restoreRemovedUtilities();
  await load();
  // A second copy of tfjs-core in the tree would have taken the registration.
  if (!tf.engine().registryFactory["tensorflow"])
    throw new Error("tfjs-node registered with another copy of tfjs-core");
}

/** tfjs-node 4.22 calls two functions of node:util that Node 23 removed. */
async function restoreRemovedUtilities(): Promise<void> {
  const { default: util } = await nodeBuiltIn<{ readonly default: object }>("node:util");
  const removed = {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  };
  for (const [name, value] of Object.entries(removed))
    if (!(name in util)) Object.defineProperty(util, name, { value, configurable: true, writable: true });
}
