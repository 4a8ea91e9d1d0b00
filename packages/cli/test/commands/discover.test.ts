import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Conclusion, DiscoveryCheckpoint } from "@eznas/search";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eznas, lastLine, recordedIo, small, table } from "../command-line.ts";

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
  [["--objectives", "mean tow"], /"mean tow" is no objective; there are mean tau, /],
  [["--test", "1.5"], /a share must be between 0 and 1, got 1.5/],
  [["--unseen", "nowhere"], /nowhere/],
])("%o is refused", async (args, message) => {
  const ended = await eznas([...discovering, ...args, "--workers", "1"]);
  expect(ended.code).not.toBe(0);
  expect(lastLine(ended)).toMatch(message);
});
