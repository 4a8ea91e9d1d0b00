import { Command, CommanderError } from "commander";
import type { Io } from "../io.ts";
import { collectCommand } from "./collect.ts";
import { combineCommand } from "./combine.ts";
import { dataCommand } from "./data.ts";
import { discoverCommand } from "./discover.ts";
import { explainCommand } from "./explain.ts";
import { opsCommand } from "./ops.ts";
import { rankCommand } from "./rank.ts";
import { reproduceCommand } from "./reproduce.ts";
import { scoreCommand } from "./score.ts";
import { searchCommand } from "./search.ts";
import { trainCommand } from "./train.ts";

/** What the process ends with. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

export interface CommandOptions {
  readonly version: string;
  /** Whether errors come with their stack and causes. */
  readonly debug: boolean;
}

/** Runs a command line and returns the exit code; whatever goes wrong is one line on `io.err`. */
export async function run(args: readonly string[], io: Io, { version, debug }: CommandOptions): Promise<number> {
  const program = new Command("eznas")
    .description("score networks without training, rank and evolve such scores")
    .version(version)
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  for (const add of [
    scoreCommand,
    rankCommand,
    combineCommand,
    collectCommand,
    searchCommand,
    discoverCommand,
    trainCommand,
    dataCommand,
    opsCommand,
    explainCommand,
  ])
    add(program, io);
  try {
    await reproduceCommand(program, io, args.includes("reproduce"));
    await program.parseAsync(args, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    // Help and version come as errors with exit code 0; commander has written what there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (io.signal.aborted && error === io.signal.reason) {
      io.err("eznas: interrupted\n");
      return exitCodes.interrupted;
    }
    io.err(`eznas: ${said(error, debug)}\n`);
    return exitCodes.failed;
  }
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");

function said(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  if (!debug) return oneLine(error.message);
  const cause = error.cause === undefined ? "" : `\ncaused by ${said(error.cause, debug)}`;
  return `${error.stack ?? error.message}${cause}`;
}
