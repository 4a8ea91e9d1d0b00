/** A search that discovers: whole metrics, several objectives, nothing twice. */
import {
  crossover,
  grow,
  hoist,
  leaf,
  mutatePoint,
  mutateSubtree,
  type Rng,
  rampedHalfAndHalf,
  seeded,
  shrink,
  type TreeGenerator,
  type VarOr,
  varOr,
} from "@eznas/gp";
import {
  aggregates,
  formatProgram,
  type Program,
  type ProgramOptions,
  program,
  type Reduction,
  toScalars,
  wholeVocabulary,
} from "@eznas/program";
import { type Dataset, statisticNames, subset } from "@eznas/stats";
import type { PaperDefaults } from "../paper-defaults.ts";
import { type Probes, readProbes } from "../probes.ts";
import { pauses, type Watching } from "../progress.ts";
import { type ScoreNetworks, scoreHere } from "../score-networks.ts";
import { patternOf } from "../state/pattern-of.ts";
import { programValidity } from "../validity.ts";
import { behaviorOn, orderOf } from "./behavior.ts";
import { type Discovered, type DiscoveryGeneration, noRejections } from "./discovery-generation.ts";
import { byTask, columnsOf, type MeasuredNetworks, networksOf } from "./measured-networks.ts";
import { byFrontAndRoom } from "./nsga2.ts";
import { judge, type Objective } from "./objectives.ts";
import { type ScoreTable, scoreTable } from "./score-table.ts";
import { instanceCount } from "./sizes.ts";
import { childMetric, headsOf, type MetricLanguage, randomMetric, withSign } from "./vary-metrics.ts";

/** What a discovery does where its options do not say. */
export interface DiscoveryDefaults {
  readonly primitives: PaperDefaults["primitives"];
  readonly toScalars: readonly Reduction[];
  readonly aggregates: readonly Reduction[];
  readonly init: TreeGenerator;
  readonly vary: VarOr;
  readonly maxDepth: number;
  /** How many of a tree's metrics, one for each toScalar and aggregate, may go on: those that are best at first look. */
  readonly headsKept: number;
  /** How many survive a generation. */
  readonly population: number;
  /** How many new trees, none of which means what an earlier one did, are looked at in a generation. */
  readonly offspring: number;
  readonly generations: number;
  /** What share of the new trees is random and no child. */
  readonly newcomers: number;
  /** What share of each task's networks a new tree meets first. */
  readonly firstLook: number;
  /** How many metrics go on from there to all networks, as a share of the new trees. */
  readonly promoted: number;
  /** What is to be large; the first decides between metrics where one number must. */
  readonly objectives: readonly Objective[];
  /** How many of the best ever seen are kept, by the first objective. */
  readonly archive: number;
  readonly probeNetworks: number;
  readonly probeInstances: number;
  readonly triesPerMetric: number;
}

/**
 * The defaults of {@link discover}: 80 metrics survive, 100 new trees are tried in each generation, ten times after the first. They are
 * made of the 44 operations, those between samples among them, and of the 22 statistics.
 *
 * @example
 * ```ts
 * import { discoveryDefaults } from "@eznas/search";
 *
 * discoveryDefaults.objectives; // → [ 'mean tau', 'worst tau' ]
 * ```
 */
export const discoveryDefaults: DiscoveryDefaults = {
  primitives: { ops: wholeVocabulary.ops, terminals: statisticNames },
  toScalars: /* @__PURE__ */ [toScalars.mean, toScalars.sum, toScalars.l2],
  aggregates: /* @__PURE__ */ Object.values(aggregates).filter((entry) => typeof entry === "function"),
  init: /* @__PURE__ */ rampedHalfAndHalf({ minDepth: 1, maxDepth: 4 }),
  vary: /* @__PURE__ */ varOr(
    [0.35, crossover()],
    [0.25, mutateSubtree(grow({ minDepth: 0, maxDepth: 3 }))],
    [0.2, mutatePoint()],
    [0.1, hoist()],
    [0.1, shrink()],
  ),
  maxDepth: 6,
  headsKept: 2,
  population: 80,
  offspring: 100,
  generations: 10,
  newcomers: 0.2,
  firstLook: 0.25,
  promoted: 0.3,
  objectives: ["mean tau", "worst tau"],
  archive: 200,
  probeNetworks: 3,
  probeInstances: 4,
  triesPerMetric: 500,
};

