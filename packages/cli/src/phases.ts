import type { Phase } from "@eznas/search";
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

/** A bar for the phase that a search is in, where the terminal redraws; elsewhere its generations say enough. */
export function phases(io: Io): Phases {
  let current: { readonly phase: Phase; readonly total: number; readonly bar: Progress } | undefined;
  const stop = (): void => {
    current?.bar.stop();
    current = undefined;
  };
  return {
    onProgress(phase, done, total) {
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
