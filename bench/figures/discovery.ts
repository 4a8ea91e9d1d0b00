/** docs/measurements/discovery.json: what is discovered, by the protocol in docs/discovery-protocol.md. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { type Program, patterns, program, reach, wholeVocabulary, zoo } from "@eznas/program";
import {
  type Conclusion,
  conclude,
  type DiscoverOptions,
  type DiscoveryDefaults,
  type DiscoveryGeneration,
  discover,
  type Shares,
  splitNetworks,
} from "@eznas/search";
import { startWorkers, type Workers } from "@eznas/search/node";
import { type Dataset, subset } from "@eznas/stats";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { row as tableRow } from "../table.ts";
import { measureAhead } from "./discovery-ahead.ts";
import { knownOf, type LearnedSpace, learnSpace, rivals, spacesToLearn, wide } from "./discovery-tasks.ts";

interface Discovery {
  /** The kind of spaces that took no part; null where all did; `nas-bench-201 alone` is that space in its wide form. */
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

const alone = "nas-bench-201 alone";

/** The kinds of the spaces to learn from, each once. */
const kinds: readonly string[] = [...new Set(Object.values(spacesToLearn).map(({ kind }) => kind))];

const kindOf = (name: string): string => spacesToLearn[name]!.kind;

/** One search on all spaces and one without each kind of them, as far as they are not there yet; each is kept when it is done. */
export async function measureDiscovery(): Promise<void> {
  await useBackend("wasm");
  const spaces: LearnedSpace[] = [];
  for (const name of Object.keys(spacesToLearn)) {
    console.error(`statistics of ${name}`);
    spaces.push(await learnSpace(name));
  }
  for (const without of [null, ...kinds])
    await kept(without, (workers) =>
      discoverOn(spaces, workers, {
        ...(without === null
          ? { validation: 0.35, test: 0.25, generations: 8, seeds: [reach, ...knownMetrics(without)] }
          : { without, validation: 0.5, test: 0, generations: 4, seeds: knownMetrics(without) }),
        ...{ population: 60, offspring: 60 },
      }),
    );
  const found = readDiscoveries().flatMap(({ without, conclusion }) =>
    without === null || without === alone ? [] : [{ without, text: conclusion.metrics[0]!.text }],
  );
  await measureAhead(found, spaces);
}

/** One search on NAS-Bench-201 in its wide form, larger than the others: 20 generations of 150 metrics. */
export async function measureDiscoveryAlone(): Promise<void> {
  await useBackend("wasm");
  const space = await learnSpace("nas-bench-201-wide", wide);
  await kept(alone, (workers) =>
    discoverOn([space], workers, {
      ...{ validation: 0.3, test: 0.2 },
      ...{ population: 100, offspring: 150, generations: 20, probeNetworks: 2, probeInstances: 2 },
      objectives: ["mean tau", "mean partial"],
    }),
  );
}

async function kept(without: string | null, search: (workers: Workers) => Promise<Conclusion>): Promise<void> {
  if (readDiscoveries().some((done) => done.without === without)) return;
  console.error(without === alone ? alone : `without ${without ?? "none"}`);
  const workers = startWorkers({ count: 2, backend: "wasm" });
  try {
    const start = performance.now();
    const conclusion = await search(workers);
    const seconds = Math.round((performance.now() - start) / 1000);
    const found = { without, seed, seconds, conclusion, date: now(), environment: environment() };
    writeFileSync(path, `${JSON.stringify([...readDiscoveries(), found], null, 1)}\n`);
    console.error(`${seconds} s: ${conclusion.verdict}`);
  } finally {
    await workers.close();
  }
}

/** What a search begins with: published programs and, where that space is not left out, what was found on NAS-Bench-201 alone. */
function knownMetrics(without: string | null): readonly Program<string>[] {
  const published = Object.values(zoo).map(inPattern);
  if (without === wide.kind) return published;
  const on = readDiscoveries().find(({ without }) => without === alone);
  if (!on) throw new Error("discovery: npm run measure -- discovery-201 comes first");
  const found = on.conclusion.metrics.filter(({ role }) => role !== "rival").flatMap(({ parts }) => parts);
  const programs = [...new Set(found)]
    .filter((text) => !rivals.includes(text))
    .map((text) => program(text, wholeVocabulary));
  return [...published, ...programs.map(inPattern)];
}

