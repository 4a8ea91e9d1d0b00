/** docs/measurements/discovery-check.json: what was discovered, once, on what took no part (docs/discovery-protocol.md). */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { correlationDifferenceInterval, correlationInterval, kendallTau, partialKendallTau } from "@eznas/fitness";
import { sample, seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
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
    readonly failed: number;
  }[];
  /** Each metric of ours less FLOPs; null where one of the two does not apply. */
  readonly ahead: readonly ({ readonly difference: number; readonly low: number; readonly high: number } | null)[];
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

/** Scores every held-out space that is not there yet. */
export async function checkDiscovery(): Promise<void> {
  await useBackend("wasm");
  const ours = [...new Set(discovered().flatMap(({ single, composed }) => [single, composed]))];
  const before = readCheck();
  if (before && before.ours.join() !== ours.join())
    throw new Error(
      "discovery-check: the metrics are others than those that were checked; what is held out is looked at once",
    );
  const spaces: Checked[] = [...(before?.spaces ?? [])];
  for (const one of await heldOut()) {
    if (spaces.some((done) => done.name.startsWith(`${one.name},`))) continue;
    console.error(`${one.name}: ${Object.values(one.columns)[0]!.length} networks`);
    spaces.push(...(await checked(one, ours)));
    const check: Check = { ours, spaces, date: now(), environment: environment() };
    writeFileSync(path, `${JSON.stringify(check, null, 1)}\n`);
  }
}

async function checked({ name, space, columns }: HeldOut, ours: readonly string[]): Promise<readonly Checked[]> {
  const texts = [...ours, ...rivals];
  const table = Object.values(columns)[0]!;
  const ranking = await rank({
    space,
    table,
    count: table.length,
    seed,
    metrics: metrics(texts.join(",")),
    inputs: await inputsFor({ images: "photographs", batch: 16, seed, shape: space.inputShape }),
    vanishedGradients: "score",
  });
  return Object.entries(columns).map(([column, rows]) => {
    const accuracyOf = new Map(rows.map(({ id, accuracy }) => [id, accuracy]));
    const accuracies = ranking.networks.map(({ id }) => accuracyOf.get(id)!);
    return judged(`${name}, ${column}`, ranking, texts, ours.length, accuracies);
  });
}

function judged(
  name: string,
  ranking: Ranking,
  texts: readonly string[],
  own: number,
  accuracies: readonly number[],
): Checked {
  const scoresOf = (text: string): readonly number[] => {
    const place = texts.indexOf(text);
    return ranking.networks.map(({ scores }) => {
      const score = scores[place]!;
      return score.ok ? score.value : Number.NEGATIVE_INFINITY;
    });
  };
  const sizes = ["params", "flops", "layers"].map(scoresOf);
  const enough = (text: string): boolean => scoresOf(text).filter(Number.isFinite).length >= 0.8 * accuracies.length;
  const ahead = (text: string): Checked["ahead"][number] => {
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
      if (!enough(text)) return { text, kendall: null, low: null, high: null, partial: null, failed };
      const { low, high } = correlationInterval(kendallTau, scores, accuracies, { rng: seeded(seed, name, text) });
      const partial = partialKendallTau(scores, accuracies, sizes);
      return { text, kendall: kendallTau(scores, accuracies), low, high, partial, failed };
    }),
    ahead: texts.slice(0, own).map(ahead),
  };
}

function readCheck(): Check | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Check) : undefined;
}

/** A row for each metric, a column for each space that took no part. */
export function discoveryCheckTable(): string {
  const check = readCheck();
  if (!check || check.spaces.length === 0) return "Not measured yet.";
  const { spaces, ours, environment: on, date } = check;
  const shown = (value: number | null): string => (value === null ? "—" : value.toFixed(3));
  const head = ["τ on", ...spaces.map(({ name, networks }) => `${name} (${networks})`), "mean"];
  const rows = spaces[0]!.metrics.map(({ text }, place) => {
    const values = spaces.map(({ metrics }) => metrics[place]!);
    const own = ours.includes(text);
    const mean = values.reduce((sum, { kendall }) => sum + (kendall ?? 0), 0) / values.length;
    const cells = values.map(({ kendall, low, high }) =>
      kendall === null || !own ? shown(kendall) : `${shown(kendall)} [${low!.toFixed(2)}, ${high!.toFixed(2)}]`,
    );
    return row([own ? `\`${text}\`` : text, ...cells, mean.toFixed(3)]);
  });
  const aheadOf = (place: number): string =>
    spaces
      .flatMap(({ name, ahead }) => {
        const by = ahead[place];
        return by ? [`${name} ${by.difference.toFixed(3)} [${by.low.toFixed(3)}, ${by.high.toFixed(3)}]`] : [];
      })
      .join("; ");
  const partialOf = (place: number): string =>
    spaces.map(({ name, metrics }) => `${name} ${shown(metrics[place]!.partial)}`).join("; ");
  return [
    row(head),
    row(head.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows,
    "",
    ...ours.map((text, place) => `- \`${text}\` less FLOPs: ${aheadOf(place)}. Given size: ${partialOf(place)}.`),
    "",
    "Given size is τ given params, FLOPs and number of layers.",
    "",
    "A dash is a metric that has no score for more than a fifth of the networks; it counts 0 in the mean. Batch 16, photographs, seed " +
      `${seed}; ${describeEnvironment(on)}; ${date.slice(0, 10)}. By \`npm run measure -- discovery-check\`.`,
  ].join("\n");
}
