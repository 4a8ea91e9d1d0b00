/** What a discovery found, told on networks that had no part in it. */
import {
  correlationInterval,
  type Interval,
  kendallTau,
  partialKendallTau,
  percentileInterval,
  resample,
} from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import type { Program } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import type { Watching } from "../progress.ts";
import { type ScoreNetworks, scoreHere } from "../score-networks.ts";
import { type Composition, compose, type Part, sumOfLogRanks, worthReading } from "./compose.ts";
import { discoveryDefaults } from "./discover.ts";
import type { DiscoveryGeneration } from "./discovery-generation.ts";
import { byTask, type MeasuredNetworks, networksOf } from "./measured-networks.ts";
import { bySpace, type Objective, oriented } from "./objectives.ts";
import { scoreTable } from "./score-table.ts";
import { instanceCount } from "./sizes.ts";

/** Scores that were computed elsewhere: of published proxies, of costs. */
export interface KnownScores {
  /** The metric's text, as `eznas rank` takes it. */
  readonly text: string;
  /** Higher is better; undefined where there is none. */
  readonly scoreOf: (task: Dataset, id: string) => number | undefined;
}

export interface ConcludeOptions extends Watching {
  readonly last: DiscoveryGeneration;
  /** The tasks' networks that choose between what the search found. */
  readonly validation: readonly Dataset[];
  /** Networks to report on, in no way looked at before; of spaces that were searched or of others. */
  readonly test: readonly Dataset[];
  readonly spaceOf?: (task: Dataset) => string;
  /** Metrics to compare with; EZNAS-A, say. */
  readonly rivals?: Readonly<Record<string, Program<string>>>;
  /** More of them, which may also become parts of a metric where they are known of all networks that choose. */
  readonly known?: readonly KnownScores[];
  /** What chooses. Default: the first objective of the search's defaults. */
  readonly objective?: Objective;
  /** How many of the best of the search are candidates. Default: 60. */
  readonly candidates?: number;
  /** How many parts a metric may have. Default: 3. */
  readonly parts?: number;
  /** By how much each further part must raise the objective. Default: 0.01. */
  readonly gain?: number;
  readonly scoreNetworks?: ScoreNetworks;
  /** How many times networks are drawn anew for an interval. Default: 1000. */
  readonly resamples?: number;
}

const nothing = {
  ...{ kendall: Number.NaN, partial: Number.NaN, size: Number.NaN },
  interval: { low: Number.NaN, high: Number.NaN },
} as const;

/**
 * Refuses, before anything is searched, networks that {@link conclude} could tell nothing on: with a RangeError where a
 * part is empty, or has fewer than three networks or one accuracy alone of a task.
 *
 * @example
 * ```ts
 * import { checkHeldOutParts } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const toy = inMemory("toy", [70, 80, 90].map((accuracy) => ({ id: `net ${accuracy}`, accuracy, instances: [] })));
 * checkHeldOutParts({ validation: [toy], test: [toy] }); // → undefined
 * ```
 */
export function checkHeldOutParts(parts: Pick<ConcludeOptions, "validation" | "test">): void {
  for (const part of ["validation", "test"] as const) {
    if (parts[part].length === 0)
      throw new RangeError(`conclude: no networks for ${part}; three at least of a task are needed`);
    for (const { name, networks } of parts[part]) {
      if (networks.length < 3)
        throw new RangeError(
          `conclude: ${networks.length} networks of "${name}" for ${part}, but three are the least; ` +
            "take a larger share, or more networks",
        );
      if (networks.every(({ accuracy }) => accuracy === networks[0]!.accuracy))
        throw new RangeError(
          `conclude: all ${networks.length} networks of "${name}" for ${part} have accuracy ${networks[0]!.accuracy}; ` +
            "nothing ranks them: take a larger share, or more networks",
        );
    }
  }
}

/** A metric on one task. */
export interface TaskResult {
  readonly task: string;
  readonly space: string;
  readonly kendall: number;
  readonly interval: Interval;
  /** Given the number of instances. */
  readonly partial: number;
  /** With the number of instances in place of accuracies: near 1 or −1, the metric tells size alone. */
  readonly size: number;
  readonly n: number;
  readonly failed: number;
}

export interface MetricResult {
  readonly text: string;
  /** The texts of what ranks it sums up; its own where that is nothing else. */
  readonly parts: readonly string[];
  readonly role: "single" | "composed" | "rival";
  /** The objective on the networks that chose. */
  readonly validation: number;
  readonly tasks: readonly TaskResult[];
  /** The mean over spaces of τ. */
  readonly mean: number;
  /** Of the mean, over draws of every task's networks anew. */
  readonly interval: Interval;
}

