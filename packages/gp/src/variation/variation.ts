import type { PrimitiveSet } from "../primitives.ts";
import type { Rng } from "../rng.ts";
import type { Tree } from "../tree.ts";

/** A way to make a child. It never changes its parents, and is a function of them, the set and the stream. */
export interface Variation {
  readonly name: string;
  /** How many parents it takes. */
  readonly parents: number;
  readonly apply: (parents: readonly Tree[], set: PrimitiveSet, rng: Rng) => Tree;
}

/** A variation of one parent. */
export function unary(name: string, apply: (parent: Tree, set: PrimitiveSet, rng: Rng) => Tree): Variation {
  return { name, parents: 1, apply: ([parent], set, rng) => apply(parent!, set, rng) };
}
