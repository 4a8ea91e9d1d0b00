/** Two tensors compared as wholes, summed in double precision. */

import { sizeOf } from "../shape/size-of.ts";
import type { Arena } from "./arena.ts";
import type { ArenaKernel } from "./arena-kernel.ts";
import { add } from "./arithmetic.ts";
import type { Block } from "./block.ts";

type Comparison = ArenaKernel<readonly [Block, Block]>;

/** In how many places one is above 0 and the other is not, both flattened; a single number is repeated. */
export const hamming: Comparison = (arena, out, a, b) => {
  const shape = [Math.max(a.size, b.size)];
  const count = alike(arena, shape, flat(a), flat(b), (one, other) =>
    arena.entries.hamming(one.offset, other.offset, one.size),
  );
  arena.writeNumber(out, count);
};

/** Σ t(ln t − a) over the t > 0 of the second, divided by the first's leading axis; shapes broadcast. */
export const klDivergence: Comparison = (arena, out, a, b) => {
  const shape = broadcastShape(a.shape, b.shape);
  const sum = alike(arena, shape, a, b, (input, target) =>
    arena.entries.divergence(input.offset, target.offset, input.size),
  );
  arena.writeNumber(out, sum / a.shape[0]!);
};

/**
 * The sum of the rows' cosines; a single row on the left meets every row on the right.
 * 0 for a single number on the left.
 */
export const cosine: Comparison = (arena, out, a, b) => {
  if (a.shape.length === 0) return arena.writeNumber(out, 0);
  const rows = b.shape[0]!;
  const columns = b.size / rows;
  const step = a.shape[0] === 1 ? 0 : 4 * columns;
  arena.writeNumber(out, arena.entries.cosine(a.offset, b.offset, step, rows, columns));
};

function flat({ offset, size }: Block): Block {
  return { offset, size, shape: size === 1 ? [] : [size] };
}

/** Lends both operands in one shape; only one that has not got it is copied. */
function alike(
  arena: Arena,
  shape: readonly number[],
  a: Block,
  b: Block,
  use: (a: Block, b: Block) => number,
): number {
  const size = sizeOf(shape);
  const lent: Block[] = [];
  const lend = (shape: readonly number[]): Block => {
    const block = arena.allocate(shape);
    lent.push(block);
    return block;
  };
  const expanded = (block: Block): Block => {
    if (block.size === size) return block;
    const zero = lend([]);
    arena.writeNumber(zero, 0);
    const wide = lend(shape);
    add(arena, wide, block, zero);
    return wide;
  };
  const result = use(expanded(a), expanded(b));
  for (const block of lent) arena.release(block);
  return result;
}

function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const length = Math.max(a.length, b.length);
  const at = (shape: readonly number[], i: number): number => shape[i - (length - shape.length)] ?? 1;
  return Array.from({ length }, (_, i) => (at(a, i) === 1 ? at(b, i) : at(a, i)));
}
