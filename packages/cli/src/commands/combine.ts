import { basename } from "node:path";
import {
  combineStudy,
  formatCombineStudy,
  metrics,
  type NamedScoreTable,
  readScoreTable,
  sizeMeasures,
} from "@eznas/ranking";
import { readText } from "@eznas/ranking/node";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "../io.ts";
import { progress } from "../progress.ts";
import { jsonOption, list, wholeOption } from "./options.ts";

interface Flags {
  readonly metric?: string;
  readonly rivals?: string;
  readonly max: number;
  readonly sum: "logRanks" | "meanRank";
  readonly signs: "free" | "fixed";
  readonly by: "mean" | "worst";
  readonly searchShare: number;
  readonly top: number;
  readonly resamples: number;
  readonly seed: number;
  readonly json: boolean;
}

export function combineCommand(parent: Command, io: Io): void {
  parent
    .command("combine")
    .description("study rank combinations of metrics over files of scores that eznas rank --scores wrote")
    .argument("<files...>", "files of scores, or CSV of architectures, accuracy and a column a metric")
    .option("--metric <list>", "metrics to combine (default: those that all files have)")
    .option(
      "--rivals <list>",
      `what they are held against (default: those of ${sizeMeasures.join(", ")} that there are)`,
    )
    .addOption(wholeOption("--max <n>", "the most metrics in a combination", 1, 3))
    .addOption(
      new Option("--sum <what>", "of log(rank / networks), or of ranks")
        .choices(["logRanks", "meanRank"])
        .default("logRanks"),
    )
    .addOption(
      new Option("--signs <which>", "free: each metric also upside down").choices(["free", "fixed"]).default("free"),
    )
    .addOption(
      new Option("--by <what>", "what of the files' τ is to be high").choices(["mean", "worst"]).default("mean"),
    )
    .addOption(
      new Option(
        "--search-share <share>",
        "networks to choose on, of each file; the others are reported on; 1: all, for both",
      )
        .argParser(shareOf)
        .default(0.5),
    )
    .addOption(wholeOption("--top <n>", "best combinations of each size to report", 1, 5))
    .addOption(wholeOption("--resamples <n>", "of the networks, for the intervals", 1, 1000))
    .addOption(wholeOption("--seed <n>", "seed of the division of the networks and of the resamples", 0, 1))
    .addOption(jsonOption())
    .action((files: readonly string[], flags: Flags) => run(files, flags, io));
}

function shareOf(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError("expected a number over 0 and at most 1.");
  return share;
}

async function run(files: readonly string[], flags: Flags, io: Io): Promise<void> {
  const { max, sum, signs, by, searchShare, top, resamples, seed, json } = flags;
  const tables = await Promise.all(files.map((path) => tableIn(path, namesOf(files))));
  const bar = progress(io, "combining", 1);
  const columns = new Set(tables.flatMap((table) => table.metrics));
  const textsOf = (asked: string): readonly string[] => {
    const names = list(asked); // columns of others' tables are named as they please
    return names.every((name) => columns.has(name)) ? names : metrics(asked).map(({ text }) => text);
  };
  const start = performance.now();
  const study = combineStudy({
    ...{ tables, seed, max, sum, signs, by, searchShare, top, resamples },
    ...(flags.metric !== undefined && { metrics: textsOf(flags.metric) }),
    ...(flags.rivals !== undefined && { rivals: textsOf(flags.rivals) }),
    onProgress: (done, total) => bar.step(done / total),
  });
  bar.stop();
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  const settings = { files, max, sum, signs, by, searchShare, resamples, seed, seconds };
  if (json) {
    io.out(`${JSON.stringify({ ...settings, ...study })}\n`);
    return;
  }
  io.out(formatCombineStudy(study));
  if (searchShare === 1) io.out("\nchosen and reported on the same networks: what is reported is too good\n");
  if (searchShare === 1 && study.tables.some(({ shared }) => shared > 0))
    io.out("\nfiles share networks: one that is left out has networks that were chosen on\n");
  const said = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
  io.out(`\n${said.join(" · ")}\n`);
}

/** Files by their names, or by their paths where two have one name. */
function namesOf(files: readonly string[]): (path: string) => string {
  const names = files.map((path) => basename(path, ".csv"));
  const isClear = new Set(names).size === files.length;
  return (path) => (isClear ? basename(path, ".csv") : path);
}

async function tableIn(path: string, nameOf: (path: string) => string): Promise<NamedScoreTable> {
  const text = await readText("scores", path);
  try {
    const table = readScoreTable(text);
    const { count } = table.settings;
    if (typeof count === "number" && table.networks.length < count)
      throw new Error(
        `it has ${table.networks.length} of ${count} networks; finish it with ${table.settings["command"]}`,
      );
    return { ...table, name: nameOf(path) };
  } catch (cause) {
    throw new Error(`scores ${path}: ${(cause as Error).message}`, { cause });
  }
}