const inPattern = (metric: Program<string>): Program<string> => ({ ...metric, pattern: patterns["convNorm"]! });

interface SearchOn extends Shares, Partial<Omit<DiscoveryDefaults, "primitives">> {
  readonly seeds?: readonly Program<string>[];
  readonly without?: string;
}

async function discoverOn(
  spaces: readonly LearnedSpace[],
  { scoreNetworks }: Workers,
  { without, validation, test, ...sizes }: SearchOn,
): Promise<Conclusion> {
  const spaceByTask = new Map(spaces.flatMap(({ name, tasks }) => tasks.map((task) => [task.name, name] as const)));
  const isLeftOut = ({ name }: LearnedSpace): boolean => without !== undefined && kindOf(name) === without;
  const learned = spaces.filter((space) => !isLeftOut(space));
  const shares = { validation, test };
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
    primitives: wholeVocabulary,
    ...sizes,
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
    validation: parts.map((part) => part.validation),
    test:
      without === undefined ? parts.map((part) => part.test) : spaces.filter(isLeftOut).flatMap(({ tasks }) => tasks),
    rivals: { "eznas-a": { ...zoo["eznas-a"], pattern } },
    candidates: 200,
    known: knownOf(spaces),
  });
}

/** What the search on all spaces found and what the one on NAS-Bench-201 alone: the single metric, and the best of three parts. */
export function discovered(): readonly { readonly single: string; readonly composed: string }[] {
  return [null, alone].flatMap((wanted) => {
    const on = readDiscoveries().find(({ without }) => without === wanted);
    if (!on) return [];
    const { metrics } = on.conclusion;
    const composed = metrics.filter(({ role }) => role === "composed").at(-1);
    return [{ single: metrics[0]!.text, composed: composed?.text ?? metrics[0]!.text }];
  });
}

/** The table of leaving one kind of space out: a row for what was found and for each rival, a column for each kind. */
export function discoveryTable(): string {
  const all = readDiscoveries();
  const left = kinds.flatMap((kind) => all.filter(({ without }) => without === kind));
  if (left.length === 0) return "Not measured yet.";
  const row = (name: string, values: readonly number[]): readonly string[] => [
    name,
    ...values.map((value) => value.toFixed(3)),
    meanOf(values).toFixed(3),
  ];
  const ofRole = (role: string, place: number): readonly number[] =>
    left.map(
      ({ conclusion }) => conclusion.metrics.filter((metric) => metric.role === role)[place]?.mean ?? Number.NaN,
    );
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
  const chosen = left.map(
    ({ conclusion }) =>
      conclusion.metrics.find(({ text, role }) => text === conclusion.chosen && role !== "rival")!.mean,
  );
  const rows = [
    row("**what was chosen**", chosen),
    row("**one program of ours**", ofRole("single", 0)),
    row("**two parts**", ofRole("composed", 0)),
    row("**three parts**", ofRole("composed", 1)),
    ...rivalRows,
  ];
  const head = ["τ on", ...left.map(({ without }) => without!), "mean"];
  const { environment: on, date } = left[0]!;
  return [
    tableRow(head),
    tableRow(head.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows.map(tableRow),
    "",
    "What was found without each kind:",
    "",
    ...left.map(({ without, conclusion, seconds }) => {
      const { metrics, tried, chosen: text } = conclusion;
      const [single] = metrics;
      const taken = text === single!.text ? "" : `; chosen: \`${text}\``;
      return `- ${without}: \`${single!.text}\`${taken} (${tried} metrics of different meaning in ${seconds} s)`;
    }),
    "",
    `Seed ${seed}, up to 160 networks a space, batch 4, photographs; ${describeEnvironment(on)}; ${date.slice(0, 10)}. By ` +
      "`npm run measure -- discovery`.",
  ].join("\n");
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the search on all spaces came to, on the networks of these that it held out. */
export const discoveredTable = (): string => tableOfSearch(null);

/** What the search on NAS-Bench-201 alone came to, on the networks that it held out. */
export const discoveredAloneTable = (): string => tableOfSearch(alone);

function tableOfSearch(wanted: string | null): string {
  const on = readDiscoveries().find(({ without }) => without === wanted);
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