export interface Conclusion {
  readonly metrics: readonly MetricResult[];
  /** The one that is taken: the composition if a further part is worth it, else the single metric. */
  readonly chosen: string;
  /** The best rival by the networks that choose, and by how much the chosen is ahead of it on the test. */
  readonly against: {
    readonly rival: string;
    readonly difference: number;
    readonly interval: Interval;
  };
  /** In words. */
  readonly verdict: string;
  readonly tried: number;
}

/**
 * Chooses among the metrics of a search by networks that it did not see, composes up to three that complement each other,
 * and reports on networks that neither saw, beside rivals.
 *
 * The verdict compares with the rival that is best on the networks that choose, by the paired bootstrap over networks of
 * the difference of mean τ; it says plainly where nothing better was found. Where a metric has no score of more than a
 * fifth of a task's networks, its figures there are NaN, which
 * counts as 0 in a mean and is said in the verdict. Rejects with a RangeError where {@link checkHeldOutParts} throws.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { ops } from "@eznas/ops";
 * import { conclude, type DiscoveryGeneration, discover, splitNetworks } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * await useBackend("cpu");
 * const rng = seeded(1, "weights");
 * const networks = Array.from({ length: 24 }, (_, i) => {
 *   const T3 = { shape: [2, 2, 1, 1], data: Float32Array.from({ length: 4 }, () => (1 + i) * (rng() - 0.5)) };
 *   return { id: `net ${i}`, accuracy: 60 + i, instances: [{ name: "conv", statistics: { T3 } }] };
 * });
 * const shares = { validation: 0.25, test: 0.25 };
 * const { search, validation, test } = splitNetworks(inMemory("toy", networks), shares, seeded(1));
 * const primitives = { ops, terminals: ["T3"] } as const;
 * const options = { seed: 7, primitives, tasks: [search], population: 6, offspring: 12, generations: 1 };
 * let last: DiscoveryGeneration | undefined;
 * for await (const generation of discover(options)) last = generation;
 * const { metrics } = await conclude({ last: last!, validation: [validation], test: [test], resamples: 20 });
 * metrics[0]?.tasks[0]?.n; // → 6
 * ```
 */
