import { SingleBar } from "cli-progress";
import type { Io } from "./io.ts";

export interface Progress {
  readonly step: (done: number) => void;
  readonly stop: () => void;
}

/**
 * A bar with the time left where the terminal redraws, else a line with it at every tenth
 * of the way, or every five minutes.
 */
export function progress(io: Io, title: string, total: number): Progress {
  if (io.terminal) {
    const bar = new SingleBar({
      format: `${title} {bar} {value}/{total} · {eta_formatted} left`,
      stream: io.terminal,
      etaBuffer: 20,
      // A process that is ended could not show it again.
      hideCursor: false,
      clearOnComplete: true,
    });
    bar.start(total, 0);
    return { step: (done) => bar.update(done), stop: () => bar.stop() };
  }
  let tenths = 0;
  let first: { readonly done: number; readonly at: number } | undefined;
  let said = performance.now();
  return {
    step: (done) => {
      const now = performance.now();
      const reached = Math.floor((10 * done) / total);
      const left = first && done > first.done ? ((now - first.at) / (done - first.done)) * (total - done) : undefined;
      first ??= { done, at: now };
      if (reached <= tenths && now - said < 300_000) return;
      tenths = reached;
      said = now;
      io.err(`${title} ${done}/${total}${left === undefined || done >= total ? "" : ` · ${span(left)} left`}\n`);
    },
    stop: () => {},
  };
}

/** `40 s`, `12 min`, `3 h 5 min`. */
function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
