/** docs/measurements/discovery-check.json: what was discovered, once, on what took no part (docs/discovery-protocol.md). */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { correlationDifferenceInterval, correlationInterval, kendallTau, partialKendallTau } from "@eznas/fitness";
import { sample, seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { effectiveSize, formatProgram, discovered as published } from "@eznas/program";
import { inputsFor, metrics, type Ranking, rank } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import type { Space } from "@eznas/spaces";
import { spaceNamed } from "@eznas/spaces/named";
import type { Network } from "@eznas/stats";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { row } from "../table.ts";
import { discovered } from "./discovery.ts";
import { drawnOf, pathOf } from "./discovery-tasks.ts";

interface Checked {
  readonly name: string;
  readonly networks: number;
  readonly metrics: readonly {
    readonly text: string;
    readonly kendall: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** Given params, FLOPs and number of layers. */
    readonly partial: number | null;
    /** Less FLOPs. */
    readonly ahead: { readonly difference: number; readonly low: number; readonly high: number } | null;
    readonly failed: number;
  }[];
}

interface Check {
  /** What was found, in the order of `metrics`. */
  readonly ours: readonly string[];
  readonly spaces: readonly Checked[];
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/discovery-check.json", import.meta.url));
const rivals = [
  "flops",
  "params",
  "layers",
  "eznas-a",
  "naswot",
  "synflow",
  "zico",
  "zen",
  "meco",
  "jacob_cov",
  "az_nas",
];
const seed = 1;

interface HeldOut {
  readonly name: string;
  readonly space: Space<unknown>;
  /** By what they are called: tables of the same networks. */
  readonly columns: Readonly<Record<string, readonly Network[]>>;
}

/** The published networks of NAS-Bench-101, and networks of NAS-Bench-201 that nothing was learned from. */
async function heldOut(): Promise<readonly HeldOut[]> {
  const nasBench101 = spaceNamed("nas-bench-101", { channels: 16, cells: 1, resolution: 16 });
  const inForm = (cells: number): Space<unknown> =>
    spaceNamed("nas-bench-201", { channels: 16, cells, resolution: 32 });
  const [wideForm, ownSize] = [inForm(1), inForm(5)];
  const rowsOf = async (column: string) => readAccuracies(pathOf("nasbench201.csv"), { column, space: wideForm });
  const [first, second] = [await rowsOf("cifar10_test"), await rowsOf("cifar100_test")];
  const seen = new Set([
    ...(await drawnOf("nas-bench-201")),
    ...sample(
      (await rowsOf("cifar10_valid")).map(({ id }) => id),
      240,
      seeded(1, "networks", "nb201"),
    ),
  ]);
  const ids = sample(
    first.map(({ id }) => id).filter((id) => !seen.has(id)),
    1000,
    seeded(seed, "second check"),
  );
  const among = (rows: readonly Network[], count: number): readonly Network[] => {
    const wanted = new Set(ids.slice(0, count));
    return rows.filter(({ id }) => wanted.has(id));
  };
  const both = (count: number): HeldOut["columns"] => ({
    "CIFAR-10 test": among(first, count),
    "CIFAR-100 test": among(second, count),
  });
  return [
    {
      name: "nas-bench-101",
      space: nasBench101,
      columns: { valid: await readAccuracies(pathOf("nasbench101_60.csv"), { column: "valid", space: nasBench101 }) },
    },
    { name: "nas-bench-201", space: wideForm, columns: both(1000) },
    { name: "nas-bench-201 in its own size", space: ownSize, columns: both(200) },
  ];
}

/**
 * Named after the others were scored on NAS-Bench-101, by how they do on the spaces to learn from (docs/discovery.md): the
 * best of the search on all spaces by the networks that it learned from.
 */
const later: readonly string[] = [formatProgram(effectiveSize)];

/** Scores on every held-out space what is not there yet. */
export async function checkDiscovery(): Promise<void> {
  await useBackend("wasm");
  const ours = [...new Set([...discovered().flatMap(({ single, composed }) => [single, composed]), ...later])];
  const before = readCheck();
  if (before && !before.ours.every((text) => ours.includes(text)))
    throw new Error(
      "discovery-check: the metrics are others than those that were checked; what is held out is looked at once",
    );
  const spaces = new Map(before?.spaces.map((one) => [one.name, one]));
  for (const one of await heldOut()) {
    const [first] = Object.keys(one.columns);
    const there = new Set(spaces.get(`${one.name}, ${first}`)?.metrics.map(({ text }) => text));
    const texts = [...ours, ...rivals].filter((text) => !there.has(text));
    if (texts.length === 0) continue;
    console.error(`${one.name}: ${one.columns[first!]!.length} networks`);
    for (const { name, networks, metrics } of await checked(one, texts))
      spaces.set(name, { name, networks, metrics: [...(spaces.get(name)?.metrics ?? []), ...metrics] });
    const check: Check = { ours, spaces: [...spaces.values()], date: now(), environment: environment() };
    writeFileSync(path, `${JSON.stringify(check, null, 1)}\n`);
  }
}

const sizes = ["params", "flops", "layers"];

async function checked({ name, space, columns }: HeldOut, texts: readonly string[]): Promise<readonly Checked[]> {
  const all = [...new Set([...texts, ...sizes])];
  const table = Object.values(columns)[0]!;
  const ranking = await rank({
    space,
    table,
    count: table.length,
    seed,
    metrics: metrics(all.join(",")),
    inputs: await inputsFor({ images: "photographs", batch: 16, seed, shape: space.inputShape }),
    vanishedGradients: "score",
  });
  return Object.entries(columns).map(([column, rows]) => {
    const accuracyOf = new Map(rows.map(({ id, accuracy }) => [id, accuracy]));
    const accuracies = ranking.networks.map(({ id }) => accuracyOf.get(id)!);
    return judged(`${name}, ${column}`, ranking, all, texts, accuracies);
  });
}

function judged(
  name: string,
  ranking: Ranking,
  all: readonly string[],
  texts: readonly string[],
  accuracies: readonly number[],
): Checked {
  const scoresOf = (text: string): readonly number[] => {
    const place = all.indexOf(text);
    return ranking.networks.map(({ scores }) => {
      const score = scores[place]!;
      return score.ok ? score.value : Number.NEGATIVE_INFINITY;
    });
  };
  const bySize = sizes.map(scoresOf);
  const enough = (text: string): boolean => scoresOf(text).filter(Number.isFinite).length >= 0.8 * accuracies.length;
  const ahead = (text: string): Checked["metrics"][number]["ahead"] => {
    if (!enough(text) || !enough("flops")) return null;
    const [a, b] = [scoresOf(text), scoresOf("flops")];
    const { low, high } = correlationDifferenceInterval(kendallTau, a, b, accuracies, { rng: seeded(seed, name) });
    return { difference: kendallTau(a, accuracies) - kendallTau(b, accuracies), low, high };
  };
  return {
    name,
    networks: accuracies.length,
    metrics: texts.map((text) => {
      const scores = scoresOf(text);
      const failed = scores.filter((score) => !Number.isFinite(score)).length;
      if (!enough(text)) return { text, kendall: null, low: null, high: null, partial: null, ahead: null, failed };
      const { low, high } = correlationInterval(kendallTau, scores, accuracies, { rng: seeded(seed, name, text) });
      const partial = partialKendallTau(scores, accuracies, bySize);
      const kendall = kendallTau(scores, accuracies);
      return { text, kendall, low, high, partial, ahead: ahead(text), failed };
    }),
  };
}

function readCheck(): Check | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Check) : undefined;
}

