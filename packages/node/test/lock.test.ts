import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../data/test/folder.ts";
import { withLock } from "../src/lock.ts";

/** Where set, it decides when a call to the file system, or a wait, goes on. */
let beforeEachStep: (() => Promise<unknown>) | undefined;
const turn = async (): Promise<unknown> => beforeEachStep?.();

vi.mock("node:fs/promises", async (original) => {
  const real = await original<Record<string, unknown>>();
  const inTurn = (call: unknown): unknown =>
    typeof call === "function" ? (...given: unknown[]) => turn().then(() => call(...given)) : call;
  return Object.fromEntries(Object.entries(real).map(([name, call]) => [name, inTurn(call)]));
});
vi.mock("node:timers/promises", async (original) => {
  const real = await original<{ setTimeout: (...given: unknown[]) => Promise<unknown> }>();
  return { ...real, setTimeout: (...given: unknown[]) => beforeEachStep?.() ?? real.setTimeout(...given) };
});

test("actions under one lock run one after the other, and leave no lock", async () => {
  const path = join(temporaryFolder(), "f.lock");
  let [inside, most] = [0, 0];
  const action = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await setTimeout(5);
    inside--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(path, {}, action)));
  expect([most, inside, existsSync(path)]).toEqual([1, 0, false]);
});

test("an action that fails gives the lock back", async () => {
  const path = join(temporaryFolder(), "f.lock");
  await expect(withLock(path, {}, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(path, {}, async () => "next")).toBe("next");
});

const holder = (process: number, host: string): string => JSON.stringify({ process, host, token: "t" });
/** Beyond what any system gives to a process. */
const nobody = 2 ** 30;

test("a lock whose process has died is taken over", async () => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, holder(nobody, hostname()));
  expect(await withLock(path, {}, async () => readFileSync(path, "utf8"))).toContain(`"process":${process.pid},`);
});

test.each([
  ["of another machine", holder(nobody, "elsewhere")],
  ["that says nothing", ""],
])("a lock %s is waited for, and taken over when nobody has touched it for long", async (_, content) => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, content);
  let waits = 0;
  const signal = AbortSignal.timeout(300);
  await expect(withLock(path, { signal, onWait: () => void waits++ }, async () => "mine")).rejects.toThrow();
  expect([waits, readFileSync(path, "utf8")]).toEqual([1, content]);
  const longAgo = new Date(Date.now() - 100_000);
  utimesSync(path, longAgo, longAgo);
  expect(await withLock(path, {}, async () => "mine")).toBe("mine");
});

test("however the steps of many fall in time, of those that find a dead lock one runs after the other", async () => {
  const folder = temporaryFolder();
  let runs = 0;
  const interleaving = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const path = join(folder, `${runs++}.lock`);
    writeFileSync(path, holder(nobody, hostname()));
    let [inside, most] = [0, 0];
    const action = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await turn();
      inside--;
    };
    let steps = 0;
    beforeEachStep = async () => {
      if (++steps > 1000) throw new Error("a lock that nobody gives back");
      await scheduler.schedule(Promise.resolve());
    };
    try {
      await scheduler.waitFor(Promise.all(Array.from({ length: 3 }, () => withLock(path, {}, action))));
    } finally {
      beforeEachStep = undefined;
    }
    expect([most, inside, readdirSync(folder)]).toEqual([1, 0, []]);
  });
  await fc.assert(interleaving, { numRuns: 300 });
});

test("one that died while it took a dead lock away is in nobody's way for long", async () => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, holder(nobody, hostname()));
  writeFileSync(`${path}.taking`, "");
  await expect(withLock(path, { signal: AbortSignal.timeout(300) }, async () => "mine")).rejects.toThrow();
  const longAgo = new Date(Date.now() - 100_000);
  utimesSync(`${path}.taking`, longAgo, longAgo);
  expect(await withLock(path, {}, async () => "mine")).toBe("mine");
});
