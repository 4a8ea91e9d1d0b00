import type { Initialized } from "../blocks/initialization.ts";
import type { NetworkDefinition } from "../blocks/layers.ts";
import { residualUnit } from "../blocks/residual-unit.ts";
import { checkCounts } from "../check-counts.ts";
import type { Space } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** A convolution of the stack. */
export type StackBlock = {
  readonly width: number;
  readonly kernel: number;
  readonly stride: number;
  /** Whether its input is added to its output, 1 or 0. */
  readonly residual: number;
};

/** A stack of convolutions, one after the other. */
export type StackArchitecture = Chain<Record<never, never>, StackBlock>;

export interface StackOptions extends Initialized {
  /** How many channels a convolution may have. Default: 8, 16, 24, 32. */
  readonly widths?: readonly number[];
  /** How many convolutions there may be behind the stem. Default: 2 to 6. */
  readonly depths?: readonly number[];
  /** Heights and widths of the kernels; odd. Default: 1, 3, 5. */
  readonly kernels?: readonly number[];
  /** Default: 1, 2. */
  readonly strides?: readonly number[];
  /** Whether convolutions have a residual, 1 or 0. Default: both. */
  readonly residuals?: readonly (0 | 1)[];
  /** Channels after the stem. Default: 8. */
  readonly channels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * Plain stacks: a stem, then convolutions with batch norm and ReLU that differ in number,
 * channels, kernels, strides and residuals.
 *
 * An architecture is `w16k3s1r0-w32k5s2r1`, block by block. Throws a RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { stack } from "@eznas/spaces";
 *
 * const space = stack();
 * const architecture = space.parse("w16k3s1r0-w32k3s2r1");
 * [space.params(architecture), space.flops(architecture)]; // → [ 6994, 678218 ]
 * stack({ residuals: [0], depths: [3] }).size; // → 13824
 * ```
 */
export function stack(options: StackOptions = {}): Space<StackArchitecture> {
  const { widths = [8, 16, 24, 32], depths = [2, 3, 4, 5, 6], kernels = [1, 3, 5], strides = [1, 2] } = options;
  const { residuals = [0, 1], channels = 8, classes = 10, resolution = 16, initialization } = options;
  checkCounts("stack", { widths, depths, kernels, strides, channels, classes, resolution });
  const even = kernels.find((kernel) => kernel % 2 === 0);
  if (even !== undefined) throw new RangeError(`stack: kernels must be odd, got ${even}`);
  if (
    residuals.length === 0 ||
    residuals.some((value) => value !== 0 && value !== 1) ||
    new Set(residuals).size !== residuals.length
  )
    throw new RangeError(`stack: residuals must be 0, 1 or both, got ${residuals.join(", ") || "none"}`);
  const { all: _, ...space } = choiceSpace<Record<never, never>, StackBlock>(
    {
      name: "stack",
      whole: {},
      block: {
        width: { sign: "w", of: widths },
        kernel: { sign: "k", of: kernels },
        stride: { sign: "s", of: strides },
        residual: { sign: "r", of: residuals },
      },
      depths,
    },
    {
      inputShape: [resolution, resolution, 3],
      initialization,
      networkOf: ({ blocks }) => network(blocks, channels, classes),
    },
  );
  return space;
}

function network(blocks: readonly StackBlock[], channels: number, classes: number): NetworkDefinition {
  return (layers, images) => {
    let x = residualUnit(layers, images, { inputs: 3, filters: channels, size: 3, residual: false }, "stem");
    let inputs = channels;
    for (const [i, { width, kernel, stride, residual }] of blocks.entries()) {
      const unit = { inputs, filters: width, size: kernel, stride, residual: residual === 1 };
      x = residualUnit(layers, x, unit, `block${i + 1}`);
      inputs = width;
    }
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}
