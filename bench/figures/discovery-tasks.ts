/** The spaces that a discovery learns from, in small forms: their statistics, their accuracies and their rivals' scores. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineForMany } from "@eznas/engine";
import { sample, seeded } from "@eznas/gp";
import { Arena } from "@eznas/kernels/expression";
import { wholeVocabulary } from "@eznas/program";
import { inputsFor, metrics, prepareMetrics } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import type { KnownScores } from "@eznas/search";
import { type SpaceOptions, spaceNamed } from "@eznas/spaces/named";
import { smallSpaces } from "@eznas/spaces/small-spaces";
import { convNorm, type Dataset } from "@eznas/stats";
import { collect, openDataset } from "@eznas/stats/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";

interface SpaceToLearn {
  readonly space: string;
  readonly options: SpaceOptions;
  /** Spaces of one kind are left out together. */
  readonly kind: string;
  /**
   * Published tables by file, with the columns that are read, beside the checkout or in the folder EZNAS_TABLES; or a table of
   * the library by its name.
   */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

const dense = ["normal_ssim", "autoencoder_ssim", "segmentsemantic_miou"];

const published: Readonly<Record<string, SpaceToLearn>> = {
  "nas-bench-201": {
    space: "nas-bench-201",
    kind: "NAS-Bench-201",
    options: { channels: 8, cells: 1, resolution: 16 },
    tables: { "nasbench201.csv": ["cifar10_valid", "cifar100_valid"] },
  },
  "nas-bench-301": {
    space: "nas-bench-301",
    kind: "DARTS",
    options: { widths: [8], depths: [2], resolution: 16 },
    tables: { "nasbench301_250.csv": ["surrogate_valid"] },
  },
  "nds-darts-stemless": {
    space: "nds-darts-stemless",
    kind: "DARTS",
    options: { widths: [3], depths: [1], resolution: 16 },
    tables: { "darts_cifar10_500.csv": ["valid"] },
  },
  "nas-bench-macro": {
    space: "nas-bench-macro",
    kind: "NAS-Bench-Macro",
    options: { channels: 4, resolution: 16 },
    tables: { "nasbench_macro_300.csv": ["test"] },
  },
  "trans-nas-bench-101-micro": {
    space: "trans-nas-bench-101-micro",
    kind: "TransNAS-Bench-101 micro",
    options: { channels: 8, cells: 1, resolution: 16 },
    tables: {
      "transnas101_micro.csv": ["class_object_valid", "jigsaw_valid"],
      "transnas101_micro_dense.csv": dense,
    },
  },
  "trans-nas-bench-101-macro": {
    space: "trans-nas-bench-101-macro",
    kind: "TransNAS-Bench-101 macro",
    options: { channels: 8, resolution: 32 },
    tables: {
      "transnas101_macro.csv": ["class_object_valid", "jigsaw_valid"],
      "transnas101_macro_dense.csv": dense,
    },
  },
  "fashion-201": {
    space: "fashion-201",
    kind: "NAS-Bench-201",
    options: {},
    tables: { "fashion-201": ["test"] },
  },
};

/** What a small space is one of, where it is of a kind with others. */
const kinds: Readonly<Record<string, string>> = {
  "nas-bench-201": "NAS-Bench-201",
  "nas-bench-301": "DARTS",
  "nds-darts-stemless": "DARTS",
  "nas-bench-macro": "NAS-Bench-Macro",
  "trans-nas-bench-101-micro": "TransNAS-Bench-101 micro",
  "trans-nas-bench-101-macro": "TransNAS-Bench-101 macro",
  "residual-depths": "residual",
  "residual-activations": "residual",
  "residual-norms": "residual",
};

/** So few networks of a small space say nothing. */
const fewest = 24;

/** Those whose normalized convolutions are instances, with so many networks. */
const small = Object.fromEntries(
  smallSpaces()
    .filter(({ name, networks }) => name !== "vision-transformer" && networks.length >= fewest)
    .map(({ name }): readonly [string, SpaceToLearn] => [
      `small-${name}`,
      { space: `small-${name}`, options: {}, kind: kinds[name] ?? name, tables: { [`small-${name}`]: ["test"] } },
    ]),
);

/** By the name that results are told by. */
export const spacesToLearn: Readonly<Record<string, SpaceToLearn>> = { ...published, ...small };

/** NAS-Bench-201 at twice the width and resolution, where metrics tell more of its networks than in the small form. */
export const wide: SpaceToLearn = {
  space: "nas-bench-201",
  kind: "NAS-Bench-201",
  options: { channels: 16, cells: 1, resolution: 32 },
  tables: { "nasbench201.csv": ["cifar10_valid", "cifar100_valid"] },
};

/** How many networks of a space are drawn. */
const drawnNetworks = 160;
const batch = 4;

const folder = (): string => process.env["EZNAS_DISCOVERY"] ?? ".eznas/discovery";

/** Where a published table lies. */
export function pathOf(file: string): string {
  if (!file.endsWith(".csv")) return file;
  const own = process.env["EZNAS_TABLES"];
  return own ? join(own, file) : fileURLToPath(new URL(`../../../shared/data/${file}`, import.meta.url));
}

