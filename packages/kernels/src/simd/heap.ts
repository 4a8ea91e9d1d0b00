import * as tf from "@tensorflow/tfjs-core";
import type { WasmBackend } from "../backend/wasm-backend.ts";
import {
  type Pointer,
  type TrainingKernelOptions,
  type TrainingKernels,
  trainingKernels,
} from "../training/kernels.ts";

/** The heap of a wasm backend, and the SIMD kernels that work on it. */
export interface Heap {
  readonly kernels: TrainingKernels;
  /** Where a tensor's elements begin. */
  at(tensor: tf.TensorInfo): Pointer;
  /** A new float32 tensor, its elements not yet set. */
  make(shape: readonly number[]): tf.TensorInfo;
  /** A tensor of the same elements, in the same place. */
  share(tensor: tf.TensorInfo): tf.TensorInfo;
  /** Room for a kernel's intermediate results; what lies there is anyone's after the kernel. */
  scratch(bytes: number): Pointer;
}

/** Opens a wasm backend's heap. Throws an Error that says what is not as expected, where something is not. */
export function openHeap(backend: tf.KernelBackend, options: TrainingKernelOptions): Heap {
  const expected = backend as WasmBackend;
  const { memory } = expected.wasm?.asm ?? {};
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("its memory is not at hand");
  if (typeof expected.wasm._malloc !== "function" || typeof expected.wasm._free !== "function")
    throw new Error("its allocator is not at hand");
  if (typeof expected.dataIdMap?.get !== "function" || typeof expected.makeOutput !== "function")
    throw new Error("its tensors are not at hand");
  checkTensors(expected, memory);
  const kernels = load(memory, options);

  let block: Pointer = 0;
  let size = 0;
  return {
    kernels,
    at: ({ dataId }) => expected.dataIdMap.get(dataId).memoryOffset,
    make: (shape) => expected.makeOutput(shape, "float32"),
    share({ dataId, shape, dtype }) {
      expected.incRef(dataId);
      return { dataId, shape, dtype };
    },
    scratch(bytes) {
      if (bytes <= size) return block;
      expected.wasm._free(block);
      // Before the allocation, which may throw: what was given back is nobody's.
      [block, size] = [0, 0];
      block = expected.wasm._malloc(bytes) >>> 0;
      if (block === 0) throw new Error(`the wasm heap has no room for ${bytes} bytes of intermediate results`);
      size = bytes;
      return block;
    },
  };
}

function load(memory: WebAssembly.Memory, { relaxedSimd = false }: TrainingKernelOptions): TrainingKernels {
  if (relaxedSimd)
    try {
      return trainingKernels(memory, { relaxedSimd });
    } catch (error) {
      console.warn(`@eznas/kernels: ${(error as Error).message}; plain SIMD serves`);
    }
  return trainingKernels(memory, { relaxedSimd: false });
}

/** A tensor's elements must lie in the memory where the backend says they do. */
function checkTensors(backend: WasmBackend, memory: WebAssembly.Memory): void {
  const probe = tf.tensor1d([Math.PI]);
  try {
    const { memoryOffset } = backend.dataIdMap.get(probe.dataId);
    if (new Float32Array(memory.buffer, memoryOffset, 1)[0] !== Math.fround(Math.PI))
      throw new Error("a tensor is not where it should be");
  } finally {
    probe.dispose();
  }
}
