/** How many networks a search trains until it has a good one, with and without a proxy. */

import { type BootstrapOptions, bootstrapInterval, type Interval } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { spaceNamed } from "@eznas/spaces/named";
import { cifar10 } from "./benchmarks.ts";
import { settingsOf } from "./measure-correlations.ts";
import { readBenchmark } from "./read-benchmark.ts";
import { scoredNetworks } from "./scored-networks.ts";
import { bestSoFar, type Method } from "./search-architectures.ts";
import { digits, type Findings, type Study, type StudyContext, span } from "./study.ts";

const evolution = { population: 32, tournament: 8 };

/** The paper does not say how many. A cell of NAS-Bench-201 has 24 mutations: many proposals leave little to chance. */
const proposals: readonly number[] = [2, 4, 8];

/** Accuracies that a search may take long to reach. The best of the table is 94.37. */
const goals: readonly number[] = [93.5, 94, 94.2, 94.3, 94.37];

/** The best accuracy after each network trained, for each repeat. */
interface Curves {
  readonly method: string;
  /** Whether a metric chooses among proposals. */
  readonly guided: boolean;
  readonly curves: readonly (readonly number[])[];
}

export const evolutionStudy: Study = {
  name: "figure-4",
  title: "Fig. 4: best accuracy by number of trained networks, NAS-Bench-201 CIFAR-10",
  count: 300,
  repeats: 10,
  metrics: ["eznas-a"],
  run: async (context) => {
    const table = await readBenchmark(context.data, cifar10);
    if ("missing" in table) return findings(context, [], [table.missing], 0);
    const accuracies = new Map(table.networks.map(({ id, accuracy }) => [id, accuracy]));
    const methods: Curves[] = [];
    for (const method of methodsFor(context.metrics)) methods.push(await curvesOf(context, method, accuracies));
    return findings(context, methods, [], Math.max(...accuracies.values()));
  },
};

const plain: Method = { name: "aging evolution", evolution };

const methodsFor = (metrics: readonly string[]): readonly Method[] => [
  { name: "random search" },
  plain,
  ...metrics.flatMap((metric) =>
    proposals.map((count) => ({ name: `${metric}, best of ${count}`, evolution, proposals: { metric, count } })),
  ),
];

async function curvesOf(
  context: StudyContext,
  method: Method,
  accuracies: ReadonlyMap<string, number>,
): Promise<Curves> {
  const { seed, count, repeats, signal, progress } = context;
  const settings = { ...settingsOf(context, cifar10), seed };
  const scored = method.proposals && (await scoredNetworks(context, settings, [method.proposals.metric]));
  const search = { method, space: spaceNamed(cifar10.space), accuracies, scored, count, seed, signal };
  try {
    const curves: (readonly number[])[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      curves.push(await bestSoFar({ ...search, repeat }));
      progress(method.name, repeat + 1, repeats);
    }
    return { method: method.name, guided: method.proposals !== undefined, curves };
  } finally {
    await scored?.close();
  }
}

interface Point {
  readonly method: string;
  readonly trained: number;
  readonly best: number;
  readonly low: number;
  readonly high: number;
}

