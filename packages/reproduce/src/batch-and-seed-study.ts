/** How much a correlation depends on the batch size, and on the seed of weights and images. */

import { bootstrapInterval, type Interval, kendallTau } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { cifar10 } from "./benchmarks.ts";
import { drawFrom, settingsOf } from "./measure-correlations.ts";
import { scoredNetworks } from "./scored-networks.ts";
import { digits, type Study, type StudyContext, span } from "./study.ts";

const batches: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

interface Run {
  readonly metric: string;
  readonly batch: number;
  readonly seed: number;
  readonly n: number;
  readonly kendall: number;
}

interface OfBatch {
  readonly metric: string;
  readonly batch: number;
  readonly n: number;
  /** Over the seeds. */
  readonly mean: number;
  readonly deviation: number;
  /** Of the mean, over resampled networks. */
  readonly interval: Interval;
}

export const batchAndSeedStudy: Study = {
  name: "figure-7",
  title: "Fig. 7: Kendall's τ by batch size and seed, NAS-Bench-201 CIFAR-10",
  count: 300,
  repeats: 7,
  metrics: ["eznas-a"],
  run: async (context) => {
    const drawn = await drawFrom(context, cifar10);
    const runs: Run[] = [];
    const byBatch: OfBatch[] = [];
    const asked = context.quick ? batches.slice(0, 3) : batches;
    if (!("missing" in drawn)) {
      const accuracies = drawn.networks.map(({ accuracy }) => accuracy);
      const ids = drawn.networks.map(({ id }) => id);
      for (const batch of asked) {
        const bySeed: (readonly (readonly number[])[])[] = [];
        for (let repeat = 0; repeat < context.repeats; repeat++)
          bySeed.push(await scoresOf(context, ids, { batch, seed: context.seed + repeat }));
        for (const [place, metric] of context.metrics.entries()) {
          const lists = bySeed.map((scores) => scores[place]!);
          // A network without a score under one seed is left out under all, so that seeds are compared on the same.
          const kept = ids.flatMap((_, i) => (lists.some((scores) => Number.isNaN(scores[i])) ? [] : [i]));
          const taus = (places: readonly number[]): readonly number[] =>
            lists.map((scores) =>
              kendallTau(
                places.map((i) => scores[kept[i]!]!),
                places.map((i) => accuracies[kept[i]!]!),
              ),
            );
          const found = taus(kept.map((_, i) => i));
          const [n, mean] = [kept.length, meanOf(found)];
          found.forEach((kendall, repeat) => {
            runs.push({ metric, batch, seed: context.seed + repeat, n, kendall });
          });
          const interval =
            n > 0
              ? bootstrapInterval(n, (places) => meanOf(taus(places)), {
                  rng: seeded(context.seed, "bootstrap"),
                  resamples: context.resamples,
                })
              : { low: Number.NaN, high: Number.NaN };
          const squares = found.reduce((sum, tau) => sum + (tau - mean) ** 2, 0);
          const deviation = Math.sqrt(squares / Math.max(1, found.length - 1));
          byBatch.push({ metric, batch, n, mean, deviation, interval });
        }
      }
    }
    return {
      results: byBatch.length > 0 ? [{ byBatch, runs }] : [],
      tables: [
        {
          title: `${cifar10.name} (${cifar10.split})`,
          head: ["metric", "batch", "mean τ", "95 %", "deviation", "least", "greatest", "seeds", "n", "paper"],
          rows: byBatch.map((row) => {
            const of = runs.filter(({ metric, batch }) => metric === row.metric && batch === row.batch);
            const taus = of.map(({ kendall }) => kendall);
            return [
              row.metric,
              `${row.batch}`,
              digits(row.mean),
              span(row.interval, 2),
              digits(row.deviation),
              digits(Math.min(...taus)),
              digits(Math.max(...taus)),
              `${of.length}`,
              `${row.n}`,
              "not at hand",
            ];
          }),
        },
      ],
      notes: [
        ...("missing" in drawn ? [drawn.missing] : []),
        "a seed decides weights, images and noise; the networks are the same for all",
        `95 %: bootstrap intervals of the mean over seeds, ${context.resamples} resamples of the networks; ` +
          "deviation: over seeds",
      ],
      settings: { images: context.images, batches: asked, split: cifar10.split },
      figure: (plot) => ({
        width: 640,
        height: 320,
        x: { label: "batch size", type: "log", base: 2 },
        y: { label: "Kendall's τ", grid: true },
        marks: [
          plot.line(byBatch, { x: "batch", y: "mean", stroke: "metric" }),
          plot.dot(runs, { x: "batch", y: "kendall", stroke: "metric", r: 2.5 }),
        ],
      }),
    };
  },
};

/** For every metric the networks' scores; NaN where there is none. */
async function scoresOf(
  context: StudyContext,
  ids: readonly string[],
  at: { readonly batch: number; readonly seed: number },
): Promise<readonly (readonly number[])[]> {
  const scored = await scoredNetworks(context, { ...settingsOf(context, cifar10), ...at }, context.metrics);
  try {
    const rows = await scored.of(ids, `batch ${at.batch}, seed ${at.seed}`);
    return context.metrics.map((_, place) =>
      rows.map((row) => {
        const score = row[place]!;
        return score.ok ? score.value : Number.NaN;
      }),
    );
  } finally {
    await scored.close();
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
