/** A generation as plain JSON. */
import { format, type PrimitiveSet, parse, type Tree } from "@eznas/gp";
import { splitText } from "@eznas/program";
import type { Generation } from "./generation.ts";
import { type AsText, type Checkpoint, checkCheckpoint } from "./state/check-checkpoint.ts";
import { CheckpointError } from "./state/checks.ts";
import { rejectedOf } from "./state/failed-operations.ts";
import type { Individual, Ranked } from "./state/individual.ts";

/**
 * A generation as plain data, to go on from with `search({ …, resume })`.
 *
 * @example
 * ```ts
 * import { leaf } from "@eznas/gp";
 * import { checkpoint, type Generation } from "@eznas/search";
 *
 * const best = { ok: true as const, tree: leaf("T3"), fitness: 0.5, tasks: [{ task: "toy", value: 0.5 }] };
 * const rejections = { shape: 2, "non-finite": 1 };
 * const last: Generation = {
 *   seed: 7, index: 3, population: [best], best, hallOfFame: [best], rejected: 3, rejections, tasks: [],
 * };
 * checkpoint(last).population[0]?.program; // → 'T3'
 * ```
 */
export function checkpoint(generation: Generation): Checkpoint {
  const { seed, index, population, hallOfFame, rejections, tasks, head = "", settings, history } = generation;
  const asText = <I extends Individual>({ tree, ...rest }: I): AsText<I> => ({ ...rest, program: head + format(tree) });
  return {
    format: "eznas-search/2",
    seed,
    index,
    population: population.map((individual) => (individual.ok ? asText(individual) : asText(individual))),
    hallOfFame: hallOfFame.map((individual) => asText(individual)),
    rejections,
    tasks,
    ...(settings && { settings }),
    ...(history && { history }),
  };
}

export interface RestoreOptions {
  /** A deeper program is refused. Default: no limit. */
  readonly maxDepth?: number;
}

/**
 * The generation of a checkpoint, its programs read with the given operations and statistics.
 *
 * Throws a `CheckpointError`, which names the field, for what is no checkpoint, for metrics that differ in more than
 * their trees, and for a program that the set does not have or that is too deep.
 */
export function restore(saved: Checkpoint, primitives: PrimitiveSet, options: RestoreOptions = {}): Generation {
  const { seed, index, rejections, tasks, settings, history, ...lists } = checkCheckpoint(saved);
  const head = headOf(saved);
  // In the order of a fresh individual, so that a resumed run writes the checkpoints of one that was not interrupted.
  const asTrees = <I extends Individual>(list: "population" | "hallOfFame"): readonly I[] =>
    (lists[list] as unknown as readonly AsText<I>[]).map(({ ok, program, ...rest }, i) => {
      const tree = treeAt(`${list}[${i}].program`, program.slice(head.length), primitives, options);
      return { ok, tree, ...rest } as unknown as I;
    });
  const population = asTrees<Individual>("population");
  return {
    seed,
    index,
    population,
    best: population[0] as Ranked,
    hallOfFame: asTrees<Ranked>("hallOfFame"),
    rejected: rejectedOf(rejections),
    rejections,
    tasks,
    ...(head && { head }),
    ...(settings && { settings }),
    ...(history && { history }),
  };
}

function treeAt(at: string, text: string, primitives: PrimitiveSet, options: RestoreOptions): Tree {
  try {
    return parse(text, primitives, options);
  } catch (cause) {
    throw new CheckpointError(`${at}: ${(cause as Error).message}`, { cause });
  }
}

/** What stands before the trees of all programs. */
function headOf({ population, hallOfFame }: Checkpoint): string {
  const heads = [...population, ...hallOfFame].map(({ program }) => {
    return program.slice(0, splitText(program).body.column - 1);
  });
  const other = heads.find((head) => head !== heads[0]);
  if (other !== undefined)
    throw new CheckpointError(
      `the programs of a search differ in their trees alone, but these have "${heads[0]}" and "${other}" before them`,
    );
  return heads[0] ?? "";
}
