import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { withLock } from "../src/lock.ts";
import { temporaryFolder } from "./folder.ts";

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

test("many that find a dead lock still run one after the other", async () => {
  const path = join(temporaryFolder(), "f.lock");
  writeFileSync(path, holder(nobody, hostname()));
  let [inside, most] = [0, 0];
  const action = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await setTimeout(2);
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(path, {}, action)));
  expect(most).toBe(1);
});
