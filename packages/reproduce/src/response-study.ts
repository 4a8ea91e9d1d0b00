/**
 * What a program gives random tensors, against the size of the kernel, the number of
 * channels and the size of the activation.
 */

import { bootstrapInterval, type Interval } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { sizeOf, standardNormal } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { inferShape, type Program, scorer, terminalsOf } from "@eznas/program";
import { metric } from "@eznas/ranking";
import {
  type InstanceStatistics,
  isStatisticName,
  type Statistic,
  type StatisticName,
  statisticNames,
} from "@eznas/stats";
import { digits, type Study, type StudyContext, span } from "./study.ts";

interface Sizes {
  readonly kernel: number;
  readonly channels: number;
  readonly activation: number;
}

const usual: Sizes = { kernel: 3, channels: 1, activation: 8 };

/** What is varied, each while the others are the usual ones. */
const varied: Readonly<Record<keyof Sizes, readonly number[]>> = {
  kernel: [1, 3, 5, 7],
  channels: [1, 2, 4, 8, 16, 32],
  activation: [1, 2, 4, 8, 16, 32],
};

/** EZNAS-A on T3G_N, per kernel. */
const published: Readonly<Record<string, number>> = { 1: 0.5, 3: 0.408, 5: 0.445, 7: 0.51 };

interface Response {
  readonly metric: string;
  readonly varied: keyof Sizes;
  readonly size: number;
  /** Draws that have a score. */
  readonly n: number;
  readonly score: number;
  readonly scoreInterval: Interval;
  /** The root of the mean of score² over the number of values that the program's last norm is taken over. */
  readonly perValue: number;
  readonly perValueInterval: Interval;
  readonly published?: number;
}

export const responseStudy: Study = {
  name: "figure-6",
  title: "Fig. 6: the score of a program on random tensors, by size of kernel, channels and activation",
  count: 5000,
  metrics: ["eznas-a-paper", "eznas-a"],
  run: async (context) => {
    const responses: Response[] = [];
    for (const name of context.metrics) {
      const program = programOf(name);
      const total = Object.values(varied).flat().length;
      let done = 0;
      for (const [axis, values] of Object.entries(varied) as [keyof Sizes, readonly number[]][])
        for (const size of values) {
          responses.push(await respond(context, { name, program, axis, size }));
          context.progress(name, ++done, total);
        }
    }
    const axes = Object.keys(varied) as (keyof Sizes)[];
    return {
      results: responses,
      tables: axes.map((axis) => ({
        title: `by ${axis} (the others: ${others(axis)})`,
        head: ["metric", axis, "score", "95 %", "per value", "95 %", "paper", "n"],
        rows: responses
          .filter((row) => row.varied === axis)
          .map((row) => [
            row.metric,
            `${row.size}`,
            digits(row.score),
            span(row.scoreInterval),
            digits(row.perValue),
            span(row.perValueInterval),
            digits(row.published),
            `${row.n}`,
          ]),
      })),
      notes: [
        "statistics are N(0, 1): activations [1, channels, size, size], kernels [channels, channels, size, size]",
        "per value: the root mean square of the values in a program's last norm (one of each matrix, for EZNAS-A), " +
          "as the paper's figures are",
        "over a million kernels PyTorch has 0.500, 0.409, 0.443 and 0.506 for eznas-a-paper: " +
          "the paper's figures are of fewer",
        `95 %: bootstrap intervals over ${context.resamples} resamples of the draws`,
      ],
      settings: { draws: context.count, usual },
      figure: (plot) => ({
        width: 720,
        height: 60 + 160 * axes.length,
        marginRight: 80,
        x: { label: "size", type: "log", base: 2 },
        y: { label: "score per value (circle: paper)", grid: true },
        fy: { label: null, domain: axes },
        color: { legend: false, scheme: "Dark2" },
        marks: [
          plot.line(responses, { x: "size", y: "perValue", fy: "varied", stroke: "metric" }),
          plot.dot(responses, { x: "size", y: "perValue", fy: "varied", fill: "metric" }),
          plot.dot(
            responses.filter((row) => row.published !== undefined),
            { x: "size", y: "published", fy: "varied", stroke: "firebrick", r: 6 },
          ),
          plot.text(
            responses.filter((row) => row.size === varied[row.varied].at(-1)),
            { x: "size", y: "perValue", fy: "varied", text: "metric", textAnchor: "start", dx: 8, fill: "metric" },
          ),
        ],
      }),
    };
  },
};