/** What is not given is as in {@link discoveryDefaults}. */
export interface DiscoverOptions
  extends Partial<DiscoveryDefaults>,
    Omit<ProgramOptions<string>, "ops" | "terminals" | "toScalar" | "aggregate" | "toScalars" | "aggregates">,
    Watching {
  /** The same seed, tasks and options give the same generations, whatever the number of workers. */
  readonly seed: number;
  /** What to learn from: the search parts of `splitNetworks`, say. */
  readonly tasks: readonly Dataset[];
  /** The space of a task. Tasks of one space count as one, by their mean. Default: a task's name, each its own space. */
  readonly spaceOf?: (task: Dataset) => string;
  /** Metrics that the first generation has beside random ones; those that are valid meet all networks. */
  readonly seeds?: readonly Program<string>[];
  /** Where programs meet networks: in this thread, or in several with `startWorkers` of `@eznas/search/node`. */
  readonly scoreNetworks?: ScoreNetworks;
  /** Goes on after this generation, of a run with the same options. */
  readonly resume?: DiscoveryGeneration;
}

/**
 * Evolves whole metrics (tree, toScalar, aggregate over instances, sign) that rank the networks of all tasks at once,
 * and yields each generation.
 *
 * New trees are valid as in Algorithm 1, and mean something new: what has the same values on a probe as a tree met
 * before is drawn again and counted. A tree is computed once and makes a metric with every toScalar and aggregate; all of them meet a
 * share of the networks first. The better ones that order those networks as none did before meet the others. Parents and
 * survivors are those of NSGA-II over the objectives. Whether high or low scores are the better ones is learned with the rest.
 *
 * Throws a RangeError for options out of range, no tasks, tasks of several patterns, a task with fewer than six networks or
 * accuracies that are all one, and a generation to go on from that is past the last; the first generation rejects where a
 * task lacks a statistic or has a network without instances, and a generation with a {@link NothingNewError} that counts why
 * where new metrics run out.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { ops } from "@eznas/ops";
 * import { discover } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * await useBackend("cpu");
 * const rng = seeded(1, "weights");
 * const networks = [60, 65, 70, 75, 80, 85, 90, 95].map((accuracy) => {
 *   const T3 = { shape: [2, 2, 1, 1], data: Float32Array.from({ length: 4 }, () => (accuracy - 55) * (rng() - 0.5)) };
 *   return { id: `net ${accuracy}`, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
 * });
 * const run = discover({
 *   seed: 7,
 *   primitives: { ops, terminals: ["T3"] },
 *   tasks: [inMemory("toy", networks)],
 *   population: 6,
 *   offspring: 12,
 *   generations: 1,
 * });
 * const tried: number[] = [];
 * for await (const generation of run) tried.push(generation.tried);
 * tried; // → [ 396, 792 ]
 * ```
 */
export function discover(options: DiscoverOptions): AsyncGenerator<DiscoveryGeneration> {
  const settings: Settings = { ...discoveryDefaults, ...options };
  checkDiscovery(settings);
  const pattern = patternOf("discover", options.tasks, options);
  return run({ ...settings, ...(pattern && { pattern }) });
}

/** New metrics ran out: what is not drawn in vain any more is of few operations and statistics, or all found. */
export class NothingNewError extends Error {
  override readonly name = "NothingNewError";
}

type Settings = DiscoveryDefaults & DiscoverOptions;

async function* run(settings: Settings): AsyncGenerator<DiscoveryGeneration> {
  const { seed, tasks, primitives, generations, population: size, seeds = [] } = settings;
  const { spaceOf = (task: Dataset) => task.name, scoreNetworks = scoreHere } = settings;
  const probes = await readProbes(tasks, seeded(seed, "probes"), { ...settings, statistics: primitives.terminals });
  const spaces = tasks.map(spaceOf);
  const race = await startRace(settings, spaces, scoreNetworks);
  const news = startNews(settings, probes);
  let last = settings.resume;
  if (last) news.remember(last);
  for (let index = last ? last.index + 1 : 0; index <= generations; index++) {
    const rng = seeded(seed, "discovery", index);
    const drawn = await news.draw(rng, last?.population.map(({ metric }) => metric) ?? [], last ? [] : seeds);
    const { evaluated, tried, sameOrder } = await race(drawn.metrics, drawn.seeds, news.orders);
    const population = byFrontAndRoom(smallestOfEach([...(last?.population ?? []), ...evaluated])).slice(0, size);
    const archive = smallestOfEach([...(last?.archive ?? []), ...evaluated])
      .toSorted((a, b) => b.objectives[0]! - a.objectives[0]! || a.metric.tree.size - b.metric.tree.size)
      .slice(0, settings.archive);
    if (population.length === 0)
      throw new Error(
        `discover: no metric of generation ${index} applies to the networks of a task; take more probe networks, or ` +
          "statistics that all networks have",
      );
    last = {
      seed,
      index,
      population,
      archive,
      tried: (last?.tried ?? 0) + tried,
      rejected: { ...drawn.rejected, order: sameOrder },
      seen: news.seen(),
    };
    yield last;
  }
}

