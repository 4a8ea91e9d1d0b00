import { type Ensembled, type Program, terminalsOf, zoo } from "@eznas/program";
import {
  finalists,
  type Generation,
  paperDefaults,
  patternOf,
  type Ranked,
  type Report,
  report,
  restore,
  type SearchOptions,
  search,
  testFinalists,
  toProgram,
} from "@eznas/search";
import type { Dataset } from "@eznas/stats";

export interface EvolveOptions extends SearchOptions {
  /** Networks that are in none of the tasks, to test the finalists on. Default: none. */
  readonly heldOut?: readonly Dataset[];
  /**
   * Metrics that are tested beside the finalists, as `baselinesOf` of `@eznas/ranking` has them; by default those of
   * the zoo that read what the search reads.
   */
  readonly baselines?: Readonly<Record<string, Program<string> | Ensembled>>;
  /** Called after each generation, and awaited: the place to save a checkpoint. */
  readonly onGeneration?: (generation: Generation) => void | Promise<void>;
}

export interface Evolution {
  readonly last: Generation;
  /** The finalist that is best on all networks of all tasks, a wider field than a generation sees. */
  readonly best: { readonly name: string; readonly program: Program<string> };
  readonly report: Report;
}

/**
 * Evolves metrics (Algorithm 1) and tests the finalists, beside published metrics, on
 * networks that it has not seen (§4).
 *
 * Rejects as `search` does, with a RangeError for a held-out network that is in a task, and with the signal's reason
 * when it is aborted; the generations up to then have been given to `onGeneration`.
 *
 * @example
 * ```ts
 * import { evolve } from "eznas";
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { ops } from "@eznas/ops";
 * import { inMemory } from "@eznas/stats";
 *
 * await useBackend("cpu");
 * const rng = seeded(1, "weights");
 * const networks = [60, 70, 75, 80, 85, 90].map((accuracy) => {
 *   const T3 = { shape: [2, 2, 1, 1], data: Float32Array.from({ length: 4 }, () => (accuracy - 55) * (rng() - 0.5)) };
 *   return { id: `net ${accuracy}`, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
 * });
 * const { report } = await evolve({
 *   seed: 7,
 *   primitives: { ops, terminals: ["T3"] },
 *   tasks: [inMemory("toy", networks)],
 *   networksPerTask: 6,
 *   population: 10,
 *   generations: 1,
 * });
 * report.generations.length; // → 2
 * ```
 */
export async function evolve(asked: EvolveOptions): Promise<Evolution> {
  const { heldOut = [], primitives = paperDefaults.primitives, tasks, resume, onGeneration } = asked;
  checkHeldOut(heldOut, tasks);
  const pattern = patternOf("evolve", [...tasks, ...heldOut], asked);
  const options: EvolveOptions = { ...asked, ...(pattern && { pattern }) };
  const generations: Generation[] = [];
  for await (const generation of search(options)) {
    generations.push(generation);
    await onGeneration?.(generation);
  }
  // A run that is resumed after its last generation has none left to yield.
  if (resume && generations.length === 0) generations.push(restore(resume, primitives));
  const last = generations.at(-1)!;
  const { baselines = zooOver(primitives.terminals), ...others } = options;
  const testing = { ...others, ...primitives };
  const best = await bestOf(finalists(last), tasks, testing);
  const tests =
    heldOut.length > 0
      ? await testFinalists({
          ...testing,
          finalists: finalists(last),
          baselines,
          datasets: heldOut,
        })
      : [];
  return { last, best, report: report(generations, tests) };
}

/** A test on networks that were evolved against says nothing. */
function checkHeldOut(heldOut: readonly Dataset[], tasks: readonly Dataset[]): void {
  const places = new Map(tasks.flatMap(({ name, networks }) => networks.map(({ id }) => [id, name] as const)));
  for (const { name, networks } of heldOut) {
    const seen = networks.filter(({ id }) => places.has(id));
    if (seen.length > 0)
      throw new RangeError(
        `evolve: ${seen.length} of the ${networks.length} networks of "${name}" to test on are in a task, ` +
          `such as "${seen[0]!.id}" in "${places.get(seen[0]!.id)}"; hold them out with holdOutOfEach, ` +
          "or leave them out with unseen",
      );
  }
}

type Testing = Omit<Parameters<typeof testFinalists>[0], "finalists" | "datasets" | "baselines">;

/**
 * The finalist whose least τ over the tasks is greatest; generations sample networks,
 * so their fitness does not compare.
 */
async function bestOf(
  candidates: readonly Ranked[],
  tasks: readonly Dataset[],
  testing: Testing,
): Promise<Evolution["best"]> {
  const results = await testFinalists({ ...testing, finalists: candidates, datasets: tasks });
  const worst = new Map<string, number>();
  // A program that fails on more networks than it ranks may have no τ there.
  for (const { name, kendall } of results)
    worst.set(name, Math.min(worst.get(name) ?? 1, Number.isNaN(kendall) ? -1 : kendall));
  const names = [...worst.keys()];
  const name = names.reduce((a, b) => (worst.get(b)! > worst.get(a)! ? b : a));
  return { name, program: toProgram(testing)(candidates[names.indexOf(name)]!.tree) };
}

/** The published metrics that read nothing but the given statistics. */
function zooOver(statistics: readonly string[]): Readonly<Record<string, Program<string>>> {
  return Object.fromEntries(
    Object.entries(zoo).filter(([, program]) => terminalsOf(program).every((name) => statistics.includes(name))),
  );
}

/**
 * The statistics that all of the datasets have: what a search over them may read.
 *
 * Throws a `RangeError` when there is none.
 *
 * @example
 * ```ts
 * import { sharedStatistics } from "eznas";
 *
 * const having = (...statistics: ("T3" | "T1_D" | "T4_D")[]) => ({ settings: { statistics } });
 * sharedStatistics([having("T1_D", "T3"), having("T3", "T4_D")]); // → [ 'T3' ]
 * ```
 */
export function sharedStatistics(
  datasets: readonly { readonly settings: { readonly statistics: readonly string[] } }[],
): readonly string[] {
  const [first, ...others] = datasets.map(({ settings }) => settings.statistics);
  const shared = (first ?? []).filter((name) => others.every((statistics) => statistics.includes(name)));
  if (shared.length === 0) throw new RangeError("sharedStatistics: the datasets have no statistic in common");
  return shared;
}
