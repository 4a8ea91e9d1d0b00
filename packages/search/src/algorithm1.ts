/** Algorithm 1 of the paper; the numbers are its lines. */
import {
  type Evaluated,
  offspring,
  type PrimitiveSet,
  type Rng,
  seeded,
  type Tree,
  type TreeGenerator,
  type VarOr,
} from "@eznas/gp";
import type { ValidDraw } from "./draw-valid.ts";
import type { Generation } from "./generation.ts";
import { isRanked, type Ranked } from "./state/individual.ts";

/** Chooses parents among the individuals that have a fitness, best first. */
export type Select = (population: readonly Ranked[], rng: Rng) => readonly Evaluated[];

/** What Algorithm 1 is made of. */
export interface Parts {
  readonly seed: number;
  /** The paper's n. */
  readonly population: number;
  readonly generations: number;
  readonly primitives: PrimitiveSet;
  readonly init: TreeGenerator;
  /** Programs of the initial population that are not drawn. */
  readonly seeds?: readonly Tree[];
  readonly vary: VarOr;
  readonly select: Select;
  /** Draws candidates until so many are valid. */
  readonly draw: (count: number, candidate: () => Tree) => Promise<ValidDraw>;
  /** The fitness of what was drawn, all of it anew, on tasks and networks that `rng` chooses. */
  readonly evaluate: (index: number, draws: readonly ValidDraw[], rng: Rng, last?: Generation) => Promise<Generation>;
}

/**
 * Yields the initial population and then each generation; after a given one when a run is resumed.
 *
 * Every random choice of a generation comes from a stream named after the generation and the choice, so a run is a
 * function of its seed, and a resumed one goes on as if it had not been interrupted. For an odd
 * n the extra place is a newcomer's.
 */
export async function* algorithm1(p: Parts, resumed?: Generation): AsyncGenerator<Generation> {
  const half = Math.floor(p.population / 2);
  const stream = (index: number, choice: string): Rng => seeded(p.seed, "generation", index, choice);
  const fresh = (rng: Rng) => (): Tree => p.init(p.primitives, rng);

  let last = resumed;
  if (!last) {
    const { seeds = [] } = p;
    const given: ValidDraw = { trees: seeds, rejections: { shape: 0, "non-finite": 0 } };
    const initial = await p.draw(p.population - seeds.length, fresh(stream(0, "init"))); //                      2–4
    last = await p.evaluate(0, [given, initial], stream(0, "tasks"));
    yield last;
  }
  for (let index = last.index + 1; index <= p.generations; index++) {
    const parents = p.select(last.population.filter(isRanked), stream(index, "select")).map(({ tree }) => tree); // 5
    const rng = stream(index, "vary");
    const children = await p.draw(half, () => offspring(p.vary, parents, p.primitives, rng)); //                6–10
    const newcomers = await p.draw(p.population - half, fresh(stream(index, "init"))); //                      11–12
    last = await p.evaluate(index, [children, newcomers], stream(index, "tasks"), last); //                       13
    yield last;
  }
}