/** Of metrics that order all networks alike only the one that takes the fewest operations. */
function smallestOfEach(metrics: readonly Discovered[]): readonly Discovered[] {
  const byOrder = new Map<string, Discovered>();
  for (const one of metrics) {
    const known = byOrder.get(one.order);
    if (!known || one.metric.tree.size < known.metric.tree.size) byOrder.set(one.order, one);
  }
  return [...byOrder.values()];
}

/** The next metrics that mean something new. */
function startNews(settings: Settings, probes: Probes) {
  const isValid = programValidity(probes);
  const behaviorOf = behaviorOn(probes, settings.toScalars);
  const language: MetricLanguage = { ...settings, options: settings };
  const keys = new Set<string>();
  const orders = new Map<string, number>();
  return {
    orders,
    seen: () => ({ behaviors: [...keys], orders: [...orders] }),
    remember({ seen }: DiscoveryGeneration) {
      for (const key of seen.behaviors) keys.add(key);
      for (const [order, size] of seen.orders) orders.set(order, size);
    },
    async draw(rng: Rng, parents: readonly Program<string>[], seeds: readonly Program<string>[]) {
      const pause = pauses(settings);
      const { offspring, newcomers, triesPerMetric, onProgress } = settings;
      const metrics: Program<string>[] = [];
      const rejected = noRejections();
      const consider = (metric: Program<string>): void => {
        const verdict = isValid(metric);
        if (!verdict.ok) return void rejected[verdict.reason]++;
        const behavior = behaviorOf(metric);
        if (behavior.kind === "constant") return void rejected.constant++;
        if (behavior.kind === "unknown") return void rejected["non-finite"]++;
        if (keys.has(behavior.key)) return void rejected.behavior++;
        keys.add(behavior.key);
        metrics.push(metric);
      };
      for (const metric of seeds) consider(metric);
      const taken = [...metrics];
      for (let tries = 0; metrics.length < offspring; tries++) {
        await pause();
        if (tries === offspring * triesPerMetric)
          throw new NothingNewError(
            `discover: ${tries} candidates gave ${metrics.length} of ${offspring} new metrics ` +
              `(${Object.entries(rejected)
                .map(([reason, count]) => `${reason}: ${count}`)
                .join(", ")}); ` +
              "allow more operations, statistics or depth, or ask for fewer",
          );
        const fresh = parents.length === 0 || metrics.length >= offspring * (1 - newcomers);
        consider(fresh ? randomMetric(language, rng) : childMetric(language, parents, rng));
        onProgress?.("draw", metrics.length, offspring);
      }
      return { metrics, seeds: taken, rejected };
    },
  };
}

