import type { Initialized } from "../blocks/initialization.ts";
import { inStages, residualNetwork } from "../blocks/residual-network.ts";
import { type Norm, norms } from "../blocks/residual-unit.ts";
import { checkCounts } from "../check-counts.ts";
import type { EnumerableSpace } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** What stands behind the unit's convolution: a batch norm, a layer norm over the channels, or nothing. */
export type ResidualNormsUnit = { readonly norm: Norm };

/** A residual network: the norms of its units. */
export type ResidualNormsArchitecture = Chain<Record<never, never>, ResidualNormsUnit>;

export interface ResidualNormsOptions extends Initialized {
  /** How many units there are, in stages of two at least. Default: 6, in three stages. */
  readonly units?: number;
  /** Channels of the first stage. Default: 8. */
  readonly channels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * Residual networks that differ in how they normalize alone: 729 of them, of six units with
 * a batch norm, a layer norm or none.
 *
 * An architecture is `batch-layer-none-batch-batch-none`. Throws a RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { residualNorms } from "@eznas/spaces";
 *
 * const space = residualNorms();
 * [space.size, space.params(space.parse("batch-layer-none-batch-batch-none"))]; // → [ 729, 19826 ]
 * ```
 */
export function residualNorms(options: ResidualNormsOptions = {}): EnumerableSpace<ResidualNormsArchitecture> {
  const { units = 6, channels = 8, classes = 10, resolution = 16, initialization } = options;
  checkCounts("residualNorms", { units, channels, classes, resolution });
  return choiceSpace<Record<never, never>, ResidualNormsUnit>(
    { name: "residual-norms", whole: {}, block: { norm: { sign: "", of: norms } }, depths: [units] },
    {
      inputShape: [resolution, resolution, 3],
      initialization,
      networkOf: ({ blocks }) => residualNetwork(inStages(blocks), channels, classes),
    },
  );
}
