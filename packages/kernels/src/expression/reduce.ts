/** Reductions of all values to one, summed in double precision. */

import type { ArenaKernel } from "./arena-kernel.ts";
import type { Block } from "./block.ts";

type Reduction = ArenaKernel<readonly [Block]>;

/** The arithmetic mean. */
export const mean: Reduction = (arena, out, { offset, size }) =>
  arena.writeNumber(out, arena.entries.sum(offset, size) / size);

/** The mean of the absolute values. */
export const meanAbs: Reduction = (arena, out, { offset, size }) =>
  arena.writeNumber(out, arena.entries.sumAbs(offset, size) / size);

/** The root of the sum of squares. */
export const frobenius: Reduction = (arena, out, { offset, size }) =>
  arena.writeNumber(out, Math.sqrt(arena.entries.sumSquares(offset, size)));

/** The number of elements. */
export const numel: Reduction = (arena, out, { size }) => arena.writeNumber(out, size);
