/** packages/spaces/small-spaces: trains the tables of small spaces by `eznas train`; rows stay, whatever ends it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { definitions, type SmallSpaceDefinition, type SmallSpaceOptions } from "@eznas/spaces/small-spaces";
import { eznas } from "./eznas.ts";

export const tablesFolder: string = fileURLToPath(new URL("../../packages/spaces/small-spaces", import.meta.url));

/**
 * How many networks, with how many seeds, each space gets before the next round begins with the first again: so that
 * wherever the training is ended every space has some.
 */
const rounds = [
  { count: 10, seeds: 1 },
  { count: 30, seeds: 1 },
  { count: 60, seeds: 1 },
  { count: 60, seeds: 2 },
  { count: 150, seeds: 1 },
  { count: 150, seeds: 2 },
] as const;

/** How the command line is told the options of a space. */
export const optionArguments = (options: SmallSpaceOptions): readonly string[] =>
  Object.entries(options).flatMap(([option, value]) => [`--${option}`, `${value}`]);

/** The arguments of the command line that trains a space's table. */
function trainArguments(
  { name, options, images }: SmallSpaceDefinition,
  { count, seeds, out }: { readonly count: number; readonly seeds: number; readonly out: string },
): readonly string[] {
  const all = Array.from({ length: seeds }, (_, i) => i + 1).join(",");
  return [
    ...["train", "--space", name, ...optionArguments(options)],
    ...["--data", images, "--recipe", "small", "--draw", "evenly"],
    ...["--count", `${count}`, "--seeds", all, "--seed", "1", "--backend", "wasm", "--out", out],
  ];
}

/** Trains what the tables lack, round by round; in the folder EZNAS_SMALL_SPACES if that is set. */
export async function trainSmallSpaces(): Promise<void> {
  const folder = process.env["EZNAS_SMALL_SPACES"] ?? tablesFolder;
  mkdirSync(folder, { recursive: true });
  for (const round of rounds)
    for (const definition of definitions) {
      const args = trainArguments(definition, { ...round, out: join(folder, `${definition.name}.csv`) });
      console.error(`eznas ${args.join(" ")}`);
      process.stdout.write(await eznas(args));
    }
}
