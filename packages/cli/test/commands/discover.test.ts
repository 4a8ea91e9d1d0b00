import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Conclusion, type DiscoveryCheckpoint, type DiscoveryGeneration, NothingNewError } from "@eznas/search";
import { openDataset } from "@eznas/stats/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { upToTheLastNew } from "../../src/commands/discover.ts";
import { eznas, lastLine, recordedIo, small, table, temporaryFolder } from "../command-line.ts";

const home = await mkdtemp(join(tmpdir(), "eznas-discover-"));
const [task, other] = ["task", "other"].map((name) => join(home, name)) as [string, string];
const collect = async (out: string, ...args: readonly string[]): Promise<void> => {
  const given = [
    "--table",
    table,
    "--statistics",
    "T3,T1_D,T1G_D",
    "--count",
    "24",
    "--name",
    out.slice(home.length + 1),
  ];
  const { code, err } = await eznas(["collect", "--out", out, ...given, ...small, ...args]);
  if (code !== 0) throw new Error(err);
};

beforeAll(async () => {
  await collect(task, "--column", "cifar10_test");
  await collect(other, "--column", "cifar100_test", "--seed", "9");
});
const setup = ["--setup", fileURLToPath(new URL("../own-setup.ts", import.meta.url))];
const few = ["--population", "4", "--offspring", "6", "--generations", "1", "--backend", "wasm"];

afterAll(() => rm(home, { recursive: true }));

const quick = ["--population", "6", "--offspring", "10", "--generations", "2", "--backend", "wasm"] as const;
const discovering = ["discover", "--task", task, ...quick, "--seed", "7"] as const;
type Printed = Conclusion & { readonly seconds: number };

const untimed = ({ seconds: _, ...rest }: Printed): unknown => rest;

test("what was found is told on networks held out and on a space that took no part, beside rivals", async () => {
  const { json, err } = await eznas([...discovering, "--unseen", other, "--json", "--workers", "1"]);
  const [learned, held] = await Promise.all([task, other].map(openDataset));
  const ids = new Set(learned!.networks.map(({ id }) => id));
  const left = held!.networks.filter(({ id }) => !ids.has(id)).length;
  expect(err).toContain(`${24 - left} of the 24 networks of --unseen "other" are in a task: not reported on\n`);
  const { metrics, verdict, tried, chosen } = json<Printed>();
  expect(tried).toBe(30 * 33);
  expect(metrics.map(({ role }) => role)).toEqual(["single", "composed", "composed", "rival", "rival"]);
  expect(metrics.map(({ text }) => text)).toEqual(expect.arrayContaining(["instances", "eznas-a", chosen]));
  for (const { tasks } of metrics)
    expect(tasks.map(({ task, n }) => [task, n])).toEqual([
      ["task", 6],
      ["other", left],
    ]);
  expect(verdict).toMatch(/mean τ/);
  expect(err).toMatch(/^generation 2\/2: -?\d\.\d{3} {2}\S.* \(990 metrics, \d+ s\)$/m);
  const { out } = await eznas([...discovering, "--unseen", other, "--workers", "1"]);
  expect(out).toContain("other (unseen)");
  expect(out).toContain(`A  ${metrics[0]!.text}\n`);
  expect(out).toContain(verdict.slice(verdict.indexOf("mean τ")));
});

test("any number of workers and a run that was ended come to the same", async () => {
  const alone = await eznas([...discovering, "--json", "--workers", "1"]);
  const two = await eznas([...discovering, "--json", "--workers", "2"]);
  expect(untimed(two.json<Printed>())).toEqual(untimed(alone.json<Printed>()));

  const file = join(home, "run.json");
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const err = (said: string): void => {
    io.err(said);
    if (said.includes("generation 1/2")) ending.abort();
  };
  const ended = await eznas([...discovering, "--workers", "1", "--checkpoint", file], { ...io, err });
  expect(ended.code).toBe(130);
  expect((JSON.parse(readFileSync(file, "utf8")) as DiscoveryCheckpoint).index).toBe(1);
  const resumed = await eznas([...discovering, "--json", "--workers", "1", "--checkpoint", file]);
  expect(resumed.err).not.toContain("generation 1/2");
  expect(untimed(resumed.json<Printed>())).toEqual(untimed(alone.json<Printed>()));

  const shorter = await eznas([...discovering, "--generations", "1", "--workers", "1", "--checkpoint", file]);
  expect(lastLine(shorter)).toMatch(
    /^eznas: discover: generation 2, from which to go on, is past the last one asked for, 1/,
  );
  const another = await eznas([...discovering, "--seed", "8", "--workers", "1", "--checkpoint", file]);
  expect(lastLine(another)).toMatch(/run\.json: it is of another run: seed was 7, now 8;/);
  writeFileSync(file, readFileSync(file, "utf8").replace('"tried":', '"tired":'));
  const damaged = await eznas([...discovering, "--workers", "1", "--checkpoint", file]);
  expect(lastLine(damaged)).toMatch(/run\.json: tried must be a whole number from 0 up, but it is missing/);
});

