import type { Initialized } from "../blocks/initialization.ts";
import { invertedResidual } from "../blocks/inverted-residual.ts";
import type { NetworkDefinition } from "../blocks/layers.ts";
import { checkCounts } from "../check-counts.ts";
import type { Space } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** A stage of inverted residuals that are alike but for the first, which changes the width and may stride. */
export type MobileNetStage = {
  /** Blocks of the stage. */
  readonly depth: number;
  readonly kernel: number;
  readonly expansion: number;
  /** Whether there is squeeze and excitation, 1 or 0. */
  readonly squeeze: number;
  readonly activation: "relu" | "swish";
};

/** A network of mobile blocks: its stages, which are its blocks here. */
export type MobileNetArchitecture = Chain<Record<never, never>, MobileNetStage>;

export interface MobileNetOptions extends Initialized {
  /** How many blocks a stage may have. Default: 1, 2, 3. */
  readonly depths?: readonly number[];
  /**
   * How many stages there are, of which all but the first halve height and width and double the channels. Default: 3.
   */
  readonly stages?: number;
  /** Channels after the stem. Default: 8. */
  readonly channels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * Networks of MobileNetV3's kind (Howard et al. 2019), with MnasNet's choices (Tan et al. 2019): every stage has its
 * number of inverted residuals, their kernel, expansion and activation, and squeeze and excitation or none.
 *
 * An architecture is `d1k3e2q0relu-d2k5e4q1swish-d1k7e6q1relu`, stage by stage. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { mobileNet } from "@eznas/spaces";
 *
 * const space = mobileNet();
 * const architecture = space.parse("d1k3e2q0relu-d2k5e4q1swish-d1k7e6q1relu");
 * [space.params(architecture), space.flops(architecture)]; // → [ 29186, 837626 ]
 * space.size; // → 1259712
 * ```
 */
export function mobileNet(options: MobileNetOptions = {}): Space<MobileNetArchitecture> {
  const { depths = [1, 2, 3], stages = 3, channels = 8, classes = 10, resolution = 16, initialization } = options;
  checkCounts("mobileNet", { depths, stages, channels, classes, resolution });
  const { all: _, ...space } = choiceSpace<Record<never, never>, MobileNetStage>(
    {
      name: "mobile-net",
      whole: {},
      block: {
        depth: { sign: "d", of: depths },
        kernel: { sign: "k", of: [3, 5, 7] },
        expansion: { sign: "e", of: [2, 4, 6] },
        squeeze: { sign: "q", of: [0, 1] },
        activation: { sign: "", of: ["relu", "swish"] },
      },
      depths: [stages],
    },
    {
      inputShape: [resolution, resolution, 3],
      initialization,
      networkOf: ({ blocks }) => network(blocks, channels, classes),
    },
  );
  return space;
}

function network(stages: readonly MobileNetStage[], channels: number, classes: number): NetworkDefinition {
  return (layers, images) => {
    const stem = layers.convolution(images, { filters: channels, size: 3 }, "stem/conv");
    let x = layers.relu(layers.batchNorm(stem, "stem/bn"), "stem/relu");
    let inputs = channels;
    for (const [i, { depth, kernel, expansion, squeeze, activation }] of stages.entries()) {
      const filters = channels * 2 ** i;
      for (let j = 0; j < depth; j++) {
        const shape = { inputs, filters, size: kernel, stride: i > 0 && j === 0 ? 2 : 1, expansion };
        const at = `stage${i + 1}/block${j + 1}`;
        x = invertedResidual(layers, x, { ...shape, squeeze: squeeze === 1, activation }, at);
        inputs = filters;
      }
    }
    x = layers.convolution(x, { filters: 4 * inputs, size: 1 }, "head/conv");
    x = layers.relu(layers.batchNorm(x, "head/bn"), "head/relu");
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}
