/** A set like the search's, but small. */
import type { PrimitiveSet } from "../src/index.ts";

export const set: PrimitiveSet = {
  ops: {
    abs: { arity: 1 },
    sign: { arity: 1 },
    logDet: { arity: 1 },
    add: { arity: 2 },
    mul: { arity: 2 },
    where: { arity: 3 },
  },
  terminals: ["T1_D", "T3", "T3G_N", "T4_P"],
};

/** Hands out the given numbers, in turn. */
export function rngOf(...numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length]!;
}
