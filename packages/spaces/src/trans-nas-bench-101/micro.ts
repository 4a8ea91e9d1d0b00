import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { EnumerableSpace } from "../space.ts";
import {
  allMicro,
  edges,
  formatMicro,
  mutateMicro,
  parseMicro,
  sampleMicro,
  type TransNasBench101MicroArchitecture,
  transNasBench101Operations,
} from "./micro-architecture.ts";
import { microCell } from "./micro-cell.ts";
import type { TransNasBench101Module } from "./module.ts";
import { network } from "./network.ts";
import { checked, type TransNasBench101Options } from "./options.ts";

/** The skeleton of all cells: `41414` in their texts. */
const modules: readonly TransNasBench101Module[] = [4, 1, 4, 1, 4];

/**
 * The micro space of TransNAS-Bench-101 (Duan and others 2021): 4,096 cells of four
 * nodes in a skeleton of five modules.
 *
 * The defaults are the benchmark's networks for object classification: 64 channels, two cells to a module, 75 classes,
 * images of 256×256×3. Scene classification has 47 classes; jigsaw gives the pooled features of nine tiles of 64×64 to
 * one classifier. A smaller skeleton makes the same cells cheap to try; their texts stay the benchmark's. Throws a
 * RangeError for options that describe no skeleton.
 *
 * Between the last batch norms and the logits all is linear, so with the batch's statistics the sum of the logits
 * depends on nothing before them: its gradients are zero but for rounding, except T4G in the last cell.
 *
 * @example
 * ```ts
 * import { transNasBench101Micro } from "@eznas/spaces";
 *
 * const space = transNasBench101Micro({ resolution: 64 });
 * const architecture = space.parse("64-41414-1_02_333");
 * [space.size, space.params(architecture), space.flops(architecture)]; // → [ 4096, 22559083, 286660171 ]
 * ```
 */
export function transNasBench101Micro(
  options: TransNasBench101Options = {},
): EnumerableSpace<TransNasBench101MicroArchitecture> {
  const { resolution, ...skeleton } = checked("transNasBench101Micro", options);
  const name = "trans-nas-bench-101-micro";
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (cell: TransNasBench101MicroArchitecture) => network(modules, microCell(cell), skeleton);
  return {
    name,
    size: transNasBench101Operations.length ** edges.length,
    loss: "rectified",
    inputShape,
    parse: parseMicro,
    format: formatMicro,
    sample: sampleMicro,
    mutate: mutateMicro,
    build: (cell, rng) =>
      buildModel(networkOf(cell), { name, inputShape, rng, initialization: options.initialization }),
    params: (cell) => costOf(networkOf(cell), inputShape).params,
    flops: (cell) => costOf(networkOf(cell), inputShape).flops,
    layers: (cell) => layersOf(networkOf(cell), inputShape),
    all: allMicro,
  };
}
