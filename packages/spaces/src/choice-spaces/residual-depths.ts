import type { Initialized } from "../blocks/initialization.ts";
import { residualNetwork } from "../blocks/residual-network.ts";
import { checkCounts } from "../check-counts.ts";
import type { EnumerableSpace } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** How many units a stage has. */
export type ResidualDepthsStage = { readonly depth: number };

/** A residual network: its stages, which are its blocks here. */
export type ResidualDepthsArchitecture = Chain<Record<never, never>, ResidualDepthsStage>;

export interface ResidualDepthsOptions extends Initialized {
  /** How many units a stage may have. Default: 1 to 8. */
  readonly depths?: readonly number[];
  /**
   * How many stages there are, of which all but the first halve height and width and double the channels. Default: 3.
   */
  readonly stages?: number;
  /** Channels of the first stage. Default: 8. */
  readonly channels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * Residual networks that differ in depth alone: 512 of them, with 1 to 8 units in each of three stages. A unit is a
 * convolution of 3×3 with batch norm, plus its input, and a ReLU.
 *
 * An architecture is `2-1-4`. Throws a RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { residualDepths } from "@eznas/spaces";
 *
 * const space = residualDepths();
 * const architecture = space.parse("2-1-4");
 * [space.params(architecture), space.flops(architecture)]; // → [ 36178, 956746 ]
 * ```
 */
export function residualDepths(options: ResidualDepthsOptions = {}): EnumerableSpace<ResidualDepthsArchitecture> {
  const { depths = [1, 2, 3, 4, 5, 6, 7, 8], stages = 3, channels = 8, classes = 10, resolution = 16 } = options;
  checkCounts("residualDepths", { depths, stages, channels, classes, resolution });
  return choiceSpace<Record<never, never>, ResidualDepthsStage>(
    { name: "residual-depths", whole: {}, block: { depth: { sign: "", of: depths } }, depths: [stages] },
    {
      inputShape: [resolution, resolution, 3],
      initialization: options.initialization,
      networkOf: ({ blocks }) =>
        residualNetwork(
          blocks.map(({ depth }) => ({ units: Array.from({ length: depth }, () => ({})) })),
          channels,
          classes,
        ),
    },
  );
}