export async function conclude(options: ConcludeOptions): Promise<Conclusion> {
  const { last, validation, test, known = [] } = options;
  const { candidates: most = 60, parts = 3, gain = 0.01, resamples = 1000 } = options;
  const { spaceOf = (task: Dataset) => task.name, objective = discoveryDefaults.objectives[0]! } = options;
  checkHeldOutParts({ validation, test });
  if (last.archive.length === 0)
    throw new RangeError("conclude: the archive of the last generation is empty; search first");
  const table = scoreTable(options.scoreNetworks ?? scoreHere);
  const choosing = networksOf(validation);
  const testing = networksOf(test);
  const found = last.archive.slice(0, most);
  const count = instanceCount(found[0]!.metric);
  const rivals = Object.entries({ instances: count, ...options.rivals });
  const scoresOn = async (metrics: readonly Program<string>[], measured: MeasuredNetworks) =>
    (
      await table.of(metrics, measured.networks, {
        onScored: (done) => options.onProgress?.("test", done, measured.networks.length),
        signal: options.signal,
      })
    ).map((row, i) => row.map((score) => metrics[i]!.sign * score));
  const knownOn = (measured: MeasuredNetworks) =>
    known.map(({ scoreOf }) => measured.networks.map(({ dataset, id }) => scoreOf(dataset, id) ?? Number.NaN));

  const programs = [...found.map(({ metric }) => metric), ...rivals.map(([, metric]) => metric)];
  const chosenBy = await scoresOn(programs, choosing);
  const knownChoosing = knownOn(choosing);
  const candidates = found.map(({ text }, i): Part => ({ text, scores: chosenBy[i]! }));
  const rivalParts = [
    ...rivals.map(([name], i): Part => ({ text: name, scores: chosenBy[found.length + i]! })),
    ...known.map(({ text }, i): Part => ({ text, scores: knownChoosing[i]! })),
  ];
  const leaves = rivalParts.slice(rivals.length).filter(({ scores }) => !scores.some(Number.isNaN));
  const composing = { networks: choosing, spaces: validation.map(spaceOf), objective, parts, gain, width: 12 };
  const compositions = compose([...candidates, ...leaves], composing);
  const single = compose(candidates, { ...composing, parts: 1 })[0]!;
  const chosen = worthReading([single, ...compositions.slice(1)], gain);
  const rivalsAlone = rivalParts.map((part) => compose([part], { ...composing, parts: 1 })[0]!);
  const bestRival = rivalsAlone.reduce((a, b) => (b.value > a.value ? b : a));

  const wanted = new Set([single, ...compositions.slice(1)].flatMap(({ parts }) => parts.map(({ text }) => text)));
  const ofWanted = found.filter(({ text }) => wanted.has(text));
  const tested = await scoresOn(
    [...ofWanted.map(({ metric }) => metric), ...rivals.map(([, metric]) => metric)],
    testing,
  );
  const knownTesting = knownOn(testing);
  const scoresByText = new Map<string, readonly number[]>([
    ...rivals.map(([name], i) => [name, tested[ofWanted.length + i]!] as const),
    ...known.map(({ text }, i) => [text, knownTesting[i]!] as const),
    ...ofWanted.map(({ text }, i) => [text, tested[i]!] as const),
  ]);
  const testScores = ({ parts }: Composition): readonly number[] => {
    const again = parts.map(({ text }): Part => ({ text, scores: scoresByText.get(text)! }));
    return again.length === 1 ? again[0]!.scores : sumOfLogRanks(again, testing);
  };
  const sizes = byTask(tested[ofWanted.length]!, testing);
  const spaces = test.map(spaceOf);
  const rng = seeded(last.seed, "difference");
  const draws: Draws = Array.from({ length: resamples }, () =>
    testing.accuracies.map((of) => resample(of.length, rng)),
  );
  const means = (scores: readonly number[]) => {
    const whole = testing.accuracies.map((of) => [...of.keys()]);
    return {
      whole: meansOn([whole], scores, testing, spaces)[0]!,
      again: meansOn(draws, scores, testing, spaces),
    };
  };
  const resultOf = (composition: Composition, role: MetricResult["role"]): MetricResult => {
    const ofAll = testScores(composition);
    const columns = byTask(ofAll, testing);
    const tasks = test.map(({ name }, i): TaskResult => {
      const accuracies = testing.accuracies[i]!;
      const scores = oriented(columns[i]!, 1);
      const failed = columns[i]!.filter(Number.isNaN).length;
      const about = { task: name, space: spaces[i]!, n: accuracies.length, failed };
      if (!scores) return { ...about, ...nothing };
      const rng = seeded(last.seed, "interval", name);
      return {
        ...about,
        kendall: kendallTau(scores, accuracies),
        interval: correlationInterval(kendallTau, scores, accuracies, { rng, resamples }),
        partial: partialKendallTau(scores, accuracies, [sizes[i]!]),
        size: kendallTau(scores, sizes[i]!),
      };
    });
    const { whole: mean, again } = means(ofAll);
    const parts = composition.parts.map(({ text }) => text);
    return {
      text: composition.text,
      parts,
      role,
      validation: composition.value,
      tasks,
      mean,
      interval: percentileInterval(again),
    };
  };
  const metrics = [
    resultOf(single, "single"),
    ...compositions.slice(1).map((composition) => resultOf(composition, "composed")),
    ...rivalsAlone.map((rival) => resultOf(rival, "rival")),
  ];
  const [ours, theirs] = [means(testScores(chosen)), means(testScores(bestRival))];
  const difference = {
    difference: ours.whole - theirs.whole,
    interval: percentileInterval(ours.again.map((mean, i) => mean - theirs.again[i]!)),
  };
  const against = { rival: bestRival.text, ...difference };
  const unranked = [chosen.text, bestRival.text].flatMap((wanted) => {
    const without = metrics.find(({ text }) => text === wanted)!.tasks.filter(({ kendall }) => Number.isNaN(kendall));
    return without.map(({ task }) => `${wanted} has no τ on ${task}, which counts as 0`);
  });
  const verdict = [verdictOf(chosen, against), ...unranked].join("; ");
  return { metrics, chosen: chosen.text, against, verdict, tried: last.tried };
}

const meanOverSpaces = (values: readonly number[], spaces: readonly string[]): number => {
  const of = bySpace(
    values.map((value) => (Number.isNaN(value) ? 0 : value)),
    spaces,
  );
  return of.reduce((sum, value) => sum + value, 0) / of.length;
};

/** Mean τ of scores on networks that are drawn anew, once for each draw; places are those within a task. */
function meansOn(
  draws: Draws,
  scores: readonly number[],
  testing: MeasuredNetworks,
  spaces: readonly string[],
): readonly number[] {
  const columns = byTask(scores, testing).map((ofTask) => oriented(ofTask, 1));
  return draws.map((drawn) => {
    const taus = columns.map((column, i) =>
      column
        ? kendallTau(
            drawn[i]!.map((at) => column[at]!),
            drawn[i]!.map((at) => testing.accuracies[i]![at]!),
          )
        : Number.NaN,
    );
    return meanOverSpaces(taus, spaces);
  });
}

/** Of every draw, for each task the places of its networks. */
type Draws = readonly (readonly (readonly number[])[])[];

function verdictOf({ text }: Composition, { rival, difference, interval }: Conclusion["against"]): string {
  const by = `${difference >= 0 ? "+" : "−"}${Math.abs(difference).toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`;
  if (interval.low > 0) return `${text} ranks networks it has not seen better than ${rival}: mean τ ${by}`;
  if (difference > 0) return `${text} is ahead of ${rival} by mean τ ${by}, which may be chance`;
  return `nothing better than ${rival} was found: mean τ ${by}`;
}
