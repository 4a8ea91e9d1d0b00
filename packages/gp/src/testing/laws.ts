/** What the law suites have in common. */
import fc from "fast-check";
import type { PrimitiveSet } from "../primitives.ts";
import { type Rng, seeded } from "../rng.ts";
import { format } from "../text.ts";
import type { Tree } from "../tree.ts";
import { primitiveSets } from "./primitive-sets.ts";

export interface LawOptions {
  /** The set that is tried. Default: arbitrary ones. */
  readonly set?: PrimitiveSet;
  /** How many cases each law is tried on. Default: 1000. */
  readonly numRuns?: number;
}

export function setsOf({ set }: LawOptions): fc.Arbitrary<PrimitiveSet> {
  return set ? fc.constant(set) : primitiveSets();
}

export function demand(holds: boolean, law: string): void {
  if (!holds) throw new Error(law);
}

/** The tree that a seed gives. Throws an Error when it gives another one the second time. */
export function repeatable(subject: string, seed: number, make: (rng: Rng) => Tree): Tree {
  const [first, second] = [make(seeded(seed)), make(seeded(seed))];
  demand(
    format(first) === format(second),
    `${subject} gave ${format(first)} and then, with the same seed, ${format(second)}; ` +
      "all its randomness must come from rng",
  );
  return first;
}
