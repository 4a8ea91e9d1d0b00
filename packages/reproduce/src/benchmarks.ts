/** What the tables are of: networks with true accuracies, what stands where in the paper, and what it says. */
import type { Loss } from "@eznas/ranking";
import type { SpaceOptions } from "@eznas/spaces/named";
import { type SuiteZero, suiteZero } from "./suite-zero.ts";

/** A column of true accuracies. */
export interface Benchmark {
  readonly name: string;
  readonly space: string;
  /** What of the space the column is about, such as its number of classes. */
  readonly options: SpaceOptions;
  /**
   * Where a table may be in the data folder; the first that is there is read. NDS's own
   * JSON where the name ends so, else CSV.
   */
  readonly files: readonly string[];
  /** Of a CSV. */
  readonly column: string;
  /** Which accuracy it is. */
  readonly split: string;
  /** Images in D. */
  readonly batch: number;
  /** Whose sum programs differentiate; under each of them once. */
  readonly losses: readonly Loss[];
  readonly published: Readonly<Record<string, Published>>;
  /** What NAS-Bench-Suite-Zero has. */
  readonly suiteZero?: SuiteZero;
}

/** A figure of the paper, or the one of another publication that reference figures are quoted from. */
export interface Published {
  readonly kendall?: number;
  readonly spearman?: number;
}

const nasBench201 = (
  title: string,
  column: string,
  options: SpaceOptions,
  published: Benchmark["published"],
  suiteZero: SuiteZero,
): Benchmark => ({
  name: `NAS-Bench-201 ${title}`,
  space: "nas-bench-201",
  options,
  files: ["nasbench201.csv", "nas-bench-201/nas-bench-201.csv"],
  column,
  split: "test, 200 epochs",
  batch: 16,
  losses: ["logits"],
  published,
  suiteZero,
});

const natsBenchSss = (
  title: string,
  column: string,
  options: SpaceOptions,
  published: Benchmark["published"],
): Benchmark => ({
  name: `NATS-Bench SSS ${title}`,
  space: "nats-bench-sss",
  options,
  files: ["nats-bench-sss.csv", "nats-bench-sss/nats-bench-sss.csv"],
  column,
  split: "test, 90 epochs",
  batch: 64,
  losses: ["features"],
  published,
});

const nds = (title: string, eznasA: Published): Benchmark => ({
  name: `NDS ${title} CIFAR-10`,
  space: `nds-${title.toLowerCase()}`,
  options: {},
  files: [`nds_data/${title}.json`, `nds/nds_data/${title}.json`, `${title}.json`],
  column: "test_ep_top1",
  split: "test, last epoch",
  batch: 16,
  losses: ["logits"],
  published: { "eznas-a": eznasA },
});

/** At 64×64, as 224×224 takes twelve times as long. */
const ndsImageNet = (title: string, eznasA: Published): Benchmark => ({
  ...nds(title, eznasA),
  name: `NDS ${title} ImageNet`,
  space: `nds-${title.toLowerCase()}-in`,
  options: { resolution: 64 },
  files: [`nds_data/${title}_in.json`, `nds/nds_data/${title}_in.json`, `${title}_in.json`],
});

/** At 64×64 where the benchmark trains on 256×256. */
const transNas = (
  kind: "micro" | "macro",
  task: string,
  column: string,
  classes: number,
  suiteZero: SuiteZero,
): Benchmark => ({
  name: `TransNAS-Bench-101 ${kind} ${task}`,
  space: `trans-nas-bench-101-${kind}`,
  options: { classes, resolution: 64 },
  files: [`transnas101_${kind}.csv`, `trans-nas-bench-101/transnas101_${kind}.csv`],
  column,
  split: "validation",
  batch: 16,
  losses: ["logits", "rectified"],
  published: {},
  suiteZero,
});

