import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../data/test/folder.ts";
import { LockedError, takeLock, withLock } from "../src/lock.ts";
import { holderHere } from "../src/lock-holder.ts";
import { failingWrites } from "./failing-writes.ts";

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

const holder = (different: Partial<ReturnType<typeof holderHere>>): string =>
  JSON.stringify({ ...holderHere(), ...different });
/** Beyond what any system gives to a process. */
const nobody = 2 ** 30;
const dead = (): string => holder({ process: nobody });
const elsewhere = { machine: "another", host: "elsewhere" };
const longAgo = (ms = 100_000): Date => new Date(Date.now() - ms);

test("a lock whose process has died is taken over", async () => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, dead());
  expect(await withLock(path, {}, async () => readFileSync(path, "utf8"))).toContain(`"process":${process.pid},`);
});

test.each([
  ["of another machine", holder({ process: nobody, ...elsewhere })],
  ["that says nothing", ""],
])("a lock %s is waited for, and taken over when nobody has touched it for long", async (_, content) => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, content);
  let waits = 0;
  const signal = AbortSignal.timeout(300);
  await expect(withLock(path, { signal, onWait: () => void waits++ }, async () => "mine")).rejects.toThrow();
  expect([waits, readFileSync(path, "utf8")]).toEqual([1, content]);
  utimesSync(path, longAgo(), longAgo());
  expect(await withLock(path, {}, async () => "mine")).toBe("mine");
});

test("a lock of a container whose process 1 is not this machine's is not taken for a dead one's", async () => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, holder({ process: nobody, machine: "this host's name, and other numbers" }));
  await expect(takeLock(path)).rejects.toThrow(/is held by process 1073741824 on .* \(last heard of 0 s ago, given up/);
});

describe("a lock that is refused", () => {
  test("names who holds it, until that one gives it back", async () => {
    const path = join(temporaryFolder(), "f.lock");
    const first = await takeLock(path);
    const refusal = await takeLock(path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LockedError);
    expect(refusal).toMatchObject({ path, holder: `process ${process.pid}` });
    await first.release();
    await (await takeLock(path)).release();
    expect(existsSync(path)).toBe(false);
  });

  test("is not taken from a process that lives, however long it was not heard of", async () => {
    const path = join(temporaryFolder(), "f.lock");
    const first = await takeLock(path);
    utimesSync(path, longAgo(10_000_000), longAgo(10_000_000));
    await expect(takeLock(path)).rejects.toThrow(LockedError);
    await first.release();
  });

  test.each([
    ["a process that has died", { process: nobody }],
    ["an earlier process of the same number", { started: "17" }],
  ])("is taken over from %s", async (_, different) => {
    const path = join(temporaryFolder(), "f.lock");
    writeFileSync(path, holder(different));
    await (await takeLock(path)).release();
    expect(existsSync(path)).toBe(false);
  });

  test("of another machine is taken over when it was silent for long, which the other finds out", async () => {
    const path = join(temporaryFolder(), "f.lock");
    const first = await takeLock(path);
    await first.check();
    writeFileSync(path, holder(elsewhere)); // as if that machine had found this one silent
    await expect(first.check()).rejects.toThrow(`${path} was taken over by another process`);
    await first.release();
    expect(readFileSync(path, "utf8")).toContain("elsewhere");
    utimesSync(path, longAgo(), longAgo());
    await (await takeLock(path)).release();
  });

  test("that says nothing yet is waited for, and then refused", async () => {
    const path = join(temporaryFolder(), "f.lock");
    writeFileSync(path, "");
    const taking = takeLock(path);
    await setTimeout(100);
    writeFileSync(path, holder(elsewhere));
    await expect(taking).rejects.toThrow(/process \d+ on elsewhere/);
  });

  test("whose folder is not there says so", async () => {
    const path = join(temporaryFolder(), "none", "f.lock");
    await expect(takeLock(path)).rejects.toThrow(`cannot write ${path}: there is no folder`);
  });
});

test("a lock that the full disk has no room for leaves no empty file", async () => {
  const path = join(temporaryFolder(), "f.lock");
  await failingWrites("ENOSPC", async () => {
    await expect(takeLock(path)).rejects.toThrow(`cannot write ${path}: the disk is full; free some space`);
  });
  expect(existsSync(path)).toBe(false);
});

test("the end of a process gives its locks back", async () => {
  const path = join(temporaryFolder(), "f.lock");
  const module = new URL("../src/lock.ts", import.meta.url).href;
  const script = `const { takeLock } = await import(${JSON.stringify(module)});
    await takeLock(${JSON.stringify(path)});
    console.log((await import("node:fs")).existsSync(${JSON.stringify(path)}));
    process.exit(3);`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", "--input-type=module", "-e", script],
    { encoding: "utf8" },
  ).catch((error: { readonly stdout: string }) => error);
  expect([stdout.trim(), existsSync(path)]).toEqual(["true", false]);
});

test("however the steps of many fall in time, of those that find a dead lock one runs after the other", async () => {
  const folder = temporaryFolder();
  let runs = 0;
  const interleaving = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const path = join(folder, `${runs++}.lock`);
    writeFileSync(path, dead());
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
  writeFileSync(path, dead());
  writeFileSync(`${path}.taking`, "");
  await expect(withLock(path, { signal: AbortSignal.timeout(300) }, async () => "mine")).rejects.toThrow();
  utimesSync(`${path}.taking`, longAgo(), longAgo());
  expect(await withLock(path, {}, async () => "mine")).toBe("mine");
});
