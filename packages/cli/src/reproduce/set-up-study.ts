/** How much what proxies are computed with decides how they rank. */
import type { Initialization } from "@eznas/spaces";
import { cifar10 } from "./benchmarks.ts";
import type { Figure } from "./figure.ts";
import { type Correlated, drawFrom, measureCorrelations } from "./measure-correlations.ts";
import { digits, type Study, type StudyContext, span } from "./study.ts";

/** What networks are scored with. */
interface SetUp {
  readonly batch: number;
  readonly initialization: Initialization;
  /** Instead of the study's. */
  readonly images?: string;
}

/** From that of the tables to that of Abdelfattah et al. (ICLR 2021), whom the published figures of proxies are from, and other images. */
const setUps: readonly SetUp[] = [
  { batch: 16, initialization: "he-fan-out" },
  { batch: 64, initialization: "he-fan-out" },
  { batch: 16, initialization: "fan-in-uniform" },
  { batch: 64, initialization: "fan-in-uniform" },
  { batch: 64, initialization: "fan-in-uniform", images: "fashion" },
];

interface UnderSetUp extends Correlated, SetUp {
  readonly title: string;
}

export const setUpStudy: Study = {
  name: "set-ups",
  title: "proxies by batch size, initialization and images, NAS-Bench-201 CIFAR-10",
  count: 300,
  metrics: ["params", "eznas-a", "grad_norm", "proxy:snip", "grasp", "proxy:fisher", "synflow", "jacob_cov", "naswot"],
  run: async (context) => {
    const drawn = await drawFrom(context, cifar10);
    const titles: string[] = [];
    const found: UnderSetUp[] = [];
    for (const setUp of "missing" in drawn ? [] : setUps) {
      const title = titleOf(context, setUp);
      if (titles.includes(title)) continue; // such images are those of the whole study
      titles.push(title);
      const { correlations } = await underSetUp(context, setUp);
      found.push(...correlations.map((row) => ({ ...row, ...setUp, title })));
    }
    return {
      results: found.map(({ points: _, ...rest }) => rest),
      tables: [
        {
          title: `Spearman's ρ on ${cifar10.name} (${cifar10.split})`,
          head: ["metric", ...titles, "paper", "Suite-Zero", "n"],
          rows: context.metrics
            .map((metric) => found.filter((row) => row.metric === metric))
            .filter((rows) => rows.length > 0)
            .map((rows) => [
              labelOf(rows[0]!),
              ...rows.map(({ spearman, spearmanInterval }) => `${digits(spearman, 2)} ${span(spearmanInterval, 2)}`),
              digits(rows[0]!.published?.spearman, 2),
              digits(rows[0]!.suiteZero, 2),
              [...new Set(rows.map(({ n }) => n))].join(", "),
            ]),
        },
      ],
      notes: [
        ...("missing" in drawn ? [drawn.missing] : []),
        "the networks are the same for all; in brackets: 95 % bootstrap intervals, " +
          `${context.resamples} resamples of the networks`,
        "paper: quoted from Abdelfattah et al. 2021, all 15,625 networks, 64 labeled CIFAR-10 images, fan-in-uniform; " +
          "Suite-Zero: Krishnakumar et al. 2022, Fig. 2, 1,000 networks, 64 labeled CIFAR-10 images",
        "labels are random where the images have none",
      ],
      settings: { images: context.images, split: cifar10.split },
      figure: figureOf(found, titles),
    };
  },
};

const labelOf = ({ metric }: Pick<Correlated, "metric">): string => metric.replace(/^proxy:/, "");

const titleOf = (context: StudyContext, { batch, initialization, images = context.images }: SetUp): string =>
  `batch ${batch}, ${initialization}, ${images}`;

function underSetUp(context: StudyContext, { batch, initialization, images = context.images }: SetUp) {
  // The default goes unsaid, so that the scores of the tables are found again.
  const options = initialization === "he-fan-out" ? cifar10.options : { ...cifar10.options, initialization };
  const benchmark = {
    ...cifar10,
    name: `${cifar10.name}, ${titleOf(context, { batch, initialization, images })}`,
    batch,
    options,
  };
  return measureCorrelations({ ...context, images }, { benchmarks: [benchmark], metrics: context.metrics });
}

function figureOf(found: readonly UnderSetUp[], titles: readonly string[]): Figure {
  const rows = found.map((row) => ({
    metric: labelOf(row),
    title: row.title,
    value: row.spearman,
    ...row.spearmanInterval,
    published: row.published?.spearman,
  }));
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  return (plot) => ({
    width: 760,
    height: 80 + metrics.length * (16 + 16 * titles.length),
    marginLeft: 230,
    marginRight: 90,
    x: { label: "Spearman ρ (line: 95 % interval; circle: published)", grid: true },
    y: { label: null, domain: titles },
    fy: { label: null, domain: metrics },
    marks: [
      plot.ruleX([0]),
      plot.ruleY(rows, { y: "title", x1: "low", x2: "high", fy: "metric" }),
      plot.dot(rows, { y: "title", x: "value", fy: "metric", fill: "currentColor", r: 3 }),
      plot.dot(
        rows.filter(({ published }) => published !== undefined),
        { y: "title", x: "published", fy: "metric", stroke: "firebrick", r: 5 },
      ),
    ],
  });
}
