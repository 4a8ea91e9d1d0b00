/** A TensorFlow.js backend: native TensorFlow (tfjs-node), WebAssembly, or plain JavaScript. */
export type BackendName = "tensorflow" | "wasm" | "cpu";

/** The backend in use, and those that were tried before it with why they were not taken. */
export interface Backend {
  readonly name: BackendName;
  readonly tried: readonly { readonly name: BackendName; readonly error: string }[];
}

/**
 * Says in one line which backend is in use and why the ones before it are not.
 *
 * @example
 * ```ts
 * import { describeBackend } from "@eznas/kernels";
 *
 * describeBackend({ name: "wasm", tried: [{ name: "tensorflow", error: "no native library" }] });
 * // → 'TensorFlow.js computes on wasm; tensorflow is unavailable: no native library'
 * ```
 */
export function describeBackend(backend: Backend): string {
  const reasons = backend.tried.map(({ name, error }) => `; ${name} is unavailable: ${error}`);
  return `TensorFlow.js computes on ${backend.name}${reasons.join("")}`;
}
