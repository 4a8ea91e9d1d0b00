#!/usr/bin/env node
/** The command `eznas`. */
import { createRequire } from "node:module";
import { run } from "./commands/run.ts";
import { processIo } from "./io.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const ending = new AbortController();
// Once: a second Ctrl-C ends the process at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
// Whoever reads the results may have enough of them (`eznas ops | head -1`).
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), processIo(ending.signal), {
  version,
  debug: Boolean(process.env["DEBUG"]),
});
