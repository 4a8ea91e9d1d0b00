import type { Phase } from "@eznas/search";
import { hearBetween } from "./hear-between.ts";
import type { Io } from "./io.ts";
import { type Progress, progress } from "./progress.ts";

const titles: Readonly<Record<Phase, string>> = {
  probe: "reading networks",
  draw: "drawing valid programs",
  evaluate: "evaluating",
  test: "testing on held-out networks",
};

export interface Phases {
  readonly onProgress: (phase: Phase, done: number, total: number) => void;
  readonly stop: () => void;
}

export interface PhasesOptions {
  /** Whether the work is done in this thread, which hears of a signal only between networks. */
  readonly alone?: boolean;
}

/**
 * A bar for the phase that a search is in, where the terminal redraws; elsewhere its generations say enough. A search
 * that is alone hears between its steps that it is to end, and leaves that to the system while they take long.
 */
export function phases(io: Io, { alone = false }: PhasesOptions = {}): Phases {
  let current: { readonly phase: Phase; readonly total: number; readonly bar: Progress } | undefined;
  const hear = hearBetween(io);
  /** Whose steps were so when they were last taken; what has not been tried yet may take long. */
  const quick = new Set<Phase>();
  const stop = (): void => {
    current?.bar.stop();
    current = undefined;
  };
  return {
    onProgress(phase, done, total) {
      if (alone) {
        if (hear()) quick.add(phase);
        else quick.delete(phase);
        if (done === total && !(quick.has("draw") && quick.has("evaluate"))) io.letGo?.();
      }
      if (!io.terminal) return;
      if (current?.phase !== phase || current.total !== total) {
        stop();
        current = { phase, total, bar: progress(io, titles[phase], total) };
      }
      current.bar.step(done);
      if (done === total) stop();
    },
    stop,
  };
}
