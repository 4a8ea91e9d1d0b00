import type * as tf from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-backend.ts";

/** Thrown by an operation on the wasm backend that the backend's heap, which can have 4 GiB, has no room for. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

const watched = new WeakSet<object>();

/**
 * Has a wasm backend throw an {@link OutOfMemory} where its heap is full. By itself it then gives a tensor the address
 * 0, which all such tensors share with the backend's own data, or ends with "Aborted()".
 */
export function refuseBeyondHeap(backend: tf.KernelBackend): void {
  const { wasm } = backend as Partial<WasmBackend>;
  if (!wasm?._malloc || !wasm._free || watched.has(wasm)) return;
  watched.add(wasm);
  const refuse = (what: string): never => {
    const present = wasm.asm
      ? ` it has ${(wasm.asm.memory.buffer.byteLength / 2 ** 30).toFixed(2)} of at most 4 GiB;`
      : "";
    throw new OutOfMemory(
      `the wasm backend has no room for ${what}:${present} give a smaller batch or smaller images, ` +
        "let go of tensors, or install @tensorflow/tfjs-node, which has all of the machine's memory",
    );
  };
  wasm._free(wasm._malloc(1)); // at its first call it puts another function in its place
  const malloc = wasm._malloc;
  wasm._malloc = (bytes) => {
    const pointer = malloc(bytes);
    if (pointer === 0 && bytes > 0) refuse(`${bytes} bytes more`);
    return pointer;
  };
  wasm.onAbort = (what) => {
    // Without a word an allocation of its own has failed.
    if (what === "" || what === undefined) refuse("what an operation needs besides its output");
  };
}
