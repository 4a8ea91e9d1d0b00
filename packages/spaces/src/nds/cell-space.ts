import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { Initialized } from "../blocks/initialization.ts";
import type { Space } from "../space.ts";
import { checkArchitecture } from "./check.ts";
import { type Choices, cellCount, drawArchitecture, mutateArchitecture } from "./draw.ts";
import { functionOfCells } from "./function-of-cells.ts";
import { formatArchitecture, type NdsArchitecture } from "./genotype.ts";
import { type NdsForm, network } from "./network.ts";
import { readNotation } from "./notations.ts";

/** What tells one of the spaces from the others. */
export interface CellSpace extends Omit<Choices, "widths" | "depths"> {
  readonly name: string;
}

export interface NdsOptions extends Initialized {
  /**
   * The stem, and what `classes` and `resolution` are by default: 10 and 32, or for
   * `imagenet` 1000 and 224. Default: `cifar`.
   */
  readonly form?: NdsForm;
  /** What widths are drawn. Default: 16, 24, 32. */
  readonly widths?: readonly number[];
  /** What depths are drawn. Default: 4, 8, 12, 16, 20. */
  readonly depths?: readonly number[];
  readonly classes?: number;
  /** Height and width of an image. */
  readonly resolution?: number;
}

const suffixes: Readonly<Record<NdsForm, string>> = { cifar: "", imagenet: "-in", stemless: "-stemless" };

export function cellSpace(rules: CellSpace, options: NdsOptions, caller: string): Space<NdsArchitecture> {
  const { form = "cifar", initialization, widths = [16, 24, 32], depths = [4, 8, 12, 16, 20] } = options;
  const { classes = form === "imagenet" ? 1000 : 10, resolution = form === "imagenet" ? 224 : 32 } = options;
  const counts = { classes: [classes], resolution: [resolution], depths, widths };
  for (const [name, values] of Object.entries(counts)) {
    const least = name === "widths" ? 2 : 1;
    const wrong = values.find((value) => !(Number.isSafeInteger(value) && value >= least));
    if (wrong !== undefined || values.length === 0)
      throw new RangeError(`${caller}: ${name} must be whole numbers from ${least} up, got ${wrong ?? "none"}`);
  }
  const name = rules.name + suffixes[form];
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (architecture: NdsArchitecture) => network(architecture, form, classes);
  const choices: Choices = { ...rules, widths, depths };
  return {
    name,
    size: cellCount(rules) ** 2 * widths.length * depths.length,
    loss: "rectified",
    inputShape,
    parse: (text) => checkArchitecture(readNotation(text, name, { widths, depths }), rules, name),
    format: formatArchitecture,
    functionOf: functionOfCells,
    sample: (rng) => drawArchitecture(choices, rng),
    mutate: (architecture, rng) => mutateArchitecture(architecture, choices, rng),
    build: (architecture, rng) => buildModel(networkOf(architecture), { name, inputShape, rng, initialization }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    layers: (architecture) => layersOf(networkOf(architecture), inputShape),
  };
}
