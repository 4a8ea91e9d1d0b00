import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { Initialized } from "../blocks/initialization.ts";
import { invertedResidual } from "../blocks/inverted-residual.ts";
import type { Layers, NetworkDefinition } from "../blocks/layers.ts";
import { checkCounts } from "../check-counts.ts";
import type { EnumerableSpace } from "../space.ts";

/**
 * What a layer is: nothing, a MobileNetV2 block with kernel 3 and expansion 3, or one with kernel 5 and expansion 6.
 */
export type NasBenchMacroLayer = 0 | 1 | 2;

/** A network of NAS-Bench-Macro: its eight layers. */
export type NasBenchMacroArchitecture = readonly NasBenchMacroLayer[];

export interface NasBenchMacroOptions extends Initialized {
  /** Channels after the stem; every stage doubles them. Default: 32. */
  readonly channels?: number;
  /** Channels before the classifier. Default: 40 times those after the stem, 1280. */
  readonly headChannels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 32. */
  readonly resolution?: number;
}

/** How many layers each stage has, of which the first halves height and width and doubles the channels. */
const stages = [2, 3, 3] as const;
const depth = 8;
const kinds = [0, 1, 2] as const;

/**
 * NAS-Bench-Macro (Su et al. 2021): 6,561 chains of eight layers, each of them the identity, a MobileNetV2 block with
 * kernel 3 and expansion 3, or one with kernel 5 and expansion 6. An architecture is eight digits.
 *
 * The defaults are the benchmark's CIFAR-10 networks. An identity at the head of a stage is a convolution of 1×1.
 * Parameters are the benchmark's, and FLOPs with the classifier's bias counted. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { nasBenchMacro } from "@eznas/spaces";
 *
 * const space = nasBenchMacro();
 * const architecture = space.parse("00000020");
 * [space.params(architecture), space.flops(architecture)]; // → [ 1219370, 20910602 ]
 * space.functionOf?.(space.parse("00100001")); // → '0-1-01'
 * ```
 */
export function nasBenchMacro(options: NasBenchMacroOptions = {}): EnumerableSpace<NasBenchMacroArchitecture> {
  const { channels = 32, classes = 10, resolution = 32, initialization } = options;
  const { headChannels = 40 * channels } = options;
  checkCounts("nasBenchMacro", { channels, headChannels, classes, resolution });
  const name = "nas-bench-macro";
  const inputShape = [resolution, resolution, 3] as const;
  const networkOf = (architecture: NasBenchMacroArchitecture) =>
    network(architecture, { channels, headChannels, classes });
  return {
    name,
    size: kinds.length ** depth,
    inputShape,
    parse: parseLayers,
    format: (architecture) => architecture.join(""),
    functionOf,
    sample: (rng) => Array.from({ length: depth }, () => kinds[Math.floor(rng() * kinds.length)]!),
    mutate: (architecture, rng) => {
      const changed = Math.floor(rng() * depth);
      const others = kinds.filter((kind) => kind !== architecture[changed]);
      return architecture.with(changed, others[Math.floor(rng() * others.length)]!);
    },
    build: (architecture, rng) => buildModel(networkOf(architecture), { name, inputShape, rng, initialization }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    layers: (architecture) => layersOf(networkOf(architecture), inputShape),
    *all() {
      for (let index = 0; index < kinds.length ** depth; index++)
        yield parseLayers(index.toString(kinds.length).padStart(depth, "0"));
    },
  };
}

function parseLayers(text: string): NasBenchMacroArchitecture {
  if (!/^[012]{8}$/.test(text))
    throw new SyntaxError(
      `nas-bench-macro: expected eight digits from 0 to 2 such as 01200210, got ${JSON.stringify(text)}`,
    );
  return [...text].map((digit) => Number(digit) as NasBenchMacroLayer);
}

/** Identities behind the head of a stage do nothing, wherever they are. */
function functionOf(architecture: NasBenchMacroArchitecture): string {
  const rest = [...architecture];
  const functions = stages.map((length) => {
    const [head, ...others] = rest.splice(0, length);
    return [head, ...others.filter((layer) => layer !== 0)].join("");
  });
  return functions.join("-");
}

interface Size {
  readonly channels: number;
  readonly headChannels: number;
  readonly classes: number;
}

function network(
  architecture: NasBenchMacroArchitecture,
  { channels, headChannels, classes }: Size,
): NetworkDefinition {
  return (layers, images) => {
    const stem = layers.convolution(images, { filters: channels, size: 3 }, "stem/conv");
    let x = layers.relu(layers.batchNorm(stem, "stem/bn"), "stem/relu");
    let inputs = channels;
    let next = 0;
    for (const [stage, length] of stages.entries())
      for (let i = 0; i < length; i++) {
        const place = { inputs, filters: i === 0 ? 2 * inputs : inputs, stride: i === 0 ? 2 : 1 };
        x = layer(layers, x, architecture[next++]!, place, `stage${stage + 1}/layer${i + 1}`);
        inputs = place.filters;
      }
    x = layers.convolution(x, { filters: headChannels, size: 1 }, "head/conv");
    x = layers.relu(layers.batchNorm(x, "head/bn"), "head/relu");
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}

interface Place {
  readonly inputs: number;
  readonly filters: number;
  readonly stride: number;
}

function layer<X>(layers: Layers<X>, x: X, kind: NasBenchMacroLayer, place: Place, at: string): X {
  const { inputs, filters, stride } = place;
  const alike = inputs === filters && stride === 1;
  if (kind !== 0) {
    const shape = kind === 1 ? { size: 3, expansion: 3 } : { size: 5, expansion: 6 };
    return invertedResidual(layers, x, { ...place, ...shape }, at);
  }
  if (alike) return x;
  return layers.batchNorm(layers.convolution(x, { filters, size: 1, stride }, `${at}/conv`), `${at}/bn`);
}