/** Published proxies and costs, measured on the same networks and inputs. */
export const rivals: readonly string[] = [
  ...["params", "flops", "grad_norm", "proxy:snip", "proxy:fisher", "synflow", "jacob_cov", "naswot", "zico", "meco"],
  ...["swap", "zen", "grasp", "az_expressivity", "az_progressivity", "az_trainability"],
];

export interface LearnedSpace {
  readonly name: string;
  /** The same networks with each of the accuracies. */
  readonly tasks: readonly Dataset[];
  /** What rivals give networks. */
  readonly known: ReadonlyMap<string, Readonly<Record<string, number | null>>>;
}

type Columns = readonly { readonly column: string; readonly accuracies: ReadonlyMap<string, number> }[];

async function columnsOf({ space: called, options, tables }: SpaceToLearn): Promise<Columns> {
  const space = spaceNamed(called, options);
  const columns: Columns[number][] = [];
  for (const [file, names] of Object.entries(tables))
    for (const column of names) {
      const rows = await readAccuracies(pathOf(file), { column, space });
      const accuracies = new Map(rows.map(({ id, accuracy }) => [space.format(space.parse(id)), accuracy]));
      columns.push({ column, accuracies });
    }
  return columns;
}

function drawn(name: string, columns: Columns): readonly string[] {
  const [first] = columns;
  const complete = [...first!.accuracies.keys()].filter((id) => columns.every(({ accuracies }) => accuracies.has(id)));
  return sample(complete, Math.min(drawnNetworks, complete.length), seeded(1, "networks", name));
}

/** The networks of a space that are learned from. */
export async function drawnOf(name: string): Promise<readonly string[]> {
  return drawn(name, await columnsOf(spacesToLearn[name]!));
}

/** Collects what is not there yet. */
export async function learnSpace(name: string, as: SpaceToLearn = spacesToLearn[name]!): Promise<LearnedSpace> {
  const { space: called, options } = as;
  const space = spaceNamed(called, options);
  const columns = await columnsOf(as);
  const ids = drawn(called, columns);
  const inputs = await inputsFor({ images: "photographs", batch, seed: 1, shape: space.inputShape });
  const build = (id: string): LayersModel => space.build(space.parse(id), seeded(1, "weights", id));
  const path = join(folder(), name);
  mkdirSync(folder(), { recursive: true });
  await collect(
    path,
    ids.map((id) => ({ id, accuracy: columns[0]!.accuracies.get(id)!, build: () => build(id) })),
    {
      ...{ name, inputs, pattern: convNorm(), statistics: wholeVocabulary.terminals },
      describe: { space: name, seed: 1, images: "photographs" },
    },
  );
  const data = await openDataset(path);
  const known = await knownScores(`${path}.rivals.json`, ids, async () => {
    const prepared = prepareMetrics(metrics(rivals.join(",")), {
      inputs,
      engine: engineForMany(),
      arena: new Arena(),
      vanishedGradients: "score",
    });
    return async (id) => {
      let model: LayersModel | undefined;
      try {
        const { measured } = await prepared.measure({
          id,
          model: () => (model ??= build(id)),
          cost: (cost) => (cost === "params" || cost === "flops" ? space[cost](space.parse(id)) : Number.NaN),
        });
        return Object.fromEntries([...measured].map(([text, score]) => [text, score.ok ? score.value : null]));
      } finally {
        model?.dispose();
      }
    };
  });
  const tasks = columns.map(
    ({ column, accuracies }): Dataset => ({
      ...data,
      name: columns.length > 1 ? `${name} ${column}` : name,
      networks: ids.map((id) => ({ id, accuracy: accuracies.get(id)! })),
    }),
  );
  return { name, tasks, known };
}

/** What is in the file, and what it lacks measured. */
async function knownScores(
  file: string,
  ids: readonly string[],
  prepare: () => Promise<(id: string) => Promise<Readonly<Record<string, number | null>>>>,
): Promise<LearnedSpace["known"]> {
  const known = new Map<string, Readonly<Record<string, number | null>>>(
    existsSync(file)
      ? (JSON.parse(readFileSync(file, "utf8")) as [string, Readonly<Record<string, number | null>>][])
      : [],
  );
  const lacking = ids.filter((id) => !known.has(id));
  if (lacking.length === 0) return known;
  const measure = await prepare();
  for (const [i, id] of lacking.entries()) {
    known.set(id, await measure(id));
    if (i % 20 === 19 || i === lacking.length - 1) writeFileSync(file, `${JSON.stringify([...known])}\n`);
  }
  return known;
}

/** Rivals' scores of all spaces, for `conclude`. */
export function knownOf(spaces: readonly LearnedSpace[]): readonly KnownScores[] {
  const bySpace = new Map(spaces.flatMap(({ tasks, known }) => tasks.map((task) => [task.name, known] as const)));
  return rivals.map((text) => ({ text, scoreOf: ({ name }, id) => bySpace.get(name)?.get(id)?.[text] ?? undefined }));
}
