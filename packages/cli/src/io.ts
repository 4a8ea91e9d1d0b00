import { printable } from "./printable.ts";

/** What a command needs of the process around it. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  /** Where a bar can be redrawn; `err` writes to the same place. */
  readonly terminal?: NodeJS.WriteStream | undefined;
  /** Aborted when the user wants the command to end. */
  readonly signal: AbortSignal;
}

export function processIo(signal: AbortSignal): Io {
  return {
    out: (text) => void process.stdout.write(printable(text)),
    err: (text) => void process.stderr.write(printable(text)),
    terminal: process.stderr.isTTY ? process.stderr : undefined,
    signal,
  };
}
