import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { Initialized } from "../blocks/initialization.ts";
import { checkCounts } from "../check-counts.ts";
import type { Space } from "../space.ts";
import {
  formatModule,
  functionOfModule,
  mostVertices,
  mutateModule,
  type NasBench101Architecture,
  parseModule,
  sampleModule,
} from "./architecture.ts";
import { network } from "./network.ts";

export interface NasBench101Options extends Initialized {
  /** Channels of the stem and of the first stack; each later one has twice as many as the one before. Default: 128. */
  readonly channels?: number;
  /** Modules in each of the three stacks. Default: 3. */
  readonly cells?: number;
  readonly classes?: number;
  /** Height and width of an image; a multiple of 4. Default: 32. */
  readonly resolution?: number;
}

/**
 * NAS-Bench-101 (Ying et al. 2019): modules of at most seven vertices and nine edges, 423,624 but for the order of
 * their vertices, in three stacks of three.
 *
 * An architecture is `|conv3x3-bn-relu~0|+|maxpool3x3~0.1|+|output~1.2|`; what NASLib writes, the 7×7 matrix and seven
 * numbers, is read too, and pruned. The defaults are the benchmark's. A module is drawn as the benchmark draws it: a
 * matrix and operations are drawn uniformly until they make a module. Throws a RangeError
 * for options that describe no network.
 *
 * @example
 * ```ts
 * import { nasBench101 } from "@eznas/spaces";
 *
 * const space = nasBench101();
 * const architecture = space.parse("|conv3x3-bn-relu~0|+|maxpool3x3~0.1|+|output~1.2|");
 * [space.params(architecture), space.flops(architecture)]; // → [ 3207690, 477500426 ]
 * ```
 */
export function nasBench101(options: NasBench101Options = {}): Space<NasBench101Architecture> {
  const { channels = 128, cells = 3, classes = 10, resolution = 32, initialization } = options;
  checkCounts("nasBench101", { cells, classes, resolution });
  // Every vertex that is put out has a channel at least.
  checkCounts("nasBench101", { channels }, mostVertices);
  if (resolution % 4 !== 0)
    throw new RangeError(`nasBench101: resolution must be a multiple of 4, as it is halved twice, got ${resolution}`);
  const name = "nas-bench-101";
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (architecture: NasBench101Architecture) => network(architecture, { channels, cells, classes });
  return {
    name,
    size: 1_293_208,
    inputShape,
    parse: parseModule,
    format: formatModule,
    functionOf: functionOfModule,
    sample: sampleModule,
    mutate: mutateModule,
    build: (architecture, rng) => buildModel(networkOf(architecture), { name, inputShape, rng, initialization }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    layers: (architecture) => layersOf(networkOf(architecture), inputShape),
  };
}