const others = (axis: keyof Sizes): string =>
  Object.entries(usual)
    .filter(([name]) => name !== axis)
    .map(([name, size]) => `${name} ${size}`)
    .join(", ");

function programOf(name: string): Program {
  const of = metric(name);
  if (of.kind !== "program") throw new RangeError(`figure-6: ${name} is no program, so it has no response to tensors`);
  const other = terminalsOf(of.program).find((terminal) => !isStatisticName(terminal));
  if (other !== undefined)
    throw new RangeError(`figure-6: ${name} reads ${other}; the figure draws the 22 statistics of a convolution alone`);
  return { ...of.program, terminals: statisticNames };
}

interface Asked {
  readonly name: string;
  readonly program: Program;
  readonly axis: keyof Sizes;
  readonly size: number;
}

async function respond(context: StudyContext, { name, program, axis, size }: Asked): Promise<Response> {
  const { seed, count, resamples, signal } = context;
  const sizes = { ...usual, [axis]: size };
  const normal = standardNormal(seeded(seed, "response", axis, size));
  const scoresOf = scorer([program], { arena: new Arena() });
  const terminals = terminalsOf(program);
  const scores: number[] = [];
  for (let draw = 0; draw < count; draw++) {
    if (draw % 500 === 0) await new Promise(setImmediate); // lets a Ctrl-C be heard
    signal.throwIfAborted();
    const [score] = scoresOf([drawn(terminals, sizes, normal)]);
    if (score!.ok) scores.push(score!.value);
  }
  const mean = (places: readonly number[]): number => places.reduce((sum, i) => sum + scores[i]!, 0) / places.length;
  const values = normedValues(program, terminals, sizes);
  const rootMeanSquare = (places: readonly number[]): number =>
    Math.sqrt(places.reduce((sum, i) => sum + scores[i]! ** 2, 0) / places.length / values);
  const all = scores.map((_, i) => i);
  const interval = (of: typeof mean): Interval =>
    all.length > 0
      ? bootstrapInterval(all.length, of, { rng: seeded(seed, "bootstrap"), resamples })
      : { low: Number.NaN, high: Number.NaN };
  return {
    metric: name,
    varied: axis,
    size,
    n: scores.length,
    score: mean(all),
    scoreInterval: interval(mean),
    perValue: rootMeanSquare(all),
    perValueInterval: interval(rootMeanSquare),
    ...(name === "eznas-a-paper" && axis === "kernel" && { published: published[size]! }),
  };
}

function drawn(
  terminals: readonly StatisticName[],
  sizes: Sizes,
  normal: () => number,
): InstanceStatistics<StatisticName> {
  const statistics: Partial<Record<StatisticName, Statistic>> = {};
  for (const name of terminals) {
    const shape = shapeOf(name, sizes);
    const size = sizeOf(shape);
    statistics[name] = { shape, data: Float32Array.from({ length: size }, normal) };
  }
  return { name: "random", statistics };
}

const shapeOf = (name: StatisticName, { kernel, channels, activation }: Sizes): readonly number[] =>
  name.startsWith("T3") ? [channels, channels, kernel, kernel] : [1, channels, activation, activation];

/** Over how many values the norm at the program's root is; 1 where there is none. */
function normedValues({ tree, ops }: Program, terminals: readonly StatisticName[], sizes: Sizes): number {
  if (tree.kind !== "call" || tree.op !== "frobenius") return 1;
  const shapes = Object.fromEntries(terminals.map((name) => [name, shapeOf(name, sizes)]));
  const inner = inferShape(tree.args[0]!, shapes, ops);
  return inner ? sizeOf(inner) : 1;
}
