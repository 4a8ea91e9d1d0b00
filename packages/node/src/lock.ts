import { readFileSync, rmSync } from "node:fs";
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { explainFileError } from "./file-error.ts";
import { holderHere, holderOf, lifeOf, nameOf } from "./lock-holder.ts";

/** A holder touches its lock this often, and one of another machine left alone for `abandonedMs` belongs to nobody. */
const touchMs = 15_000;
const abandonedMs = 90_000;
/** Where the system does not tell whether the process of a number is still the same one. */
const perhapsAbandonedMs = 900_000;
/** Long enough to write a line, or for a look and a removal; what is older is of a process that died on the way. */
const writingMs = 10_000;
const pollMs = 200;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process holds the lock. */
  readonly onWait?: (() => void) | undefined;
}

/** Another process, or another call in this one, holds a lock: `holder` names it, as in `process 17 on ada`. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  readonly path: string;
  readonly holder: string;

  constructor(path: string, holder: string) {
    super(`${path} is held by ${holder}; wait until it has ended, or remove the file if there is no such process`);
    this.path = path;
    this.holder = holder;
  }
}

export interface Lock {
  /**
   * Rejects if another process has taken the lock over, which it does when it hears nothing of this one for too long.
   */
  check(): Promise<void>;
  /** Gives the lock back; the end of the process does too. */
  release(): Promise<void>;
}

/**
 * Runs `action` while no other process, nor another call in this one, runs one under the same lock file.
 *
 * A lock whose process has died is taken over. Rejects with what `action` rejects with, and with the signal's reason
 * where it is aborted while it waits.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { withLock } from "@eznas/node";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "eznas-")), "table.lock");
 * await withLock(path, {}, async () => "alone"); // → 'alone'
 * ```
 */
export async function withLock<T>(path: string, { signal, onWait }: LockOptions, action: () => Promise<T>): Promise<T> {
  let lock = await attempt(path);
  for (let waited = false; !lock; lock = await attempt(path)) {
    signal?.throwIfAborted();
    if (await removeAbandoned(path)) continue;
    if (!waited) onWait?.();
    waited = true;
    await setTimeout(pollMs, undefined, { signal });
  }
  try {
    return await action();
  } finally {
    await lock.release();
  }
}

/**
 * Takes a lock until it is released, or rejects with a {@link LockedError} while another process,
 * or another call in this one, has it.
 *
 * A lock whose process has died is taken over, one of another machine when nothing was heard of it for 90 s. Rejects
 * with what `refusal` makes of the LockedError instead, where it is given.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { takeLock } from "@eznas/node";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "eznas-")), "table.csv.lock");
 * const lock = await takeLock(path);
 * const refused = await takeLock(path, ({ holder }) => new Error(`${holder} writes it`)).catch(({ message }) => message);
 * refused === `process ${process.pid} writes it`; // → true
 * await lock.release();
 * ```
 */
export async function takeLock(
  path: string,
  refusal: (locked: LockedError) => Error = (locked) => locked,
): Promise<Lock> {
  for (;;) {
    const lock = await attempt(path);
    if (lock) return lock;
    if (await removeAbandoned(path)) continue;
    const content = await contentOf(path);
    if (content && !(await isAbandoned(path))) throw refusal(new LockedError(path, await said(content, path)));
    await setTimeout(20); // it is being made, given back or taken away this very moment
  }
}

async function said(content: string, path: string): Promise<string> {
  const holder = holderOf(content);
  const name = holder ? nameOf(holder) : JSON.stringify(content.slice(0, 40));
  if (holder && lifeOf(holder) !== "elsewhere") return name;
  const touched = await modified(path);
  const ago = touched === undefined ? 0 : Math.max(0, Math.round((Date.now() - touched) / 1000));
  return `${name} (last heard of ${ago} s ago, given up after ${abandonedMs / 1000} s)`;
}

/** The lock, unless somebody has it. */
async function attempt(path: string): Promise<Lock | undefined> {
  const mine = JSON.stringify(holderHere());
  if (!(await take(path, mine))) return undefined;
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {}); // taken away: the checks see to it
  }, touchMs);
  touching.unref();
  const atExit = (): void => {
    try {
      if (readFileSync(path, "utf8") === mine) rmSync(path, { force: true });
    } catch {
      // Gone already; and whoever finds it later sees that this process is no more.
    }
  };
  process.once("exit", atExit);
  return {
    async check() {
      if ((await contentOf(path)) !== mine)
        throw new Error(`${path} was taken over by another process; end one of the two, and run the same again`);
    },
    async release() {
      clearInterval(touching);
      process.off("exit", atExit);
      if ((await contentOf(path)) === mine) await rm(path, { force: true });
    },
  };
}

async function take(path: string, mine: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(mine).finally(() => file.close());
    } catch (error) {
      await rm(path, { force: true }); // a full disk: an empty lock would be in everybody's way
      throw error;
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw explainFileError(error, path);
  }
}

/**
 * Takes an abandoned lock out of the way; whether the way is free.
 *
 * Another process may see the same and be quicker, so only one at a time looks and removes, under a guard: what it sees
 * abandoned nobody else takes away meanwhile.
 */
async function removeAbandoned(path: string): Promise<boolean> {
  if (!(await isAbandoned(path))) return (await modified(path)) === undefined;
  const guard = `${path}.taking`;
  if (!(await take(guard, ""))) {
    const made = await modified(guard);
    if (made !== undefined && Date.now() - made >= writingMs) await rm(guard, { force: true }); // died on the way
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
  const silence = Date.now() - touched;
  const holder = holderOf(content);
  if (!holder) return silence >= (content === "" ? writingMs : abandonedMs);
  const life = lifeOf(holder);
  // One that lives may have had no time to touch its lock: its thread computes, or the machine slept.
  if (life === "perhaps") return silence >= perhapsAbandonedMs;
  return life === "died" || (life === "elsewhere" && silence >= abandonedMs);
}

const contentOf = (path: string): Promise<string | undefined> => readFile(path, "utf8").catch(() => undefined);

const modified = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
