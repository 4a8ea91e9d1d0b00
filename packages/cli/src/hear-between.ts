import type { Io } from "./io.ts";

/**
 * While its thread computes a process hears of no signal, unless it leaves them to the system, which ends it at once.
 * Where parts of the work
 * are quick the process listens, to say what there is.
 */
const slowMs = 2000;

/**
 * To be called after each part of work in this one thread: throws the signal's reason once the user wants it to end,
 * and where parts take
 * long leaves that to the system. Tells whether the part was quick. What is done must be kept by then, or worth nothing alone.
 */
export function hearBetween(io: Io): () => boolean {
  let last = performance.now();
  let signal: AbortSignal | undefined;
  return () => {
    const now = performance.now();
    const quick = now - last < slowMs;
    last = now;
    if (quick) signal = io.signal;
    signal?.throwIfAborted();
    if (!quick) io.letGo?.();
    return quick;
  };
}
