import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ScoreBlock, type StoredScore, scoreStore } from "@eznas/search/node";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eznas-scores-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const inputs = { images: "noise", batch: 2 };
const score: fc.Arbitrary<StoredScore> = fc.oneof(
  fc.double().map((value): StoredScore => ({ ok: true, value })),
  fc.constant<StoredScore>({ ok: true, value: -0 }),
  fc
    .record({ reason: fc.string(), instance: fc.string(), statistic: fc.constantFrom("T3", "T4_D") })
    .map((failure): StoredScore => ({ ok: false, ...failure })),
);
const names = fc.uniqueArray(fc.oneof(fc.string(), fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 4 });
const blocks: fc.Arbitrary<ScoreBlock> = fc.tuple(names, names).chain(([networks, metrics]) => {
  const row = fc.array(score, { minLength: metrics.length, maxLength: metrics.length });
  return fc
    .array(row, { minLength: networks.length, maxLength: networks.length })
    .map((scores) => ({ networks, metrics, scores }));
});

/** All that a shelf was given, the later where the same is given twice. */
function expected(all: readonly ScoreBlock[]): ReadonlyMap<string, StoredScore> {
  const scores = new Map<string, StoredScore>();
  for (const { networks, metrics, scores: rows } of all)
    for (const [i, network] of networks.entries())
      for (const [j, metric] of metrics.entries()) scores.set(JSON.stringify([network, metric]), rows[i]![j]!);
  return scores;
}

async function expectAll(folder: string, all: readonly ScoreBlock[]): Promise<void> {
  const shelf = await scoreStore(folder).shelf(inputs);
  for (const [key, score] of expected(all)) {
    const [network, metric] = JSON.parse(key) as [string, string];
    expect(shelf.get(network, metric)).toStrictEqual(score); // −0 is not 0
  }
}

test("what is added is there later, to the bit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(blocks, { minLength: 1, maxLength: 3 }), async (all) => {
      const folder = mkdtempSync(join(tmpdir(), "eznas-scores-"));
      const shelf = await scoreStore(folder).shelf(inputs);
      for (const block of all) await shelf.add(block);
      await expectAll(folder, all);
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 30 },
  );
});

const one = (network: string, value: number): ScoreBlock => {
  return { networks: [network], metrics: ["mean(T3)"], scores: [[{ ok: true, value }]] };
};
const fileIn = (folder: string): string => join(folder, readdirSync(folder).find((name) => name.endsWith(".scores"))!);

test("wherever a line is cut or damaged, the others are there, and adding goes on", async () => {
  const folder = temporaryFolder();
  const shelf = await scoreStore(folder).shelf(inputs);
  for (let i = 0; i < 4; i++) await shelf.add(one(`net ${i}`, i / 3));
  const path = fileIn(folder);
  const whole = readFileSync(path);
  const ends = [...whole.keys()].filter((at) => whole[at] === 0x0a);
  expect(ends.length).toBe(5);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.boolean(), async (at, cut) => {
      writeFileSync(path, cut ? whole.subarray(0, at) : Buffer.from(whole).fill(0x23, at, at + 1));
      const again = await scoreStore(folder).shelf(inputs);
      for (let i = 0; i < 4; i++) {
        const [from, to] = [ends[i]! + 1, ends[i + 1]!];
        const touched = cut ? at <= to : (at >= from && at <= to) || at === ends[i];
        const found = again.get(`net ${i}`, "mean(T3)");
        if (touched) expect([undefined, i / 3]).toContain(found?.ok ? found.value : undefined);
        else expect(found).toEqual({ ok: true, value: i / 3 });
      }
      await again.add(one("new", 7));
      const last = await scoreStore(folder).shelf(inputs);
      expect(last.get("new", "mean(T3)")).toEqual({ ok: true, value: 7 });
    }),
    { numRuns: 40 },
  );
});

test("two that have it open find what the other adds, when they add, and lose nothing", async () => {
  const folder = temporaryFolder();
  const [a, b] = await Promise.all([scoreStore(folder).shelf(inputs), scoreStore(folder).shelf(inputs)]);
  await Promise.all([
    ...Array.from({ length: 20 }, (_, i) => a.add(one(`a ${i}`, i))),
    ...Array.from({ length: 20 }, (_, i) => b.add(one(`b ${i}`, i))),
  ]);
  await a.add(one("last", 1));
  expect(a.get("b 19", "mean(T3)")).toEqual({ ok: true, value: 19 });
  await expectAll(folder, [
    ...Array.from({ length: 20 }, (_, i) => one(`a ${i}`, i)),
    ...Array.from({ length: 20 }, (_, i) => one(`b ${i}`, i)),
  ]);
});

test("another process adds at the same time, and one that is killed costs nothing that was added", async () => {
  const folder = temporaryFolder();
  const adder = new URL("score-adder.ts", import.meta.url);
  const child = spawn(
    process.execPath,
    ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", adder.pathname, folder, JSON.stringify(inputs)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const shelf = await scoreStore(folder).shelf(inputs);
  let added = -1;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    added = Number(text.trim().split("\n").at(-1));
    if (added >= 30) child.kill("SIGKILL");
  });
  const ended = once(child, "exit");
  let mine = 0;
  while (added < 30) {
    await shelf.add(one(`mine ${mine}`, mine));
    mine++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ended;
  await shelf.add(one("last", 1));
  const last = await scoreStore(folder).shelf(inputs);
  for (let i = 0; i <= added; i++) expect(last.get(`theirs ${i}`, "mean(T3)")).toEqual({ ok: true, value: i });
  for (let i = 0; i < mine; i++) expect(last.get(`mine ${i}`, "mean(T3)")).toEqual({ ok: true, value: i });
}, 120_000);

test("other inputs and other conditions are other shelves", async () => {
  const folder = temporaryFolder();
  await (await scoreStore(folder, { conditions: { backend: "wasm" } }).shelf(inputs)).add(one("net", 1));
  const found = async (conditions: Record<string, unknown>, of: Record<string, unknown>) =>
    (await scoreStore(folder, { conditions }).shelf(of)).get("net", "mean(T3)");
  expect(await found({ backend: "wasm" }, inputs)).toEqual({ ok: true, value: 1 });
  expect(await found({ backend: "cpu" }, inputs)).toBeUndefined();
  expect(await found({ backend: "wasm" }, { ...inputs, batch: 3 })).toBeUndefined();
});

test("a file that was begun anew, and one with foreign lines, are gone on with", async () => {
  const folder = temporaryFolder();
  const shelf = await scoreStore(folder).shelf(inputs);
  await shelf.add(one("a", 1));
  rmSync(fileIn(folder));
  await shelf.add(one("b", 2));
  appendFileSync(fileIn(folder), "not a score\n");
  await shelf.add(one("c", 3));
  await expectAll(folder, [one("b", 2), one("c", 3)]);
});

test("a folder that cannot be made is told", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  await expect(scoreStore(join(folder, "file", "store")).shelf(inputs)).rejects.toThrow(/cannot write .*file\/store/);
});
