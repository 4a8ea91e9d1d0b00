import { printable } from "./printable.ts";

/** What a command needs of the process around it. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  /** Where a bar can be redrawn; `err` writes to the same place. */
  readonly terminal?: NodeJS.WriteStream | undefined;
  /**
   * Aborted when the user wants the command to end. To be asked for by commands that then have something to say or to
   * keep; while none has, a Ctrl-C ends the process by itself, even while its one thread computes.
   */
  readonly signal: AbortSignal;
  /**
   * Leaves a Ctrl-C to the system again: for a command that has all on disk, and
   * whose thread is too busy to hear of it.
   */
  readonly letGo?: () => void;
}

/** How the process hears that it is to end. */
export interface Ear {
  listen(): AbortSignal;
  letGo(): void;
}

/** The process's own; it listens when the signal is asked for. */
export function processIo({ listen, letGo }: Ear): Io {
  let signal: AbortSignal | undefined;
  return {
    out: (text) => void process.stdout.write(printable(text)),
    err: (text) => void process.stderr.write(printable(text)),
    terminal: process.stderr.isTTY ? process.stderr : undefined,
    get signal() {
      signal ??= listen();
      return signal;
    },
    letGo() {
      signal = undefined;
      letGo();
    },
  };
}
