#!/usr/bin/env node
/** The command `eznas`. */
import { createRequire } from "node:module";
import { exitCodes, run } from "./commands/run.ts";
import { processIo } from "./io.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const debug = Boolean(process.env["DEBUG"]);
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type Ending = keyof typeof numbers;
const names = Object.keys(numbers) as readonly Ending[];
const ending = new AbortController();
let endedBy: Ending | undefined;

function letGo(): void {
  for (const name of names) process.off(name, end);
}

function end(name: Ending): void {
  // A second one ends the process at once, by the system itself; its locks are then those of a dead
  // process, which anybody takes over.
  letGo();
  endedBy = name;
  ending.abort();
}

function listen(): AbortSignal {
  for (const name of names) process.on(name, end);
  return ending.signal;
}

// Whoever reads the results may have enough of them (`eznas ops | head -1`).
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") process.stderr.write(`eznas: the results cannot be written: ${message}\n`);
  process.exit(code === "EPIPE" ? 0 : 1);
});
// Hours of work do not end because nobody listens any more.
process.stderr.on("error", () => {});
process.on("uncaughtException", (error) => {
  process.stderr.write(`eznas: ${debug ? error.stack : error.message}\n`);
  process.exit(1);
});

const code = await run(process.argv.slice(2), processIo({ listen, letGo }), { version, debug });
process.exitCode = code === exitCodes.interrupted && endedBy ? 128 + numbers[endedBy] : code;
