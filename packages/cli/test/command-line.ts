/** Command lines run in this process, and what they wrote. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type CommandOptions, run } from "../src/commands/run.ts";
import type { Io } from "../src/io.ts";

/** 32 rows of NAS-Bench-201. */
export const table: string = fileURLToPath(new URL("../../../examples/made-up-accuracies.csv", import.meta.url));

/** Networks that are scored in milliseconds. */
export const small = ["--channels", "4", "--cells", "1", "--batch", "1", "--backend", "wasm"] as const;

export interface Recorded extends Io {
  readonly written: { out: string; err: string };
}

export function recordedIo(options: Partial<Io> = {}): Recorded {
  const written = { out: "", err: "" };
  return {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    signal: new AbortController().signal,
    ...options,
    written,
  };
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The one object that `--json` puts on stdout. */
  json<T>(): T;
}

export async function eznas(
  args: readonly string[],
  io: Recorded = recordedIo(),
  options: Partial<CommandOptions> = {},
): Promise<Ended> {
  const code = await run(args, io, { version: "1.2.3", debug: false, ...options });
  const { out, err } = io.written;
  return {
    code,
    out,
    err,
    json<T>() {
      if (code !== 0) throw new Error(`eznas ${args.join(" ")} ended with ${code}: ${err}`);
      return JSON.parse(out) as T;
    },
  };
}

/** The last line on stderr: after what a command says while it works, its error. */
export const lastLine = ({ err }: Ended): string => err.trimEnd().split("\n").at(-1) ?? "";

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eznas-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
