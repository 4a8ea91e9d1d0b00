import type { Initialized } from "../blocks/initialization.ts";
import type { Layers, NetworkDefinition } from "../blocks/layers.ts";
import { checkCounts } from "../check-counts.ts";
import type { Space } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** A stage of blocks that are alike but for the first, which may stride. */
export type AnyNetStage = {
  /** Blocks of the stage. */
  readonly depth: number;
  readonly width: number;
  /** By what its width is divided in the middle of a block. */
  readonly bottleneck: number;
  /** Channels of a group of the convolution in the middle; the whole middle is one group where it is narrower. */
  readonly groupWidth: number;
};

/** A network of AnyNetX: its stages, which are its blocks here. */
export type AnyNetArchitecture = Chain<Record<never, never>, AnyNetStage>;

export interface AnyNetOptions extends Initialized {
  /** How many channels a stage may have. Default: 16, 32, 64. */
  readonly widths?: readonly number[];
  /** How many blocks a stage may have. Default: 1, 2, 3. */
  readonly depths?: readonly number[];
  /** By what the width is divided in the middle of a block. Default: 1, 2, 4. */
  readonly bottlenecks?: readonly number[];
  /** Default: 4, 8, 16. */
  readonly groupWidths?: readonly number[];
  /** How many stages there are, of which all but the first halve height and width. Default: 3. */
  readonly stages?: number;
  /** Channels after the stem. Default: 16. */
  readonly channels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * AnyNetX (Radosavovic et al., _Designing Network Design Spaces_, 2020), which RegNets are drawn from: residual
 * bottlenecks with a grouped convolution of 3×3; every stage has its number of blocks,
 * width, bottleneck ratio and group width.
 *
 * An architecture is `d1w16b1g8-d2w32b2g8-d1w64b4g16`, stage by stage. The sizes are for small images, with a stem that
 * does not stride. Throws a RangeError for options that describe no network, such as a group
 * width that does not divide a middle.
 *
 * @example
 * ```ts
 * import { anyNet } from "@eznas/spaces";
 *
 * const space = anyNet();
 * const architecture = space.parse("d1w16b1g8-d2w32b2g8-d1w64b4g16");
 * [space.params(architecture), space.flops(architecture)]; // → [ 14010, 1000074 ]
 * space.functionOf?.(space.parse("d1w16b2g16-d1w16b4g4-d1w16b4g8")); // → 'd1w16b2g8-d1w16b4g4-d1w16b4g4'
 * ```
 */
export function anyNet(options: AnyNetOptions = {}): Space<AnyNetArchitecture> {
  const { widths = [16, 32, 64], depths = [1, 2, 3], bottlenecks = [1, 2, 4], groupWidths = [4, 8, 16] } = options;
  const { stages = 3, channels = 16, classes = 10, resolution = 16, initialization } = options;
  checkCounts("anyNet", { widths, depths, bottlenecks, groupWidths, stages, channels, classes, resolution });
  for (const width of widths)
    for (const bottleneck of bottlenecks)
      for (const groupWidth of groupWidths) {
        const middle = width / bottleneck;
        if (!Number.isInteger(middle) || middle % Math.min(middle, groupWidth) !== 0)
          throw new RangeError(
            "anyNet: widths must be multiples of their bottlenecks times their group widths, " +
              `got ${width} with bottleneck ${bottleneck} and group width ${groupWidth}`,
          );
      }
  const { all: _, ...space } = choiceSpace<Record<never, never>, AnyNetStage>(
    {
      name: "any-net-x",
      whole: {},
      block: {
        depth: { sign: "d", of: depths },
        width: { sign: "w", of: widths },
        bottleneck: { sign: "b", of: bottlenecks },
        groupWidth: { sign: "g", of: groupWidths },
      },
      depths: [stages],
    },
    {
      inputShape: [resolution, resolution, 3],
      initialization,
      networkOf: ({ blocks }) => network(blocks, channels, classes),
      functionOf: ({ blocks }) => blocks.map(shown).join("-"),
    },
  );
  return space;
}

const groupWidthOf = ({ width, bottleneck, groupWidth }: AnyNetStage): number =>
  Math.min(groupWidth, width / bottleneck);

/** Where a group would be wider than the middle, it is as wide. */
const shown = (stage: AnyNetStage): string =>
  `d${stage.depth}w${stage.width}b${stage.bottleneck}g${groupWidthOf(stage)}`;

function network(stages: readonly AnyNetStage[], channels: number, classes: number): NetworkDefinition {
  return (layers, images) => {
    const stem = layers.convolution(images, { filters: channels, size: 3 }, "stem/conv");
    let x = layers.relu(layers.batchNorm(stem, "stem/bn"), "stem/relu");
    let inputs = channels;
    for (const [i, stage] of stages.entries())
      for (let j = 0; j < stage.depth; j++) {
        x = block(layers, x, stage, { inputs, stride: i > 0 && j === 0 ? 2 : 1 }, `stage${i + 1}/block${j + 1}`);
        inputs = stage.width;
      }
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}

/** A convolution of 1×1, a grouped one of 3×3 and one of 1×1, each with batch norm; plus the input; ReLU. */
function block<X>(
  layers: Layers<X>,
  x: X,
  stage: AnyNetStage,
  { inputs, stride }: { readonly inputs: number; readonly stride: number },
  at: string,
): X {
  const { width, bottleneck } = stage;
  const middle = width / bottleneck;
  const groups = middle / groupWidthOf(stage);
  const a = layers.batchNorm(layers.convolution(x, { filters: middle, size: 1 }, `${at}/a/conv`), `${at}/a/bn`);
  const grouped = layers.convolution(
    layers.relu(a, `${at}/a/relu`),
    { filters: middle, size: 3, stride, groups },
    `${at}/b/conv`,
  );
  const b = layers.relu(layers.batchNorm(grouped, `${at}/b/bn`), `${at}/b/relu`);
  const c = layers.batchNorm(layers.convolution(b, { filters: width, size: 1 }, `${at}/c/conv`), `${at}/c/bn`);
  const projected = (): X =>
    layers.batchNorm(
      layers.convolution(x, { filters: width, size: 1, stride }, `${at}/shortcut/conv`),
      `${at}/shortcut/bn`,
    );
  const shortcut = inputs === width && stride === 1 ? x : projected();
  return layers.relu(layers.add([shortcut, c], `${at}/add`), `${at}/relu`);
}
