import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { Initialized } from "../blocks/initialization.ts";
import type { EnumerableSpace } from "../space.ts";
import {
  allSizes,
  formatSizes,
  mutateSizes,
  type NatsBenchSssArchitecture,
  natsBenchSssChannels,
  parseSizes,
  sampleSizes,
  stages,
} from "./architecture.ts";
import { type Head, network } from "./network.ts";

export interface NatsBenchSssOptions extends Partial<Head>, Initialized {
  /** Height and width of an image; a multiple of 4. */
  readonly resolution?: number;
}

/**
 * The size space of NATS-Bench (Dong, Liu, Musial and Gabrys 2021): 32,768 networks of one cell, with 8 to 64 channels
 * in each of five stages.
 *
 * The defaults are the benchmark's CIFAR-10 networks: 10 classes, images of 32×32×3, logits. EZNAS takes the sum of the
 * pooled features as the loss here: capture a network with `output: "head/pool"`, or build it with
 * `output: "features"`, whose networks end there and have, and count, no linear layer. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { natsBenchSss } from "@eznas/spaces";
 *
 * const space = natsBenchSss();
 * const architecture = space.parse("8:8:8:16:40");
 * [space.params(architecture), space.flops(architecture)]; // → [ 67378, 7991706 ]
 * ```
 */
export function natsBenchSss(options: NatsBenchSssOptions = {}): EnumerableSpace<NatsBenchSssArchitecture> {
  const { classes = 10, output = "logits", resolution = 32, initialization } = options;
  for (const [name, value] of Object.entries({ classes, resolution }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`natsBenchSss: ${name} must be a whole number from 1 up, got ${value}`);
  if (resolution % 4 !== 0)
    throw new RangeError(`natsBenchSss: resolution must be a multiple of 4, as it is halved twice, got ${resolution}`);
  if (output !== "logits" && output !== "features")
    throw new RangeError(`natsBenchSss: output must be "logits" or "features", got ${JSON.stringify(output)}`);
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (architecture: NatsBenchSssArchitecture) => network(architecture, { classes, output });
  return {
    name: "nats-bench-sss",
    loss: "features",
    size: natsBenchSssChannels.length ** stages,
    inputShape,
    parse: parseSizes,
    format: formatSizes,
    sample: sampleSizes,
    mutate: mutateSizes,
    build: (architecture, rng) =>
      buildModel(networkOf(architecture), { name: "nats-bench-sss", inputShape, rng, initialization }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    layers: (architecture) => layersOf(networkOf(architecture), inputShape),
    all: allSizes,
  };
}
