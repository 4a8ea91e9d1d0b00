import type { KernelBackend } from "@tensorflow/tfjs-core";
import { OutOfMemory } from "../backend/out-of-memory.ts";
import { type Heap, openHeap } from "./heap.ts";
import type { SimdOptions } from "./options.ts";

export type HeapOf = (backend: KernelBackend) => Heap | undefined;

/** The heap of each backend, opened when first asked for; where it cannot be opened, that is said once. */
export function heaps(options: Required<SimdOptions>): HeapOf {
  const opened = new WeakMap<KernelBackend, { readonly heap: Heap | undefined }>();
  return (backend) => {
    let found = opened.get(backend);
    if (!found) {
      found = { heap: open(backend, options) };
      opened.set(backend, found);
    }
    return found.heap;
  };
}

function open(backend: KernelBackend, options: Required<SimdOptions>): Heap | undefined {
  try {
    return openHeap(backend, options);
  } catch (error) {
    if (error instanceof OutOfMemory) throw error; // another time there may be room
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`@eznas/kernels: no SIMD kernels on backend wasm (${reason}); slower ones serve`);
    return undefined;
  }
}
