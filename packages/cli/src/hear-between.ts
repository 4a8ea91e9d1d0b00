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
 * long leaves that to the system. What is done must be kept by then, or worth nothing alone.
 */
export function hearBetween(io: Io): () => void {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < slowMs) io.signal.throwIfAborted();
    else io.letGo?.();
    last = now;
  };
}
