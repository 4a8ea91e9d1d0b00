import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { EnumerableSpace } from "../space.ts";
import { basicBlock } from "./basic-block.ts";
import {
  allMacro,
  formatMacro,
  mutateMacro,
  parseMacro,
  type TransNasBench101MacroArchitecture,
} from "./macro-architecture.ts";
import { network } from "./network.ts";
import { checked, type TransNasBench101Options } from "./options.ts";

/**
 * The macro space of TransNAS-Bench-101 (Duan and others 2021): 3,256 skeletons of basic residual blocks, which differ
 * in where they double the channels and halve the size.
 *
 * The options are those of {@link transNasBench101Micro}, with `cells` the blocks in each module, and so is what
 * becomes of the gradients of the logits' sum. A mutation changes one module, puts one in or takes one out. Throws a
 * RangeError for options that describe no skeleton.
 *
 * @example
 * ```ts
 * import { transNasBench101Macro } from "@eznas/spaces";
 *
 * const space = transNasBench101Macro({ resolution: 64 });
 * const architecture = space.parse("64-1234-basic");
 * [space.size, space.params(architecture), space.flops(architecture)]; // → [ 3256, 3419499, 249940811 ]
 * ```
 */
export function transNasBench101Macro(
  options: TransNasBench101Options = {},
): EnumerableSpace<TransNasBench101MacroArchitecture> {
  const { resolution, ...skeleton } = checked("transNasBench101Macro", options);
  const name = "trans-nas-bench-101-macro";
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (modules: TransNasBench101MacroArchitecture) => network(modules, basicBlock, skeleton);
  const members = [...allMacro()];
  return {
    name,
    size: members.length,
    loss: "rectified",
    inputShape,
    parse: parseMacro,
    format: formatMacro,
    sample: (rng) => members[Math.floor(rng() * members.length)]!,
    mutate: mutateMacro,
    build: (modules, rng) =>
      buildModel(networkOf(modules), { name, inputShape, rng, initialization: options.initialization }),
    params: (modules) => costOf(networkOf(modules), inputShape).params,
    flops: (modules) => costOf(networkOf(modules), inputShape).flops,
    layers: (modules) => layersOf(networkOf(modules), inputShape),
    all: () => members,
  };
}
