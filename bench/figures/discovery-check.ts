/** docs/measurements/discovery-check.json: what was discovered, once, on what took no part (docs/discovery-protocol.md). */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { correlationDifferenceInterval, correlationInterval, kendallTau, partialKendallTau } from "@eznas/fitness";
import { sample, seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { inputsFor, metrics, rank } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import type { Space } from "@eznas/spaces";
import { spaceNamed } from "@eznas/spaces/named";
import { smallSpaces } from "@eznas/spaces/small-spaces";
import type { Network } from "@eznas/stats";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { row } from "../table.ts";
import { discovered } from "./discovery.ts";
import { drawnOf, pathOf, spacesToLearn } from "./discovery-tasks.ts";

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
  /** The single metric less FLOPs. */
  readonly ahead: { readonly difference: number; readonly low: number; readonly high: number } | null;
}

interface Check {
  readonly single: string;
  readonly composed: string;
  readonly spaces: readonly Checked[];
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/discovery-check.json", import.meta.url));
const rivals = ["flops", "params", "layers", "eznas-a", "naswot", "synflow", "zico", "zen"];
const fewest = 20;
const seed = 1;

interface HeldOut {
  readonly name: string;
  readonly space: Space<unknown>;
  readonly table: readonly Network[];
}

/** Small spaces of other kinds than those that were learned from, NAS-Bench-101, and the rest of NAS-Bench-201. */
async function heldOut(): Promise<readonly HeldOut[]> {
  const learned = new Set(Object.values(spacesToLearn).map(({ space }) => space));
  const own = smallSpaces()
    .filter(({ name, networks }) => !learned.has(name) && name !== "nas-bench-101" && networks.length >= fewest)
    .map(({ name, space, accuracies }): HeldOut => ({ name, space, table: accuracies("test") }));
  const nasBench101 = spaceNamed("nas-bench-101", { channels: 16, cells: 1, resolution: 16 });
  const nasBench201 = spaceNamed("nas-bench-201", { channels: 8, cells: 1, resolution: 16 });
  const drawn = new Set(await drawnOf("nas-bench-201"));
  const rest = async (column: string): Promise<readonly Network[]> => {
    const rows = await readAccuracies(pathOf("nasbench201.csv"), { column, space: nasBench201 });
    const others = rows.filter(({ id }) => !drawn.has(id));
    return sample(others, 1000, seeded(seed, "check"));
  };
  return [
    ...own,
    {
      name: "nas-bench-101",
      space: nasBench101,
      table: await readAccuracies(pathOf("nasbench101_60.csv"), { column: "valid", space: nasBench101 }),
    },
    { name: "nas-bench-201, CIFAR-10 test", space: nasBench201, table: await rest("cifar10_test") },
    { name: "nas-bench-201, CIFAR-100 test", space: nasBench201, table: await rest("cifar100_test") },
  ];
}

/** Scores every held-out space that is not there yet. */
export async function checkDiscovery(): Promise<void> {
  await useBackend("wasm");
  const { single, composed } = discovered();
  const texts = [...new Set([single, composed, ...rivals])];
  const before = readCheck();
  if (before && (before.single !== single || before.composed !== composed))
    throw new Error(
      "discovery-check: the metrics are others than those that were checked; what is held out is looked at once",
    );
  const spaces: Checked[] = [...(before?.spaces ?? [])];
  for (const { name, space, table } of await heldOut()) {
    if (spaces.some((done) => done.name === name)) continue;
    console.error(`${name}: ${table.length} networks`);
    spaces.push(await checked(name, space, table, texts));
    const check: Check = { single, composed, spaces, date: now(), environment: environment() };
    writeFileSync(path, `${JSON.stringify(check, null, 1)}\n`);
  }
}

async function checked(
  name: string,
  space: Space<unknown>,
  table: readonly Network[],
  texts: readonly string[],
): Promise<Checked> {
  const ranking = await rank({
    space,
    table,
    count: table.length,
    seed,
    metrics: metrics(texts.join(",")),
    inputs: await inputsFor({ images: "photographs", batch: 16, seed, shape: space.inputShape }),
    vanishedGradients: "score",
  });
  const accuracies = ranking.networks.map(({ accuracy }) => accuracy);
  const scoresOf = (text: string): readonly number[] => {
    const place = texts.indexOf(text);
    return ranking.networks.map(({ scores }) => {
      const score = scores[place]!;
      return score.ok ? score.value : Number.NEGATIVE_INFINITY;
    });
  };
  const sizes = ["params", "flops", "layers"].map(scoresOf);
  const enough = (text: string): boolean => scoresOf(text).filter(Number.isFinite).length >= 0.8 * accuracies.length;
  const [ours] = texts;
  const difference = (): Checked["ahead"] => {
    const [a, b] = [scoresOf(ours!), scoresOf("flops")];
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
    ahead: enough(ours!) && enough("flops") ? difference() : null,
  };
}

function readCheck(): Check | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Check) : undefined;
}

/** A row for each metric, a column for each space that took no part. */
export function discoveryCheckTable(): string {
  const check = readCheck();
  if (!check || check.spaces.length === 0) return "Not measured yet.";
  const { spaces, single, composed, environment: on, date } = check;
  const shown = (value: number | null): string => (value === null ? "—" : value.toFixed(3));
  const head = ["τ on", ...spaces.map(({ name, networks }) => `${name} (${networks})`), "mean"];
  const rows = spaces[0]!.metrics.map(({ text }, place) => {
    const values = spaces.map(({ metrics }) => metrics[place]!);
    const own = text === single || text === composed;
    const mean = values.reduce((sum, { kendall }) => sum + (kendall ?? 0), 0) / values.length;
    const cells = values.map(({ kendall, low, high }) =>
      kendall === null || !own ? shown(kendall) : `${shown(kendall)} [${low!.toFixed(2)}, ${high!.toFixed(2)}]`,
    );
    return row([own ? `\`${text}\`` : text, ...cells, mean.toFixed(3)]);
  });
  const ahead = spaces.flatMap(({ name, ahead }) =>
    ahead ? [`${name} ${ahead.difference.toFixed(3)} [${ahead.low.toFixed(3)}, ${ahead.high.toFixed(3)}]`] : [],
  );
  const partial = spaces.map(({ name, metrics }) => `${name} ${shown(metrics[0]!.partial)}`);
  return [
    row(head),
    row(head.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows,
    "",
    `The single metric less FLOPs: ${ahead.join("; ")}.`,
    "",
    `Its τ given params, FLOPs and number of layers: ${partial.join("; ")}.`,
    "",
    "A dash is a metric that has no score for more than a fifth of the networks; it counts 0 in the mean. Batch 16, photographs, seed " +
      `${seed}; ${describeEnvironment(on)}; ${date.slice(0, 10)}. By \`npm run measure -- discovery-check\`.`,
  ].join("\n");
}
