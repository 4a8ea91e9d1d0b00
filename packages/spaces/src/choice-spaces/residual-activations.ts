import type { Initialized } from "../blocks/initialization.ts";
import { type Activation, activations as known } from "../blocks/layers.ts";
import { inStages, residualNetwork } from "../blocks/residual-network.ts";
import { checkCounts } from "../check-counts.ts";
import type { EnumerableSpace } from "../space.ts";
import { type Chain, choiceSpace } from "./choice-space.ts";

/** What the unit ends in. */
export type ResidualActivationsUnit = { readonly activation: Activation };

/** A residual network: the activations of its units. */
export type ResidualActivationsArchitecture = Chain<Record<never, never>, ResidualActivationsUnit>;

export interface ResidualActivationsOptions extends Initialized {
  /** Default: `relu`, `relu6`, `elu`, `swish`, `tanh`, `linear`. */
  readonly activations?: readonly Activation[];
  /** How many units there are, in stages of two at least. Default: 6, in three stages. */
  readonly units?: number;
  /** Channels of the first stage. Default: 8. */
  readonly channels?: number;
  readonly classes?: number;
  /** Height and width of an image. Default: 16. */
  readonly resolution?: number;
}

/**
 * Residual networks that differ in their activations alone, so in neither parameters
 * nor FLOPs: 6⁶ of them, of six units.
 *
 * An architecture is `relu-swish-elu-relu-tanh-relu6`. Throws a RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { residualActivations } from "@eznas/spaces";
 *
 * const space = residualActivations({ activations: ["relu", "swish"] });
 * [space.size, space.params(space.parse("relu-relu-swish-relu-swish-relu"))]; // → [ 64, 19954 ]
 * ```
 */
export function residualActivations(
  options: ResidualActivationsOptions = {},
): EnumerableSpace<ResidualActivationsArchitecture> {
  const { activations = ["relu", "relu6", "elu", "swish", "tanh", "linear"], units = 6, channels = 8 } = options;
  const { classes = 10, resolution = 16, initialization } = options;
  checkCounts("residualActivations", { units, channels, classes, resolution });
  const wrong = activations.find((name, i) => !known.includes(name) || activations.indexOf(name) < i);
  if (wrong !== undefined || activations.length === 0)
    throw new RangeError(
      `residualActivations: activations must be different ones of ${known.join(", ")}, got ${wrong ?? "none"}`,
    );
  return choiceSpace<Record<never, never>, ResidualActivationsUnit>(
    {
      name: "residual-activations",
      whole: {},
      block: { activation: { sign: "", of: activations } },
      depths: [units],
    },
    {
      inputShape: [resolution, resolution, 3],
      initialization,
      loss: "rectified",
      networkOf: ({ blocks }) => residualNetwork(inStages(blocks), channels, classes),
    },
  );
}
