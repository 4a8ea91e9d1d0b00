/** Kernels whose algorithm runs over plain arrays: what tfjs lacks, or what its backends would each round differently. */
import { scalar, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { perMatrix, required, sizeOf } from "./shape.ts";

/** A tensor's values, row-major. On some backends they are the tensor's own memory: not to be written into. */
export function valuesOf(a: Tensor): Float32Array {
  return a.dataSync<"float32">();
}

/** A number of the whole tensor. */
export function reduceValues(a: Tensor, reduce: (values: Float32Array) => number): Tensor {
  return scalar(reduce(valuesOf(a)), "float32");
}

/** A function of square matrices, which may overwrite the copy that it gets; it has n rows and begins at `offset`. */
export type OfMatrix = (matrix: Float32Array, offset: number, n: number) => number;

/** A number of each matrix of the last two axes. */
export function mapMatrices(kernel: string, a: Tensor, f: OfMatrix): Tensor {
  const shape = required(kernel, perMatrix(a.shape), a.shape);
  const n = a.shape.at(-1)!;
  const work = Float32Array.from(valuesOf(a));
  const results = Float32Array.from({ length: sizeOf(shape) }, (_, i) => f(work, i * n * n, n));
  return tensor(results, shape, "float32");
}