/** Metrics meet a share of the networks, and the better ones the others. */
async function startRace(settings: Settings, spaces: readonly string[], scoreNetworks: ScoreNetworks) {
  const { seed, tasks, firstLook, promoted, objectives, headsKept, onProgress, signal } = settings;
  const heads = headsOf(settings);
  const kept = scoreTable(scoreNetworks);
  const all = networksOf(tasks);
  const looks = tasks.map((task) => firstOf(task, firstLook, seeded(seed, "first look", task.name)));
  const some = networksOf(looks, tasks);
  const scored = async (table: ScoreTable, metrics: readonly Program<string>[], measured: MeasuredNetworks) =>
    table.of(metrics, measured.networks, {
      onScored: (done) => onProgress?.("evaluate", done, measured.networks.length),
      signal,
    });
  const { primitives, pattern } = settings;
  const like = program(leaf(primitives.terminals[0]!), { ...primitives, ...(pattern && { pattern }) });
  const withSizes = async (measured: MeasuredNetworks): Promise<MeasuredNetworks> => {
    const [count] = await scored(kept, [instanceCount(like)], measured);
    return { ...measured, sizes: byTask(count!, measured).map((sizes) => [sizes]) };
  };
  const [first, whole] = [await withSizes(some), await withSizes(all)];
  const judged = (
    metric: Program<string>,
    row: readonly number[],
    measured: MeasuredNetworks,
  ): Omit<Discovered, "order"> => {
    const [plus, minus] = ([1, -1] as const).map((sign) => judge(columnsOf(row, measured, sign), spaces, objectives));
    const sign = minus![0]! > plus![0]! ? -1 : 1;
    const signed = withSign(metric, sign);
    return { metric: signed, text: formatProgram(signed), objectives: sign === 1 ? plus! : minus! };
  };
  const applies = ({ objectives: [leading] }: Pick<Discovered, "objectives">): boolean => leading! > -1;
  return async (trees: readonly Program<string>[], seeds: readonly Program<string>[], orders: Map<string, number>) => {
    const groups = trees.map(heads);
    const tried = groups.flat();
    // A seed as it was given, among the metrics of its tree.
    const ownOf = (seed: Program<string>): Program<string> =>
      groups[trees.indexOf(seed)]!.find(
        ({ toScalar, aggregate }) => toScalar === seed.toScalar && aggregate === seed.aggregate,
      )!;
    // Of most of these no score is asked for again, so they are not kept.
    const rows = await scored(scoreTable(scoreNetworks), tried, first);
    const rowOf = new Map(tried.map((metric, i) => [metric, rows[i]!]));
    let sameOrder = 0;
    const looked = groups.flatMap((group) => {
      const ranked = group
        .map((metric) => ({ metric, first: judged(metric, rowOf.get(metric)!, first) }))
        .filter((one) => applies(one.first))
        .toSorted((a, b) => b.first.objectives[0]! - a.first.objectives[0]!);
      const fresh: typeof ranked = [];
      for (const one of ranked) {
        if (fresh.length === headsKept) break;
        const { size } = one.metric.tree;
        const order = orderOf(byTask(rowOf.get(one.metric)!, first));
        // Of two that mean the same the smaller is worth a look: it may take the other's place.
        if ((orders.get(order) ?? Number.POSITIVE_INFINITY) <= size) {
          sameOrder++;
          continue;
        }
        orders.set(order, size);
        fresh.push(one);
      }
      return fresh;
    });
    const promotedOnes = looked
      .toSorted((a, b) => b.first.objectives[0]! - a.first.objectives[0]!)
      .slice(0, Math.max(1, Math.ceil(promoted * trees.length)))
      .map(({ metric }) => metric);
    const better = [...new Set([...seeds.map(ownOf), ...promotedOnes])];
    for (const metric of better) kept.note(metric, first.networks, rowOf.get(metric)!);
    const full = await scored(kept, better, whole);
    const evaluated = better
      .map((metric, i): Discovered => ({ ...judged(metric, full[i]!, whole), order: orderOf(byTask(full[i]!, whole)) }))
      .filter(applies);
    return { evaluated, tried: tried.length, sameOrder };
  };
}

/** A share of a task's networks, six at least, spread over its accuracies. */
function firstOf(task: Dataset, share: number, rng: Rng): Dataset {
  const wanted = Math.max(6, Math.round(share * task.networks.length));
  const sorted = task.networks.toSorted((a, b) => a.accuracy - b.accuracy);
  const chosen = new Set(
    Array.from({ length: wanted }, (_, i) => {
      const [from, to] = [i, i + 1].map((at) => Math.floor((at * sorted.length) / wanted));
      return sorted[from! + Math.floor(rng() * (to! - from!))]!;
    }),
  );
  return subset(task, (network) => chosen.has(network));
}

function checkDiscovery(settings: Settings): void {
  const { tasks } = settings;
  const missing = Object.keys(discoveryDefaults).find((name) => settings[name as keyof Settings] === undefined);
  if (missing) throw new RangeError(`discover: ${missing} is undefined; leave it out for its default, or give a value`);
  for (const [name, least] of [
    ["population", 2],
    ["offspring", 2],
    ["generations", 0],
    ["archive", 1],
    ["headsKept", 1],
  ] as const)
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= least))
      throw new RangeError(`discover: ${name} must be a whole number of at least ${least}, got ${settings[name]}`);
  for (const name of ["newcomers", "firstLook", "promoted"] as const)
    if (!(settings[name] >= 0 && settings[name] <= 1))
      throw new RangeError(`discover: ${name} is a share and must be from 0 to 1, got ${settings[name]}`);
  for (const name of ["objectives", "toScalars", "aggregates"] as const)
    if (settings[name].length === 0) throw new RangeError(`discover: ${name} is empty; give one at least`);
  const { resume, generations } = settings;
  if (resume && resume.index > generations)
    throw new RangeError(
      `discover: generation ${resume.index}, from which to go on, is past the last one asked for, ${generations}; ` +
        "ask for as many generations at least",
    );
  if (tasks.length === 0) throw new RangeError("discover: tasks is empty; give one dataset at least to learn from");
  const again = tasks.find(({ name }, i) => tasks.findIndex((task) => task.name === name) < i);
  if (again) throw new RangeError(`discover: two tasks are named "${again.name}"; give each a name of its own`);
  for (const { name, networks } of tasks) {
    if (networks.length < 6)
      throw new RangeError(`discover: task "${name}" has ${networks.length} networks; six are the least that rank`);
    if (networks.every(({ accuracy }) => accuracy === networks[0]!.accuracy))
      throw new RangeError(
        `discover: all ${networks.length} networks of task "${name}" have accuracy ${networks[0]!.accuracy}; nothing ranks them`,
      );
  }
}
