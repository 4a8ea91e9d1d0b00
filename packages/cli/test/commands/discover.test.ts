import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Conclusion, DiscoveryCheckpoint } from "@eznas/search";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eznas, lastLine, recordedIo, small, table, temporaryFolder } from "../command-line.ts";

const home = await mkdtemp(join(tmpdir(), "eznas-discover-"));
const [task, other] = ["task", "other"].map((name) => join(home, name)) as [string, string];
const collect = async (out: string, ...args: readonly string[]): Promise<void> => {
  const given = ["--table", table, "--statistics", "T3,T1G_D", "--count", "24", "--name", out.slice(home.length + 1)];
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
  const { metrics, verdict, tried, chosen } = json<Printed>();
  expect(tried).toBe(30);
  expect(metrics.map(({ role }) => role)).toEqual(["single", "composed", "composed", "rival", "rival"]);
  expect(metrics.map(({ text }) => text)).toEqual(expect.arrayContaining(["instances", "eznas-a", chosen]));
  for (const { tasks } of metrics)
    expect(tasks.map(({ task, n }) => [task, n])).toEqual([
      ["task", 6],
      ["other", 24],
    ]);
  expect(verdict).toMatch(/mean τ/);
  expect(err).toMatch(/^generation 2\/2: -?\d\.\d{3} {2}\S.* \(30 metrics, \d+ s\)$/m);
  const { out } = await eznas([...discovering, "--unseen", other, "--workers", "1"]);
  expect(out).toContain("other (unseen)");
  expect(out).toContain(verdict);
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

  const another = await eznas([...discovering, "--seed", "8", "--workers", "1", "--checkpoint", file]);
  expect(lastLine(another)).toMatch(/run\.json: it is of another run: seed was 7, now 8;/);
  writeFileSync(file, readFileSync(file, "utf8").replace('"tried":', '"tired":'));
  const damaged = await eznas([...discovering, "--workers", "1", "--checkpoint", file]);
  expect(lastLine(damaged)).toMatch(/run\.json: tried must be a whole number from 0 up, but it is missing/);
});

test.each([
  [["--objectives", "mean tow"], /"mean tow" is no objective; did you mean "mean top"\?|did you mean "mean tau"\?/],
  [["--test", "1.5"], /a share must be between 0 and 1, got 1.5/],
  [["--unseen", "nowhere"], /nowhere/],
])("%o is refused", async (args, message) => {
  const ended = await eznas([...discovering, ...args, "--workers", "1"]);
  expect(ended.code).not.toBe(0);
  expect(lastLine(ended)).toMatch(message);
});

async function collected(...args: readonly string[]): Promise<string> {
  const task = join(temporaryFolder(), "task");
  const asked = ["collect", "--out", task, "--table", table, "--column", "cifar10_test", "--count", "16"];
  const { code, err } = await eznas([...asked, "--statistics", "T3,T1_D", ...small, ...args]);
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
  expect(one!.map(({ text }) => text)).toContain("naswot");
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
