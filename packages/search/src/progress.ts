/** What a long run tells and asks while it works. */

/** `probe` reads the statistics for the validity test, `draw` finds valid programs, `evaluate` scores networks. */
export type Phase = "probe" | "draw" | "evaluate" | "test";

export interface Watching {
  /** Called after each step of a phase. */
  readonly onProgress?: ((phase: Phase, done: number, total: number) => void) | undefined;
  /** Ends the run between two steps: what was awaited rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const longestSilence = 50;

/**
 * Returns a function to await between steps: it lets timers, signals and rendering have their turn, about twenty times
 * a second, and throws when the run is to end. Evaluation itself is synchronous and would hold them off.
 */
export function pauses({ signal }: Watching): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= longestSilence) {
      await new Promise((resume) => setTimeout(resume, 0));
      last = performance.now();
    }
    signal?.throwIfAborted();
  };
}
