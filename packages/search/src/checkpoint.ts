/** A generation as plain JSON. */
import { format, type PrimitiveSet, parse } from "@eznas/gp";
import { splitText } from "@eznas/program";
import type { Generation } from "./generation.ts";
import type { Failed, Individual, Ranked } from "./individual.ts";

type AsText<I extends Individual> = Omit<I, "tree"> & { readonly program: string };

/** A generation whose programs are texts; `JSON.stringify` writes it and `JSON.parse` reads it back. */
export interface Checkpoint {
  readonly format: "eznas-search/1";
  readonly seed: number;
  readonly index: number;
  readonly population: readonly (AsText<Ranked> | AsText<Failed>)[];
  readonly hallOfFame: readonly AsText<Ranked>[];
  readonly rejections: Generation["rejections"];
  readonly tasks: Generation["tasks"];
}

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
  const { seed, index, population, hallOfFame, rejections, tasks, head = "" } = generation;
  const asText = <I extends Individual>({ tree, ...rest }: I): AsText<I> => ({ ...rest, program: head + format(tree) });
  return {
    format: "eznas-search/1",
    seed,
    index,
    population: population.map((individual) => (individual.ok ? asText(individual) : asText(individual))),
    hallOfFame: hallOfFame.map((individual) => asText(individual)),
    rejections,
    tasks,
  };
}

/**
 * The generation of a checkpoint, its programs read with the given operations and statistics.
 *
 * Throws a TypeError for what is no checkpoint or has metrics that differ in more than their trees, and the `SyntaxError` of `parse` for
 * a program that the set does not have.
 */
export function restore(saved: Checkpoint, primitives: PrimitiveSet): Generation {
  if (saved?.format !== "eznas-search/1" || !Array.isArray(saved.population) || !Array.isArray(saved.hallOfFame))
    throw new TypeError('restore: expected a checkpoint with format "eznas-search/1", as checkpoint() makes it');
  const head = headOf(saved);
  // In the order of a fresh individual, so that a resumed run writes the checkpoints of one that was not interrupted.
  const asTree = <I extends Individual>({ ok, program, ...rest }: AsText<I>): I =>
    ({ ok, tree: parse(program.slice(head.length), primitives), ...rest }) as unknown as I;
  const population = saved.population.map((entry): Individual => asTree<Individual>(entry as AsText<Individual>));
  const [best] = population;
  if (!best?.ok) throw new TypeError("restore: the checkpoint's population does not begin with a ranked program");
  const { seed, index, rejections, tasks } = saved;
  return {
    seed,
    index,
    population,
    best,
    hallOfFame: saved.hallOfFame.map((entry) => asTree<Ranked>(entry)),
    rejected: rejections.shape + rejections["non-finite"],
    rejections,
    tasks,
    ...(head && { head }),
  };
}

/** What stands before the trees of all programs. */
function headOf({ population, hallOfFame }: Checkpoint): string {
  const heads = [...population, ...hallOfFame].map(({ program }) => {
    if (typeof program !== "string") throw new TypeError(`restore: a program must be a text, got ${typeof program}`);
    return program.slice(0, splitText(program).body.column - 1);
  });
  const other = heads.find((head) => head !== heads[0]);
  if (other !== undefined)
    throw new TypeError(
      `restore: the programs of a search differ in their trees alone, but these have "${heads[0]}" and "${other}" before them`,
    );
  return heads[0] ?? "";
}
