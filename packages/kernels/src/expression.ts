export { Arena, type ArenaOptions } from "./expression/arena.ts";
export type { ArenaKernel } from "./expression/arena-kernel.ts";
export { add, equal, greater, less, mul, sub } from "./expression/arithmetic.ts";
export type { Block } from "./expression/block.ts";
export {
  abs,
  absLog,
  exp,
  fill,
  heaviside,
  isNegative,
  log,
  normalize,
  reciprocal,
  relu,
  sigmoid,
  sign,
  softmax,
  square,
} from "./expression/elementwise.ts";
export type { Entries, Pointer } from "./expression/entries.ts";
export { det, eigenRatio, logDet, symmetricEigenRatio } from "./expression/linalg.ts";
export { matMul } from "./expression/mat-mul.ts";
export { frobenius, mean, meanAbs, numel } from "./expression/reduce.ts";
export { cosine, hamming, klDivergence } from "./expression/similarity.ts";
