import type { BackendName } from "@eznas/kernels";
import { inputsFor, type Loss, type Metric, metrics, rank } from "@eznas/ranking";
import { type RankWorkersOptions, readAccuracies, startRankWorkers } from "@eznas/ranking/node";
import type { Inputs } from "@eznas/stats";
import type { Command } from "commander";
import type { Io } from "../io.ts";
import { progress } from "../progress.ts";
import { textTable } from "../text-table.ts";
import {
  lossOf,
  type NetworkFlags,
  spaceOf,
  spaceOptions,
  startBackend,
  type TableFlags,
  tableOptions,
  withNetworkOptions,
  withTableOptions,
  workersFor,
  workersOption,
} from "./options.ts";

interface Flags extends NetworkFlags, TableFlags {
  readonly metric: string;
  readonly workers: number;
}

export function rankCommand(parent: Command, io: Io): void {
  const command = parent
    .command("rank")
    .description("correlate metrics with the true accuracies of random architectures of a table")
    .option("--metric <list>", "names and programs, separated by commas", "eznas-a,params,flops")
    .addOption(workersOption());
  withNetworkOptions(withTableOptions(command, 300), 16).action(async (flags: Flags) => {
    const { images, batch, seed, count, column } = flags;
    const asked = metrics(flags.metric);
    const space = await spaceOf(flags);
    const loss = lossOf(flags, space);
    const table = await readAccuracies(flags.table, tableOptions(flags, space));
    const backend = await startBackend(flags, io);
    const inputs = await inputsFor({ ...flags, shape: space.inputShape });
    const bar = progress(io, "scoring", count);
    const start = performance.now();
    const threads = workersFor(flags.workers, count, io);
    const workers =
      threads > 1 ? startRankWorkers(workerSettings(flags, threads, asked, inputs, loss, backend)) : undefined;
    const ranking = await rank({
      space,
      table,
      metrics: asked,
      inputs,
      loss,
      count,
      seed,
      onProgress: bar.step,
      signal: io.signal,
      scoreDrawn: workers?.scoreDrawn,
    }).finally(() => {
      bar.stop();
      return workers?.close();
    });
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
    const settings = { space: flags.space, column, count, batch, images, loss, seed, backend, seconds };
    if (flags.json) return io.out(`${JSON.stringify({ ...settings, metrics: ranking.metrics })}\n`);
    io.out(
      textTable(
        ["metric", "Kendall τ", "Spearman ρ", "n", "failed"],
        ranking.metrics.map((m) => [m.name, shown(m.kendall), shown(m.spearman), `${m.n}`, `${m.failed}`]),
      ),
    );
    for (const { name, reason } of ranking.metrics) if (reason) io.out(`${name}: no correlation: ${reason}\n`);
    const said = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
    io.out(`${said.join(" · ")}\n`);
  });
}

const shown = (correlation: number): string => (Number.isNaN(correlation) ? "–" : correlation.toFixed(3));

function workerSettings(
  flags: Flags,
  count: number,
  asked: readonly Metric[],
  inputs: Inputs,
  loss: Loss,
  backend: BackendName,
): RankWorkersOptions {
  return {
    count,
    space: { name: flags.space, options: spaceOptions(flags) },
    metrics: asked.map(({ name }) => name),
    inputs,
    loss,
    seed: flags.seed,
    backend,
  };
}