test("what cannot be gone on from is refused by name, and is as it was", async () => {
  const refused = async (path: string): Promise<string> => {
    const ended = await eznas([...discovering, "--workers", "1", "--checkpoint", path]);
    expect(ended.code).toBe(1);
    expect(ended.err).not.toContain("generation 0/2");
    return lastLine(ended);
  };
  const folder = join(home, "folder.json");
  mkdirSync(folder);
  expect(await refused(folder)).toMatch(/checkpoint \S+folder\.json: it is a folder, no file/);
  const file = join(home, "other.json");
  for (const [text, message] of [
    ['{"format":"eznas-disc', /^eznas: checkpoint \S+other\.json: it is no JSON, or cut off$/],
    ['{"format":"eznas-checkpoint/1"}', /other\.json: format must be "eznas-discovery\/2", got "eznas-checkpoint\/1"/],
    ["[]", /other\.json: it must be an object, got a list/],
  ] as const) {
    writeFileSync(file, text);
    expect(await refused(file)).toMatch(message);
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("a run that is gone on with after its last generation tells the same once more", async () => {
  const file = join(home, "done.json");
  const given = [...discovering, "--generations", "0", "--json", "--workers", "1", "--checkpoint", file];
  const once = await eznas(given);
  const again = await eznas(given);
  expect(again.err).toContain(`going on after generation 0 of ${file}\n`);
  expect(untimed(again.json<Printed>())).toEqual(untimed(once.json<Printed>()));
});

test("where no more metrics are new, generations end with the last; in the first it is an error", async () => {
  const last = { index: 3 } as DiscoveryGeneration;
  async function* running(generations: readonly DiscoveryGeneration[]): AsyncGenerator<DiscoveryGeneration> {
    yield* generations;
    throw new NothingNewError("discover: 9 candidates gave 0 of 2 new metrics");
  }
  const io = recordedIo();
  const given: DiscoveryGeneration[] = [];
  for await (const one of upToTheLastNew(running([last]), () => given.at(-1), io)) given.push(one);
  expect(given).toEqual([last]);
  expect(io.written.err).toBe("discover: 9 candidates gave 0 of 2 new metrics; generation 3 is the last\n");
  await expect(upToTheLastNew(running([]), () => undefined, io).next()).rejects.toThrow(NothingNewError);
});

test.each([
  [["--objectives", "mean tow"], /"mean tow" is no objective; did you mean "mean top"\?|did you mean "mean tau"\?/],
  [["--test", "1.5"], /argument '1.5' is invalid. a share must be between 0 and 1/],
  [["--validation", "0.9", "--test", "0.9"], /must not be negative and sum to less than 1, got 0.9 and 0.9/],
  [["--validation", "0.05"], /1 networks of "task" for validation, but three are the least; take a larger share/],
  [["--unseen", task], /task is given twice; what took part is not unseen/],
  [["--task", task, task], /task is given twice/],
  [["--unseen", "nowhere"], /nowhere/],
])("%o is refused", async (args, message) => {
  const ended = await eznas([...discovering, ...args, "--workers", "1"]);
  expect(ended.code).not.toBe(0);
  expect(lastLine(ended)).toMatch(message);
});

async function collected(...args: readonly string[]): Promise<string> {
  const task = join(temporaryFolder(), "task");
  const asked = ["collect", "--out", task, "--table", table, "--column", "cifar10_test", "--count", "16"];
  const { code, err } = await eznas([...asked, "--statistics", "T3,T4_N,T1_D", ...small, ...args]);
  expect(code, err).toBe(0);
  return task;
}

interface Found {
  readonly seconds: number;
  readonly metrics: readonly { readonly text: string; readonly role: string }[];
}

test("a module of one's own brings a pattern, an operation and reductions, in this thread, in workers and resumed", async () => {
  const task = await collected(...setup, "--pattern", "conv-bn");
  const checkpoint = join(temporaryFolder(), "c.json");
  const discovered = async (...args: readonly string[]) => {
    const ended = await eznas(["discover", "--task", task, ...few, ...setup, "--json", ...args]);
    const { seconds: _, ...found } = ended.json<Found>();
    return found;
  };
  const here = await discovered("--workers", "1", "--checkpoint", checkpoint);
  expect(here.metrics.filter(({ role }) => role === "single").map(({ text }) => text)).toEqual([
    expect.stringContaining("conv-bn: "),
  ]);
  expect(await discovered("--workers", "2")).toEqual(here);
  expect(await discovered("--workers", "1", "--checkpoint", checkpoint)).toEqual(here);
  const bare = await collected();
  const [one, two] = await Promise.all(
    ["1", "2"].map(async (workers) => {
      const ended = await eznas(["discover", "--task", bare, ...few, "--json", "--workers", workers]);
      return ended.json<Found>().metrics;
    }),
  );
  expect(one!.map(({ text }) => text)).toContain("meco");
  expect(two).toEqual(one);
  const without = await eznas(["discover", "--task", task, ...few, "--workers", "1"]);
  expect(lastLine(without)).toMatch(/pattern "conv-bn", which is none of @eznas\/stats; .*--setup/);
}, 120_000);

test("what is misspelt is told before anything is done", async () => {
  const misspelt = await eznas(["discover", "--task", "nowhere", "--objectives", "mean tau, wurst tau"]);
  expect(lastLine(misspelt)).toBe('eznas: discover: "wurst tau" is no objective; did you mean "worst tau"?');
  const [first] = (await eznas(["discover", "--task", "nowhere", "--objectives", "speed"])).err.split("\n");
  expect(first).toMatch(/"speed" is no objective; known: mean tau, .*worst tau/);
  expect((await eznas(["discover", "--task", "nowhere", "--setup", "none.mjs"])).err).toMatch(
    /There is no such module/,
  );
});
