import { cacheFolder } from "@eznas/data";
import { metrics } from "@eznas/ranking";
import type { Study } from "@eznas/reproduce";
import type { Command } from "commander";
import { hearBetween } from "../hear-between.ts";
import type { Io } from "../io.ts";
import { progress } from "../progress.ts";
import { textTable } from "../text-table.ts";
import { type RunFlags, startBackend, wholeNumber, withRunOptions, workersFor, workersOption } from "./options.ts";

interface Flags extends RunFlags {
  readonly data?: string;
  readonly out: string;
  readonly count?: number;
  readonly repeats?: number;
  readonly metric?: string;
  readonly images: string;
  readonly workers: number;
  readonly quick: boolean;
}

type Paper = typeof import("@eznas/reproduce");

/**
 * The paper's tables are a package of their own, with a plotting library, that is looked for when they are asked for.
 */
export async function reproduceCommand(
  parent: Command,
  io: Io,
  asked: boolean,
  load: () => Promise<Paper> = () => import("@eznas/reproduce"),
): Promise<void> {
  const command = parent
    .command("reproduce")
    .description("make the paper's tables and figures anew, beside its own numbers: as text, JSON, Markdown and SVG");
  if (!asked) return;
  try {
    const paper = await load();
    for (const study of paper.studies) studyCommand(command, paper, study, io);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    command
      .allowUnknownOption()
      .argument("[what...]")
      .action(() => {
        throw new Error("reproduce: the paper's tables are in a package of their own; npm install @eznas/reproduce", {
          cause,
        });
      });
  }
}

function studyCommand(parent: Command, paper: Paper, study: Study, io: Io): void {
  const command = parent
    .command(study.name)
    .description(study.title)
    .option(
      "--data <folder>",
      "where accuracy tables are (default: where eznas data puts them); what has none is left out",
    )
    .option("--out <folder>", "where results and scores are kept; the same command goes on", ".eznas/reproduce")
    .option("--count <n>", `networks or draws (default: ${study.count})`, wholeNumber(1))
    .option("--images <what>", "D: photographs or fashion (shipped), noise, or a path as for rank", "photographs")
    .addOption(workersOption())
    .option("--quick", "small networks and little of everything: only to see that it runs", false);
  if (study.repeats !== undefined)
    command.option("--repeats <n>", `repeats, each with a seed of its own (default: ${study.repeats})`, wholeNumber(1));
  if (study.metrics)
    command.option("--metric <list>", `names and programs, separated by commas (default: ${study.metrics.join(",")})`);
  withRunOptions(command).action((flags: Flags) => run(paper, study, flags, io));
}

async function run({ reproduce, settingsLine }: Paper, { name }: Study, flags: Flags, io: Io): Promise<void> {
  const { data = cacheFolder(), metric, count, repeats, json, ...rest } = flags;
  const asked = metric === undefined ? undefined : namesOf(metric);
  const backend = await startBackend(flags, io);
  io.err(`folder of tables: ${data}\n`);
  const bars = titledBars(io);
  const workers = workersFor(flags.workers, undefined, io);
  const hear = hearBetween(io);
  const made = await reproduce(name, {
    ...rest,
    workers,
    data,
    backend,
    ...(count !== undefined && { count }),
    ...(repeats !== undefined && { repeats }),
    ...(asked && { metrics: asked }),
    progress(title, done, total) {
      bars.step(title, done, total);
      if (workers === 1 && done > 0) hear(); // ahead of the first nobody knows how long it takes
    },
    ...(workers > 1 && { signal: io.signal }),
  })
    .catch((error: unknown) => {
      if (io.signal.aborted) io.err(`\nthe scores so far are in ${flags.out}/scores; the same command goes on\n`);
      throw error;
    })
    .finally(bars.stop);
  if (json) return io.out(`${JSON.stringify(made)}\n`);
  io.out(`${made.title}\n`);
  for (const { title, head, rows } of made.tables) io.out(`\n${title}\n${textTable(head, rows)}`);
  io.out("\n");
  for (const note of made.notes) io.out(`- ${note}\n`);
  io.out(`\n${settingsLine(made.settings)}\n${made.files.join("\n")}\n`);
}

/** Refuses what is no metric now and not after hours. */
const namesOf = (list: string): readonly string[] => metrics(list).map(({ name }) => name);

/** One bar after the other. */
function titledBars(io: Io) {
  let current: { readonly title: string; readonly bar: ReturnType<typeof progress> } | undefined;
  const stop = (): void => {
    current?.bar.stop();
    current = undefined;
  };
  return {
    step(title: string, done: number, total: number): void {
      if (current?.title !== title) {
        stop();
        current = { title, bar: progress(io, title, total) };
      }
      current.bar.step(done);
    },
    stop,
  };
}
