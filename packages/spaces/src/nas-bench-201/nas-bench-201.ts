import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { Initialized } from "../blocks/initialization.ts";
import type { EnumerableSpace } from "../space.ts";
import {
  allCells,
  edges,
  formatCell,
  mutateCell,
  type NasBench201Architecture,
  nasBench201Operations,
  parseCell,
  sampleCell,
} from "./architecture.ts";
import { functionOf } from "./function-of.ts";
import { fromNaslib } from "./naslib.ts";
import { network, type Skeleton } from "./network.ts";

export interface NasBench201Options extends Partial<Skeleton>, Initialized {
  /** Height and width of an image; a multiple of 4. */
  readonly resolution?: number;
}

/**
 * NAS-Bench-201 (Dong and Yang 2020), which is also the topology space of NATS-Bench: 15,625 cells of four nodes in a
 * skeleton of three stages.
 *
 * The defaults are the benchmark's CIFAR-10 networks: 16 channels, 5 cells to a stage, 10 classes, images of 32×32×3. A
 * smaller skeleton makes the same cells cheap to try. Throws a RangeError for options that describe no skeleton.
 *
 * @example
 * ```ts
 * import { nasBench201 } from "@eznas/spaces";
 *
 * const space = nasBench201();
 * const architecture = space.parse(
 *   "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|",
 * );
 * [space.params(architecture), space.flops(architecture)]; // → [ 1288506, 184730250 ]
 * ```
 */
export function nasBench201(options: NasBench201Options = {}): EnumerableSpace<NasBench201Architecture> {
  const { channels = 16, cells = 5, classes = 10, resolution = 32, initialization } = options;
  for (const [name, value] of Object.entries({ channels, cells, classes, resolution }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`nasBench201: ${name} must be a whole number from 1 up, got ${value}`);
  if (resolution % 4 !== 0)
    throw new RangeError(`nasBench201: resolution must be a multiple of 4, as it is halved twice, got ${resolution}`);
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (architecture: NasBench201Architecture) => network(architecture, { channels, cells, classes });
  return {
    name: "nas-bench-201",
    size: nasBench201Operations.length ** edges.length,
    inputShape,
    parse: (text) => (/^\s*[([]/.test(text) ? fromNaslib(text) : parseCell(text)),
    format: formatCell,
    functionOf,
    sample: sampleCell,
    mutate: mutateCell,
    build: (architecture, rng) =>
      buildModel(networkOf(architecture), { name: "nas-bench-201", inputShape, rng, initialization }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    layers: (architecture) => layersOf(networkOf(architecture), inputShape),
    all: allCells,
  };
}
