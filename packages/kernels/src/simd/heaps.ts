import type { KernelBackend } from "@tensorflow/tfjs-core";
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
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`@eznas/kernels: no SIMD kernels on backend wasm (${reason}); slower ones serve`);
    return undefined;
  }
}