export const cifar10: Benchmark = nasBench201(
  "CIFAR-10",
  "cifar10_test",
  { classes: 10 },
  {
    "eznas-a": { kendall: 0.65, spearman: 0.83 },
    params: { spearman: 0.75 },
    flops: { spearman: 0.75 },
    grad_norm: { spearman: 0.58 },
    "proxy:snip": { spearman: 0.58 },
    grasp: { spearman: 0.48 },
    "proxy:fisher": { spearman: 0.36 },
    synflow: { spearman: 0.74 },
    jacob_cov: { spearman: 0.73 },
    naswot: { kendall: 0.57 },
    az_nas: { kendall: 0.741 },
  },
  suiteZero.nasBench201Cifar10,
);

export const cifar100: Benchmark = nasBench201(
  "CIFAR-100",
  "cifar100_test",
  { classes: 100 },
  { "eznas-a": { kendall: 0.65, spearman: 0.82 }, az_nas: { kendall: 0.723 } },
  suiteZero.nasBench201Cifar100,
);

export const imageNet16: Benchmark = nasBench201(
  "ImageNet16-120",
  "imagenet16_120_test",
  { classes: 120, resolution: 16 },
  { "eznas-a": { kendall: 0.61, spearman: 0.78 }, az_nas: { kendall: 0.71 } },
  suiteZero.nasBench201ImageNet16,
);

export const sizeSearchSpace: readonly Benchmark[] = [
  natsBenchSss(
    "CIFAR-10",
    "cifar10_test",
    { classes: 10 },
    {
      "eznas-a": { spearman: 0.89 },
      zico: { kendall: 0.78 },
    },
  ),
  natsBenchSss("CIFAR-100", "cifar100_test", { classes: 100 }, { "eznas-a": { spearman: 0.74 } }),
  natsBenchSss(
    "ImageNet16-120",
    "imagenet16_120_test",
    { classes: 120, resolution: 16 },
    { "eznas-a": { spearman: 0.81 } },
  ),
];

export const ndsOnCifar10: readonly Benchmark[] = [
  nds("DARTS", { kendall: 0.56 }),
  nds("Amoeba", { kendall: 0.45 }),
  nds("ENAS", { kendall: 0.52 }),
  nds("PNAS", { kendall: 0.51 }),
  nds("NASNet", { kendall: 0.44 }),
];

export const ndsOnImageNet: readonly Benchmark[] = [
  ndsImageNet("DARTS", { spearman: 0.7 }),
  ndsImageNet("Amoeba", { spearman: 0.58 }),
  ndsImageNet("PNAS", { spearman: 0.43 }),
  ndsImageNet("ENAS", { spearman: 0.43 }),
  ndsImageNet("NASNet", { spearman: 0.31 }),
];

export const transNasMacroObject: Benchmark = transNas(
  "macro",
  "object classification",
  "class_object_valid",
  75,
  suiteZero.macroObject,
);

export const transNasBench101: readonly Benchmark[] = [
  transNas("micro", "object classification", "class_object_valid", 75, suiteZero.microObject),
  transNas("micro", "jigsaw", "jigsaw_valid", 1000, suiteZero.microJigsaw),
  transNasMacroObject,
  transNas("macro", "jigsaw", "jigsaw_valid", 1000, suiteZero.macroJigsaw),
];

/** The published programs, then the published proxies. */
export const programsAndRivals: readonly string[] = [
  "eznas-a",
  "eznas-a-paper",
  "eznas-b",
  "params",
  "flops",
  "grad_norm",
  "proxy:snip",
  "grasp",
  "proxy:fisher",
  "synflow",
  "jacob_cov",
  "naswot",
  "zen",
  "zico",
  "swap",
  "meco",
  "az_nas",
];

/** Small enough to try a command out, and then its figures mean nothing. */
export function quickOptions({ space, options }: Benchmark): SpaceOptions {
  if (space === "nas-bench-201") return { ...options, channels: 4, cells: 1, resolution: 16 };
  if (space.startsWith("trans-nas")) return { ...options, channels: 4, cells: 1, resolution: 32 };
  return { ...options, resolution: space.endsWith("-in") ? 32 : 8 };
}
