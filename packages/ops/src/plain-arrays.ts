/**
 * Kernels whose algorithm runs over plain arrays: what tfjs lacks, or what its backends would each round differently.
 */
import { sizeOf } from "@eznas/kernels";
import type { Arena, Block } from "@eznas/kernels/expression";
import { scalar, type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { OpSpec } from "./define.ts";
import { perMatrix, required, type Shape } from "./shape.ts";

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

/**
 * The shape rule and both kernels of an operation of one argument that runs over plain arrays; it does not write into
 * the one it gets.
 */
export function overValues(
  name: string,
  shape: (a: Shape) => Shape | undefined,
  compute: (values: Float32Array, shape: Shape) => ArrayLike<number>,
): Pick<OpSpec<1>, "shape" | "kernel"> & Required<Pick<OpSpec<1>, "fast">> {
  return {
    shape,
    kernel: (a: Tensor) => {
      const wanted = required(name, shape(a.shape), a.shape);
      return tensor(Float32Array.from(compute(valuesOf(a), a.shape)), wanted, "float32");
    },
    fast: (arena: Arena, out: Block, a: Block) => arena.write(out, compute(arena.view(a), a.shape)),
  };
}
