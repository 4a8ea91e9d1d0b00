import { InvalidArgumentError, type Option, type Command } from "commander";
import { Option as CommandOption } from "commander";

/** A parser of whole numbers from `least` up, for an option's argument. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || text.trim() === "")
      throw new InvalidArgumentError(`expected a whole number from ${least} up.`);
    return value;
  };

export const seedOption = (): Option =>
  new CommandOption("--seed <n>", "seed of everything random").argParser(wholeNumber(0)).default(1);

export const jsonOption = (): Option => new CommandOption("--json", "print one JSON object to stdout").default(false);

export const backendOption = (): Option =>
  new CommandOption("--backend <name>", "tfjs backend: auto takes tfjs-node, else wasm, else cpu")
    .choices(["auto", "tensorflow", "wasm", "cpu"])
    .default("auto");

export const imagesOption = (): Option =>
  new CommandOption(
    "--images <what>",
    "data input D: photographs (shipped), noise, or a path to .npy, PNGs or CIFAR-10 batches",
  ).default("photographs");

export const batchOption = (batch: number): Option =>
  new CommandOption("--batch <n>", "images in the data input").argParser(wholeNumber(1)).default(batch);

export const spaceOption = (): Option =>
  new CommandOption("--space <name>", "search space").choices(["nas-bench-201"]).default("nas-bench-201");

export const classesOption = (): Option =>
  new CommandOption("--classes <n>", "outputs of the networks").argParser(wholeNumber(1)).default(10);

/** The options that every command which runs networks takes. */
export function withNetworkOptions(command: Command, batch: number): Command {
  return command
    .addOption(spaceOption())
    .addOption(classesOption())
    .addOption(batchOption(batch))
    .addOption(imagesOption())
    .addOption(seedOption())
    .addOption(backendOption())
    .addOption(jsonOption());
}
