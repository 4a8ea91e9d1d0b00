import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  crossover,
  format,
  grow,
  hoist,
  limitDepth,
  mutatePoint,
  mutateSubtree,
  offspring,
  type PrimitiveSet,
  rampedHalfAndHalf,
  reproduce,
  sample,
  seeded,
  shrink,
  type Tree,
  varOr,
} from "../src/index.ts";
import { set } from "./sets.ts";

interface Draws {
  readonly seed: number;
  readonly trees: readonly string[];
  /** Of the trees, of their children, and so on. */
  readonly children: readonly (readonly string[])[];
  readonly sample: readonly number[];
  /** The stream's next number, which tells how many were drawn. */
  readonly next: number;
}

const golden = JSON.parse(readFileSync(new URL("golden/draws.json", import.meta.url), "utf8")) as readonly Draws[];

const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
const vary = limitDepth(
  varOr(
    [0.4, crossover()],
    [0.4, mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }))],
    [0.2, reproduce()],
    [0.1, hoist()],
    [0.1, shrink()],
    [0.1, mutatePoint()],
  ),
  7,
);

function draw(seed: number, from: PrimitiveSet): Draws {
  const rng = seeded(seed, "draws");
  const trees = Array.from({ length: 6 }, () => init(from, rng));
  const children: (readonly string[])[] = [];
  let parents: readonly Tree[] = trees;
  for (let generation = 0; generation < 3; generation++) {
    parents = Array.from({ length: 6 }, () => offspring(vary, parents, from, rng));
    children.push(parents.map(format));
  }
  const places = Array.from({ length: 60 }, (_, place) => place);
  return { seed, trees: trees.map(format), children, sample: sample(places, 7, rng), next: rng() };
}

// Made by the first release's code, which read the set for every tree and copied all parents for every child.
test.each(golden)("seed $seed draws what it always drew: a saved run goes on as it would have", (drawn) => {
  expect(draw(drawn.seed, set)).toEqual(drawn);
  expect(draw(drawn.seed, { ops: { ...set.ops }, terminals: [...set.terminals] })).toEqual(drawn);
});
