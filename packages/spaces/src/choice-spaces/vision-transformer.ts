import type { Initialized } from "../blocks/initialization.ts";
import type { Layers, NetworkDefinition } from "../blocks/layers.ts";
import { checkCounts } from "../check-counts.ts";
import type { Space } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** What all blocks share. */
export type VisionTransformerWhole = {
  /** Channels of a token. */
  readonly width: number;
};

/** A block: attention and two dense layers. */
export type VisionTransformerBlock = {
  readonly heads: number;
  /** How many times the width the hidden layer has. */
  readonly ratio: number;
};

/** A vision transformer: its width and its blocks. */
export type VisionTransformerArchitecture = Chain<VisionTransformerWhole, VisionTransformerBlock>;

export interface VisionTransformerOptions extends Initialized {
  /** How many channels tokens may have. Default: 16, 24, 32. */
  readonly widths?: readonly number[];
  /** How many blocks there may be. Default: 2, 3, 4. */
  readonly depths?: readonly number[];
  /** Default: 1, 2, 4. */
  readonly heads?: readonly number[];
  /** How many times the width the hidden layer of a block may have. Default: 1, 2, 4. */
  readonly ratios?: readonly number[];
  /** Channels of a head, whatever the width, as in AutoFormer. Default: 8. */
  readonly headWidth?: number;
  /** Height and width of the patch that becomes a token; divides the resolution. Default: 4. */
  readonly patch?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * Vision transformers with AutoFormer's choices (Chen et al. 2021): the width, the number of blocks, and every block's
 * heads and the ratio of its dense layers. Sizes are for small images; the mean over the tokens goes to the classifier.
 *
 * An architecture is `w32-h2m4-h1m2`: the width, then block by block. Of the patterns of `@eznas/stats`,
 * `layerNormDense` and `denseActivation` find every block's hidden layer. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { visionTransformer } from "@eznas/spaces";
 *
 * const space = visionTransformer();
 * const architecture = space.parse("w32-h2m4-h1m2");
 * [space.params(architecture), space.flops(architecture)]; // → [ 18482, 289738 ]
 * ```
 */
export function visionTransformer(options: VisionTransformerOptions = {}): Space<VisionTransformerArchitecture> {
  const { widths = [16, 24, 32], depths = [2, 3, 4], heads = [1, 2, 4], ratios = [1, 2, 4] } = options;
  const { headWidth = 8, patch = 4, classes = 10, resolution = 16, initialization } = options;
  checkCounts("visionTransformer", { widths, depths, heads, ratios, headWidth, patch, classes, resolution });
  if (resolution % patch !== 0)
    throw new RangeError(`visionTransformer: patch must divide the resolution ${resolution}, got ${patch}`);
  const { all: _, ...space } = choiceSpace<VisionTransformerWhole, VisionTransformerBlock>(
    {
      name: "vision-transformer",
      whole: { width: { sign: "w", of: widths } },
      block: { heads: { sign: "h", of: heads }, ratio: { sign: "m", of: ratios } },
      depths,
    },
    {
      inputShape: [resolution, resolution, 3],
      initialization,
      networkOf: (architecture) => network(architecture, { headWidth, patch, classes }),
    },
  );
  return space;
}

interface Frame {
  readonly headWidth: number;
  readonly patch: number;
  readonly classes: number;
}

/** Tokens stay where their patches are, so that a value is an image of tokens all the way. */
function network(
  { width, blocks }: VisionTransformerArchitecture,
  { headWidth, patch, classes }: Frame,
): NetworkDefinition {
  return (layers, images) => {
    const patches = layers.patches(images, { size: patch, filters: width }, "stem/patches");
    let x = layers.positions(patches, "stem/positions");
    for (const [i, { heads, ratio }] of blocks.entries()) {
      const at = `block${i + 1}`;
      x = layers.add([x, attention(layers, x, { width, heads, headWidth }, `${at}/attention`)], `${at}/attention/add`);
      x = layers.add([x, mlp(layers, x, width, width * ratio, `${at}/mlp`)], `${at}/mlp/add`);
    }
    const pooled = layers.globalAveragePool(layers.layerNorm(x, "head/norm"), "head/pool");
    return layers.linear(pooled, classes, "head/linear");
  };
}

interface Heads {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
}

function attention<X>(layers: Layers<X>, x: X, { width, heads, headWidth }: Heads, at: string): X {
  const all = layers.dense(layers.layerNorm(x, `${at}/norm`), 3 * heads * headWidth, `${at}/qkv`);
  return layers.dense(layers.attention(all, { heads }, `${at}/heads`), width, `${at}/project`);
}

function mlp<X>(layers: Layers<X>, x: X, width: number, hidden: number, at: string): X {
  const expanded = layers.dense(layers.layerNorm(x, `${at}/norm`), hidden, `${at}/expand`);
  return layers.dense(layers.activation(expanded, "gelu", `${at}/gelu`), width, `${at}/project`);
}
