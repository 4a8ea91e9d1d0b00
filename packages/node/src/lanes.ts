/** Worker threads that take jobs side by side; one that dies is replaced and its job done again. */
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";

/** What a worker sends back: errors as values, so that a rejection can only mean that the worker died. */
export type Outcome<Result> = { readonly result: Result } | { readonly error: string };

/** What a worker module exports by default, or a promise of it. */
export type Lane<Job, Result> = (job: Job) => Promise<Outcome<Result>>;

/**
 * Makes a worker module's default export of a function from a job to its result.
 *
 * @example
 * ```ts
 * import { lane } from "@eznas/node";
 *
 * const square = lane(async (job: number) => job * job); // `export default` it in a module
 * await square(3); // → { result: 9 }
 * ```
 */
export function lane<Job, Result>(work: (job: Job) => Promise<Result>): Lane<Job, Result> {
  return async (job) => {
    try {
      return { result: await work(job) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
}

export interface LaneOptions {
  /** A module whose default export is a {@link Lane}, or a promise of one. */
  readonly module: URL;
  /** The most workers; one is started when it has a job, so there are never more than jobs. */
  readonly count: number;
  /** What every worker gets as `workerData`; structured-cloned. */
  readonly data?: unknown;
}

export interface RunOptions<Job, Result = unknown> {
  /**
   * The lane that has what the job needs at hand, by number, from the job and its place;
   * an idle lane takes jobs of others.
   */
  readonly home?: (job: Job, index: number) => number;
  readonly onDone?: ((done: number) => void) | undefined;
  /** Gets each result when it is there, in no order; the lane waits for it before its next job. */
  readonly onResult?: ((result: Result, job: Job) => void | Promise<void>) | undefined;
  /** Ends the jobs under way at once, and their workers with them: the run rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Lanes<Job, Result> {
  /** The results in the order of the jobs. Rejects with the first job's error, when the jobs under way have ended. */
  run(jobs: readonly Job[], options?: RunOptions<Job, Result>): Promise<readonly Result[]>;
  /** The workers' threads, for those who watch them. */
  readonly threads: readonly { readonly threadId: number; terminate(): Promise<number> }[];
  /** Ends the workers, and with an error the jobs under way. */
  close(): Promise<void>;
}

type Pool<Job, Result> = Piscina<Job, Outcome<Result>>;

/** A job that has cost so many workers their lives will cost the next one too. */
const mostDeaths = 3;

/**
 * Worker threads that take the jobs of a run side by side; one that dies is replaced and its job done again.
 *
 * Throws a RangeError for a count that is not a whole number from 1 up. A run rejects with the error of a job, and for
 * a job that has ended three workers.
 *
 * @example
 * ```ts no-run
 * import { startLanes } from "@eznas/node";
 *
 * const lanes = startLanes<number, number>({ module: new URL("square.js", import.meta.url), count: 2 });
 * console.log(await lanes.run([1, 2, 3]));
 * await lanes.close();
 * ```
 */
export function startLanes<Job, Result>({ module, count, data }: LaneOptions): Lanes<Job, Result> {
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`startLanes: count must be a whole number of at least 1, got ${count}`);
  const unbuilt = import.meta.url.endsWith(".ts") && module.pathname.endsWith(".ts");
  const start = (): Pool<Job, Result> => {
    const pool = new Piscina<Job, Outcome<Result>>({
      filename: fileURLToPath(unbuilt ? new URL("./unbuilt/worker.mjs", import.meta.url) : module),
      minThreads: 1,
      maxThreads: 1,
      workerData: data,
      // Each takes its share of the machine's memory: see availableMemory of @eznas/kernels.
      env: { ...process.env, EZNAS_SHARERS: String(count) },
      ...(unbuilt && { argv: [module.href], execArgv: ["--conditions=@eznas/source"] }),
    });
    // A worker that dies without a job, while it starts or is closed: the next job, if one comes, meets it.
    pool.on("error", () => {});
    return pool;
  };
  // One pool for each lane, so that a lane keeps what it has read.
  const pools: (Pool<Job, Result> | undefined)[] = Array.from({ length: count }, () => undefined);
  let closed = false;

  const end = async (): Promise<void> => {
    const ended = pools.map((pool) => pool?.destroy());
    pools.fill(undefined);
    await Promise.all(ended);
  };

  const attempt = async (own: number, job: Job, signal: AbortSignal | undefined): Promise<Result> => {
    for (let deaths = 1; ; deaths++) {
      if (closed) throw new Error("startLanes: the workers were closed while they had a job");
      pools[own] ??= start();
      const pool = pools[own];
      let outcome: Outcome<Result>;
      try {
        outcome = await pool.run(job);
      } catch (cause) {
        if (closed) throw new Error("startLanes: the workers were closed while they had a job", { cause });
        signal?.throwIfAborted();
        // A pool whose worker died before it was ready starts no other.
        if (pools[own] === pool) pools[own] = undefined;
        await pool.destroy();
        if (deaths < mostDeaths) continue;
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`startLanes: a job ended ${deaths} workers, the last with: ${reason}`, { cause });
      }
      if ("error" in outcome) throw new Error(outcome.error);
      return outcome.result;
    }
  };

  return {
    async run(jobs, { home = () => 0, onDone, onResult, signal } = {}) {
      const results: Result[] = new Array(jobs.length);
      const queues: number[][] = pools.map(() => []);
      jobs.forEach((job, i) => void queues[home(job, i) % count]!.push(i));
      let done = 0;
      let failure: { readonly error: unknown } | undefined;
      signal?.addEventListener("abort", end, { once: true });
      try {
        await Promise.all(
          pools.map(async (_, own) => {
            for (let next = takeFrom(queues, own); next !== undefined; next = takeFrom(queues, own)) {
              if (failure || signal?.aborted) return;
              try {
                const job = jobs[next]!;
                const result = await attempt(own, job, signal);
                results[next] = result;
                await onResult?.(result, job);
                onDone?.(++done);
              } catch (error) {
                failure ??= { error };
              }
            }
          }),
        );
      } finally {
        signal?.removeEventListener("abort", end);
      }
      if (failure) throw failure.error;
      signal?.throwIfAborted();
      return results;
    },
    get threads() {
      return pools.flatMap((pool) => pool?.threads ?? []);
    },
    async close() {
      closed = true;
      await end();
    },
  };
}

/** The lane's own next job, or the last of the longest other queue. */
function takeFrom(queues: readonly number[][], own: number): number | undefined {
  const mine = queues[own]!.shift();
  if (mine !== undefined) return mine;
  return queues.reduce((longest, queue) => (queue.length > longest.length ? queue : longest)).pop();
}
