/** docs/measurements/discovery.json: what is discovered, by the protocol in docs/discovery-protocol.md. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { patterns, zoo } from "@eznas/program";
import {
  type Conclusion,
  conclude,
  type DiscoverOptions,
  type DiscoveryGeneration,
  discover,
  splitNetworks,
} from "@eznas/search";
import { startWorkers, type Workers } from "@eznas/search/node";
import { type Dataset, statisticNames, subset } from "@eznas/stats";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { row as tableRow } from "../table.ts";
import { measureAhead } from "./discovery-ahead.ts";
import { knownOf, type LearnedSpace, learnSpace, spacesToLearn } from "./discovery-tasks.ts";

interface Discovery {
  /** The space that took no part, or none. */
  readonly without: string | null;
  readonly seed: number;
  readonly seconds: number;
  readonly conclusion: Conclusion;
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/discovery.json", import.meta.url));
const seed = 1;

const readDiscoveries = (): readonly Discovery[] =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as readonly Discovery[]) : [];

/** One search without each space and one on all, as far as they are not there yet; each is kept when it is done. */
export async function measureDiscovery(): Promise<void> {
  await useBackend("wasm");
  const spaces: LearnedSpace[] = [];
  for (const name of Object.keys(spacesToLearn)) {
    console.error(`statistics of ${name}`);
    spaces.push(await learnSpace(name));
  }
  const workers = startWorkers({ count: 2, backend: "wasm" });
  try {
    for (const without of [...Object.keys(spacesToLearn), null]) {
      if (readDiscoveries().some((done) => done.without === without)) continue;
      const start = performance.now();
      const conclusion = await discoverWithout(without, spaces, workers);
      const seconds = Math.round((performance.now() - start) / 1000);
      const found = { without, seed, seconds, conclusion, date: now(), environment: environment() };
      writeFileSync(path, `${JSON.stringify([...readDiscoveries(), found], null, 1)}\n`);
      console.error(`without ${without ?? "none"}, ${seconds} s: ${conclusion.verdict}`);
    }
  } finally {
    await workers.close();
  }
  const found = readDiscoveries().flatMap(({ without, conclusion }) =>
    without === null ? [] : [{ without, text: conclusion.metrics[0]!.text }],
  );
  await measureAhead(found, spaces);
}

async function discoverWithout(
  without: string | null,
  spaces: readonly LearnedSpace[],
  { scoreNetworks }: Workers,
): Promise<Conclusion> {
  const spaceByTask = new Map(spaces.flatMap(({ name, tasks }) => tasks.map((task) => [task.name, name] as const)));
  const learned = spaces.filter(({ name }) => name !== without);
  const shares = { validation: 0.25, test: without === null ? 0.25 : 0 };
  const parts = learned.flatMap(({ name, tasks }) => {
    // All accuracies of a space share its networks, and are split alike: by the first.
    const split = splitNetworks(tasks[0]!, shares, seeded(seed, "split", name));
    return tasks.map((task) => {
      const part = (of: Dataset): Dataset => {
        const ids = new Set(of.networks.map(({ id }) => id));
        return subset(task, ({ id }) => ids.has(id));
      };
      return { search: part(split.search), validation: part(split.validation), test: part(split.test) };
    });
  });
  const pattern = patterns["convNorm"]!;
  const options = {
    seed,
    tasks: parts.map(({ search }) => search),
    spaceOf: ({ name }: Dataset) => spaceByTask.get(name)!,
    pattern,
    scoreNetworks,
    primitives: { ops, terminals: statisticNames },
  } satisfies DiscoverOptions;
  let last: DiscoveryGeneration | undefined;
  for await (const generation of discover(options)) {
    last = generation;
    const [best] = generation.archive;
    console.error(
      `  ${generation.index}: ${best!.objectives.map((value) => value.toFixed(3)).join(" ")} ${best!.text}`,
    );
  }
  return conclude({
    ...options,
    last: last!,
    validation: parts.map(({ validation }) => validation),
    test: without === null ? parts.map(({ test }) => test) : spaces.find(({ name }) => name === without)!.tasks,
    rivals: { "eznas-a": { ...zoo["eznas-a"], pattern } },
    known: knownOf(spaces),
  });
}

/** The texts of what the search on all spaces found: the single metric, and the one that was taken. */
export function discovered(): { readonly single: string; readonly composed: string } {
  const on = readDiscoveries().find(({ without }) => without === null);
  if (!on) throw new Error("discovery-check: there is no search on all spaces yet; npm run measure -- discovery first");
  return { single: on.conclusion.metrics[0]!.text, composed: on.conclusion.chosen };
}

/** The table of leaving one space out: a row for what was found and for each rival, a column for each space. */
export function discoveryTable(): string {
  const all = readDiscoveries();
  const left = all.filter(({ without }) => without !== null);
  if (left.length === 0) return "Not measured yet.";
  const names = left.map(({ without }) => without!);
  const row = (name: string, values: readonly number[]): readonly string[] => [
    name,
    ...values.map((value) => value.toFixed(3)),
    (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3),
  ];
  const ofRole = (role: string, place: number): readonly number[] =>
    left.map(({ conclusion }) => conclusion.metrics.filter((metric) => metric.role === role)[place]!.mean);
  const rivalNames = left[0]!.conclusion.metrics.filter(({ role }) => role === "rival").map(({ text }) => text);
  const rivalRows = rivalNames
    .map((text) =>
      row(
        text,
        left.map(
          ({ conclusion }) =>
            conclusion.metrics.find((metric) => metric.text === text && metric.role === "rival")!.mean,
        ),
      ),
    )
    .toSorted((a, b) => Number(b.at(-1)) - Number(a.at(-1)));
  const rows = [
    row("**one program of ours**", ofRole("single", 0)),
    row("**two programs of ours**", ofRole("composed", 0)),
    row("**three programs of ours**", ofRole("composed", 1)),
    ...rivalRows,
  ];
  const head = ["τ on", ...names, "mean"];
  const { environment: on, date } = left[0]!;
  return [
    tableRow(head),
    tableRow(head.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows.map(tableRow),
    "",
    "What was found without each space:",
    "",
    ...left.map(({ without, conclusion, seconds }) => {
      const { metrics, tried } = conclusion;
      const [single] = metrics;
      return `- ${without}: \`${single!.text}\` (${tried} metrics of different meaning in ${seconds} s)`;
    }),
    "",
    `Seed ${seed}, 160 networks a space, batch 4, photographs; ${describeEnvironment(on)}; ${date.slice(0, 10)}. By ` +
      "`npm run measure -- discovery`.",
  ].join("\n");
}

/** What the search on all spaces came to, on the networks of these that it held out. */
export function discoveredTable(): string {
  const on = readDiscoveries().find(({ without }) => without === null);
  if (!on) return "Not measured yet.";
  const { conclusion } = on;
  const { metrics, verdict, chosen } = conclusion;
  const head = ["metric", "mean τ over spaces", "given the number of instances"];
  return [
    tableRow(head),
    tableRow(["---", "---:", "---:"]),
    ...metrics.map(({ text, mean, tasks, role }) => {
      const partial =
        tasks.reduce((sum, task) => sum + (Number.isNaN(task.partial) ? 0 : task.partial), 0) / tasks.length;
      return tableRow([role === "rival" ? text : `\`${text}\``, mean.toFixed(3), partial.toFixed(3)]);
    }),
    "",
    `Taken: \`${chosen}\`. ${verdict}.`,
  ].join("\n");
}
