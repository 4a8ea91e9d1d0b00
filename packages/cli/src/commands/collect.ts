import type { Loss } from "@eznas/ranking";
import { inputsFor } from "@eznas/ranking";
import { readAccuracies, startCollectWorkers } from "@eznas/ranking/node";
import { terminals } from "@eznas/stats";
import { DatasetError, type NumberFormat, openDataset } from "@eznas/stats/node";
import { type Command, Option } from "commander";
import { choiceOf, chosen, groups } from "../choice.ts";
import { collectTask } from "../collect-task.ts";
import { hearBetween } from "../hear-between.ts";
import type { Io } from "../io.ts";
import { progress } from "../progress.ts";
import {
  list,
  lossOf,
  metricOptions,
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
  readonly out: string;
  readonly name?: string;
  readonly statistics?: readonly string[];
  readonly numbers: NumberFormat;
  readonly verify: boolean;
  readonly workers: number;
}

export function collectCommand(parent: Command, io: Io): void {
  const command = parent
    .command("collect")
    .description("collect the statistics of random architectures of a table: a task to evolve against")
    .requiredOption("--out <folder>", "where the dataset is written, or goes on where it stopped")
    .option("--name <text>", "the dataset's name in reports (default: space and column)")
    .option(
      "--statistics <list>",
      `terminals to keep, separated by commas: names, ${groups.join(", ")}, with a minus what to leave out (default: the 22)`,
      list,
    )
    .addOption(
      new Option("--numbers <format>", "how files hold numbers; bfloat16 takes half the space")
        .choices(["float32", "bfloat16"])
        .default("float32"),
    )
    .option("--verify", "check every byte of what is there already, and not lengths and headers alone", false)
    .addOption(workersOption());
  withNetworkOptions(withTableOptions(command, 80), 1).action(async (flags: Flags) => {
    const { images, batch, seed, count, column, out, numbers, verify } = flags;
    const { pattern, table: own = terminals } = await metricOptions(flags);
    const statistics = flags.statistics && chosen(flags.statistics, choiceOf("statistic", Object.keys(own)));
    const space = await spaceOf(flags);
    const loss = lossOf(flags, space);
    const name = flags.name ?? `${space.name} ${column}`;
    const table = await readAccuracies(flags.table, tableOptions(flags, space));
    const backend = await startBackend(flags, io);
    const inputs = await inputsFor({ ...flags, shape: space.inputShape });
    const bar = progress(io, "collecting", count);
    const start = performance.now();
    const threads = workersFor(flags.workers, count, io);
    const workers =
      threads > 1
        ? startCollectWorkers(
            {
              count: threads,
              space: { name: flags.space, options: spaceOptions(flags) },
              ...{ inputs, seed, loss, numbers, backend },
              ...(statistics && { statistics }),
              ...(flags.pattern !== undefined && { pattern: flags.pattern }),
              ...(flags.setup !== undefined && { setup: flags.setup }),
            },
            { signal: io.signal },
          )
        : undefined;
    const again: string[] = [];
    const hear = hearBetween(io);
    const task = await collectTask({
      path: out,
      name,
      space,
      table,
      inputs,
      loss,
      count,
      seed,
      ...(pattern && { pattern }),
      ...(statistics && { statistics }),
      terminals: own,
      numbers,
      describe: described(flags, loss),
      verify,
      captureNetworks: workers?.captureNetworks,
      onProgress(done) {
        bar.step(done);
        if (!workers) hear();
      },
      onAgain: (reason) => void again.push(reason),
    })
      .catch(async (error: unknown) => {
        const kept = error instanceof DatasetError ? undefined : await openDataset(out).catch(() => undefined);
        if (kept && kept.networks.length > 0)
          io.err(`\n${kept.networks.length} networks are in ${out}; the same command goes on\n`);
        throw error;
      })
      .finally(() => {
        bar.stop();
        return workers?.close();
      });
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
    const networks = task.networks.length;
    const kept = task.settings.statistics;
    if (again.length > 0)
      io.err(`${again.length} ${again.length === 1 ? "network was" : "networks were"} collected again: ${again[0]}\n`);
    const settings = { numbers, space: space.name, column, batch, images, seed, backend, again: again.length, seconds };
    if (flags.json) return io.out(`${JSON.stringify({ path: out, name, networks, statistics: kept, ...settings })}\n`);
    io.out(`${out}: ${networks} networks of "${name}", ${kept.length} statistics of each, in ${seconds} s\n`);
  });
}

/** The flags that decide the statistics and that a dataset's manifest does not hold anyway. */
function described(flags: Flags, loss: Loss): Readonly<Record<string, string | number>> {
  const options = Object.entries(spaceOptions(flags)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(",") : value,
  ]);
  return { images: flags.images, ...(loss !== "logits" && { loss }), ...Object.fromEntries(options) };
}