/** The names by which what was found is published, where it is. */
function namesOf(ours: readonly string[]): ReadonlyMap<string, string> {
  const programs = Object.entries(published).map(([name, metric]) => [formatProgram(metric), name] as const);
  // Of each search the single metric comes first and then that of three parts.
  const composed = ["independence_3", "spatial_independence_3"].map((name, i) => [ours[2 * i + 1]!, name] as const);
  return new Map([...programs, ...composed]);
}

/** A row for each metric, a column for each space that took no part. */
export function discoveryCheckTable(): string {
  const check = readCheck();
  if (!check || check.spaces.length === 0) return "Not measured yet.";
  const { spaces, ours, environment: on, date } = check;
  const shown = (value: number | null): string => (value === null ? "—" : value.toFixed(3));
  const head = ["τ on", ...spaces.map(({ name, networks }) => `${name} (${networks})`), "mean"];
  const names = namesOf(ours);
  const none = { kendall: null, low: null, high: null, partial: null, ahead: null };
  const of = (text: string) => spaces.map(({ metrics }) => metrics.find((metric) => metric.text === text) ?? none);
  const rows = [...ours, ...rivals].map((text) => {
    const values = of(text);
    const own = ours.includes(text);
    const mean = values.reduce((sum, { kendall }) => sum + (kendall ?? 0), 0) / values.length;
    const cells = values.map(({ kendall, low, high }) =>
      kendall === null || !own ? shown(kendall) : `${shown(kendall)} [${low!.toFixed(2)}, ${high!.toFixed(2)}]`,
    );
    return row([own ? `**${names.get(text) ?? text}**` : text, ...cells, mean.toFixed(3)]);
  });
  const aheadOf = (text: string): string =>
    of(text)
      .flatMap(({ ahead }, i) =>
        ahead
          ? [`${spaces[i]!.name} ${ahead.difference.toFixed(3)} [${ahead.low.toFixed(3)}, ${ahead.high.toFixed(3)}]`]
          : [],
      )
      .join("; ");
  const partialOf = (text: string): string =>
    of(text)
      .map(({ partial }, i) => `${spaces[i]!.name} ${shown(partial)}`)
      .join("; ");
  return [
    row(head),
    row(head.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows,
    "",
    ...ours.map((text) => `- ${names.get(text) ?? text} less FLOPs: ${aheadOf(text)}. Given size: ${partialOf(text)}.`),
    "",
    "Given size is τ given params, FLOPs and number of layers.",
    "",
    "A dash is a metric that has no score for more than a fifth of the networks, or was not scored there; it counts 0 in the mean. Batch 16, photographs, seed " +
      `${seed}; ${describeEnvironment(on)}; ${date.slice(0, 10)}. By \`npm run measure -- discovery-check\`.`,
  ].join("\n");
}
