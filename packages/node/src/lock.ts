import { randomUUID } from "node:crypto";
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";

/** A holder touches its lock this often, and one left alone for `abandonedMs` belongs to nobody. */
const touchMs = 15_000;
const abandonedMs = 90_000;
const pollMs = 200;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process holds the lock. */
  readonly onWait?: (() => void) | undefined;
}

/**
 * Runs `action` while no other process, nor another call in this one, runs one under the same lock file.
 *
 * A lock whose process has died is taken over.
 */
export async function withLock<T>(path: string, { signal, onWait }: LockOptions, action: () => Promise<T>): Promise<T> {
  const mine = JSON.stringify({ process: process.pid, host: hostname(), token: randomUUID() });
  for (let waited = false; !(await take(path, mine)); ) {
    signal?.throwIfAborted();
    if (await removeAbandoned(path)) continue;
    if (!waited) onWait?.();
    waited = true;
    await setTimeout(pollMs, undefined, { signal });
  }
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {}); // taken away: the release below sees to it
  }, touchMs);
  touching.unref();
  try {
    return await action();
  } finally {
    clearInterval(touching);
    if ((await contentOf(path)) === mine) await rm(path, { force: true });
  }
}

async function take(path: string, mine: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(mine).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes an abandoned lock out of the way; whether the way is free.
 *
 * Another process may see the same and be quicker, so only one at a time looks and removes, under a guard: what it sees abandoned
 * nobody else takes away meanwhile.
 */
async function removeAbandoned(path: string): Promise<boolean> {
  if (!(await isAbandoned(path))) return (await modified(path)) === undefined;
  const guard = `${path}.taking`;
  if (!(await take(guard, ""))) {
    const made = await modified(guard);
    if (made !== undefined && Date.now() - made >= abandonedMs) await rm(guard, { force: true }); // died on the way
    return false;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
  return true;
}

async function isAbandoned(path: string): Promise<boolean> {
  const [content, touched] = await Promise.all([contentOf(path), modified(path)]);
  if (content === undefined || touched === undefined) return false;
  return Date.now() - touched >= abandonedMs || hasDied(content);
}

function hasDied(content: string): boolean {
  let holder: { readonly process?: unknown; readonly host?: unknown };
  try {
    holder = JSON.parse(content);
  } catch {
    return false; // being written
  }
  if (holder.host !== hostname() || typeof holder.process !== "number") return false;
  try {
    process.kill(holder.process, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

const contentOf = (path: string): Promise<string | undefined> => readFile(path, "utf8").catch(() => undefined);

const modified = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
