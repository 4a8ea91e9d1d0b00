import { SingleBar } from "cli-progress";
import type { Io } from "./io.ts";

export interface Progress {
  readonly step: (done: number) => void;
  readonly stop: () => void;
}

/** A bar with the time left where the terminal redraws, else a line at every tenth of the way. */
export function progress(io: Io, title: string, total: number): Progress {
  if (io.terminal) {
    const bar = new SingleBar({
      format: `${title} {bar} {value}/{total} · {eta_formatted} left`,
      stream: io.terminal,
      etaBuffer: 20,
      hideCursor: true,
      clearOnComplete: true,
    });
    bar.start(total, 0);
    return { step: (done) => bar.update(done), stop: () => bar.stop() };
  }
  let tenths = 0;
  return {
    step: (done) => {
      const reached = Math.floor((10 * done) / total);
      if (reached <= tenths) return;
      tenths = reached;
      io.err(`${title} ${done}/${total}\n`);
    },
    stop: () => {},
  };
}
