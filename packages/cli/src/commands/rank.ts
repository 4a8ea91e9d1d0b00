import { readFile } from "node:fs/promises";
import { describeBackend, useBackend, type BackendName } from "@eznas/kernels";
import { readAccuracyTable } from "@eznas/spaces";
import type { Command } from "commander";
import { inputsFor } from "../inputs.ts";
import type { Io } from "../io.ts";
import { metrics } from "../metric.ts";
import { progress } from "../progress.ts";
import { rank } from "../rank.ts";
import { spaceNamed } from "../space.ts";
import { textTable } from "../text-table.ts";
import { wholeNumber, withNetworkOptions } from "./options.ts";

interface Flags {
  readonly space: string;
  readonly classes: number;
  readonly table: string;
  readonly column: string;
  readonly count: number;
  readonly metric: string;
  readonly batch: number;
  readonly images: string;
  readonly seed: number;
  readonly backend: BackendName | "auto";
  readonly json: boolean;
}

export function rankCommand(parent: Command, io: Io): void {
  const command = parent
    .command("rank")
    .description("correlate metrics with the true accuracies of random architectures of a table")
    .requiredOption("--table <file>", "CSV with one row per architecture")
    .requiredOption("--column <name>", "the table's column of accuracies")
    .option("--count <n>", "architectures to draw", wholeNumber(2), 300)
    .option("--metric <list>", "names and programs, separated by commas", "eznas-a,params,flops");
  withNetworkOptions(command, 16).action(async (flags: Flags) => {
    const asked = metrics(flags.metric);
    const space = spaceNamed(flags.space, { classes: flags.classes });
    const table = readAccuracyTable(await readFile(flags.table, "utf8"), { column: flags.column });
    const backend = await useBackend(flags.backend);
    io.err(`${describeBackend(backend)}\n`);
    const inputs = await inputsFor({ ...flags, shape: space.inputShape });
    const bar = progress(io, "scoring", flags.count);
    const start = performance.now();
    const ranking = await rank({
      space,
      table,
      metrics: asked,
      inputs,
      count: flags.count,
      seed: flags.seed,
      onProgress: bar.step,
    }).finally(bar.stop);
    const seconds = (performance.now() - start) / 1000;
    const { images, batch, seed, count, column } = flags;
    const settings = { space: space.name, column, count, batch, images, seed, backend: backend.name };
    if (flags.json)
      io.out(`${JSON.stringify({ ...settings, seconds: Number(seconds.toFixed(1)), metrics: ranking.metrics })}\n`);
    else {
      io.out(
        textTable(
          ["metric", "Kendall τ", "Spearman ρ", "n", "failed"],
          ranking.metrics.map((m) => [m.name, m.kendall.toFixed(3), m.spearman.toFixed(3), `${m.n}`, `${m.failed}`]),
        ),
      );
      const said = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
      io.out(`${said.join(" · ")} · ${seconds.toFixed(0)} s\n`);
    }
  });
}