function findings(
  context: StudyContext,
  methods: readonly Curves[],
  notes: readonly string[],
  optimum: number,
): Findings {
  const { seed, count, repeats, resamples, images } = context;
  const { batch } = settingsOf(context, cifar10);
  const meanAt = (curves: Curves["curves"], trained: number): readonly [number, Interval] => {
    const mean = (places: readonly number[]): number =>
      places.reduce((sum, i) => sum + curves[i]![trained - 1]!, 0) / places.length;
    return [
      mean(curves.map((_, i) => i)),
      bootstrapInterval(curves.length, mean, { rng: seeded(seed, "bootstrap"), resamples }),
    ];
  };
  const step = Math.max(1, Math.round(count / 60));
  const every = Array.from({ length: Math.floor(count / step) }, (_, i) => (i + 1) * step);
  const points = methods.flatMap(({ method, curves }) =>
    every.map((trained): Point => {
      const [best, interval] = meanAt(curves, trained);
      return { method, trained, best, ...interval };
    }),
  );
  const baseline = methods.find(({ method }) => method === plain.name);
  const sooner = ({ curves }: Curves): readonly Sooner[] =>
    goals.map((goal) => soonerThan(baseline!.curves, curves, goal, { rng: seeded(seed, "bootstrap"), resamples }));
  const marks = [0.1, 0.2, 0.4, 0.6, 0.8, 1].map((share) => Math.max(1, Math.round(share * count)));
  return {
    results: methods.map((one) => ({
      method: one.method,
      curves: one.curves,
      reached: goals.map((goal) => reached(one.curves, goal, { rng: seeded(seed, "bootstrap"), resamples })),
      ...(one.guided && { sooner: sooner(one) }),
    })),
    tables: [
      {
        title:
          `mean of the best accuracy over ${repeats} repeats, by networks trained (best of the table: ` +
          `${digits(optimum)})`,
        head: ["method", ...marks.map(String), "paper"],
        rows: methods.map(({ method, curves }) => [
          method,
          ...marks.map((trained) => {
            const [best, interval] = meanAt(curves, trained);
            return `${digits(best, 2)} ${span(interval, 2)}`;
          }),
          "not at hand",
        ]),
      },
      {
        title: "networks trained until an accuracy is reached: median over repeats, and how many reached it",
        head: ["method", ...goals.map((goal) => `${goal} %`)],
        rows: methods.map(({ method, curves }) => [
          method,
          ...goals.map((goal) => {
            const {
              median,
              interval,
              repeats: within,
            } = reached(curves, goal, { rng: seeded(seed, "bootstrap"), resamples });
            const [at, low, high] = [median, interval.low, interval.high].map((n) =>
              n > count ? `>${count}` : digits(n, 0),
            );
            return `${at} [${low}, ${high}] (${within}/${curves.length})`;
          }),
        ]),
      },
      {
        title:
          `how many networks sooner than ${plain.name} of the same repeat: mean, ` +
          "and in how many repeats it was sooner and later",
        head: ["method", ...goals.map((goal) => `${goal} %`)],
        rows: methods
          .filter(({ guided }) => guided)
          .map((one) => [
            one.method,
            ...sooner(one).map(
              ({ mean, interval, sooner, later }) =>
                `${digits(mean, 1)} ${span(interval, 1)} (${sooner} sooner, ${later} later)`,
            ),
          ]),
      },
    ],
    notes: [
      ...notes,
      `population ${evolution.population}, tournament ${evolution.tournament}; best of n: ` +
        "aging evolution that trains the one of n mutations which the metric scores highest",
      "a network that was trained before is not trained again, nor counted, by any method; " +
        "proposals are of others first",
      `a search that does not reach an accuracy within ${count} networks counts as if the next one did`,
      "searches see and are judged by the same column; methods share the first population of a repeat",
      `in brackets: 95 % bootstrap intervals over ${resamples} resamples of the repeats`,
    ],
    settings: { images, batch, split: cifar10.split, ...evolution, proposals },
    figure: (plot) => ({
      width: 720,
      height: 400,
      x: { label: "networks trained" },
      y: {
        label: "best accuracy, %",
        grid: true,
        ...(optimum > 0 && { domain: [optimum - 2.5, optimum] }),
        clamp: true,
      },
      color: { scheme: "Dark2" },
      marks: [
        plot.areaY(points, { x: "trained", y1: "low", y2: "high", fill: "method", fillOpacity: 0.15 }),
        plot.lineY(points, { x: "trained", y: "best", stroke: "method" }),
        // In a corner, as the lines end in the same place.
        ...methods.map(({ method }, i) =>
          plot.text([method], {
            text: (name: string) => name,
            fill: (name: string) => name,
            frameAnchor: "bottom-right",
            fontSize: 12,
            dx: -8,
            dy: -8 - 16 * (methods.length - 1 - i),
          }),
        ),
      ],
    }),
  };
}

interface Reached {
  readonly goal: number;
  /** Networks trained; over the budget where fewer than half of the repeats got there. */
  readonly median: number;
  readonly interval: Interval;
  readonly repeats: number;
}

/** How many networks each repeat took: one more than the budget where that was not enough. */
const tookOf = (curves: Curves["curves"], goal: number): readonly number[] =>
  curves.map((curve) => {
    const at = curve.findIndex((best) => best >= goal);
    return 1 + (at < 0 ? curve.length : at);
  });

interface Sooner {
  readonly goal: number;
  /** Networks fewer than the other method in the same repeat. */
  readonly mean: number;
  readonly interval: Interval;
  readonly sooner: number;
  readonly later: number;
}

/** A repeat's searches share their first networks, so that what chance gave one of them it gave the other. */
function soonerThan(
  others: Curves["curves"],
  curves: Curves["curves"],
  goal: number,
  options: BootstrapOptions,
): Sooner {
  const other = tookOf(others, goal);
  const fewer = tookOf(curves, goal).map((took, repeat) => other[repeat]! - took);
  const mean = (places: readonly number[]): number => places.reduce((sum, i) => sum + fewer[i]!, 0) / places.length;
  return {
    goal,
    mean: mean(fewer.map((_, i) => i)),
    interval: bootstrapInterval(fewer.length, mean, options),
    sooner: fewer.filter((by) => by > 0).length,
    later: fewer.filter((by) => by < 0).length,
  };
}

function reached(curves: Curves["curves"], goal: number, options: BootstrapOptions): Reached {
  const took = tookOf(curves, goal);
  const median = (places: readonly number[]): number =>
    places.map((i) => took[i]!).sort((a, b) => a - b)[Math.floor((places.length - 1) / 2)]!;
  return {
    goal,
    median: median(took.map((_, i) => i)),
    interval: bootstrapInterval(took.length, median, options),
    repeats: curves.filter((curve) => curve.at(-1)! >= goal).length,
  };
}
