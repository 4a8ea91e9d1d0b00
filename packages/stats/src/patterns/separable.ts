/** Depthwise-separable convolutions: a convolution of every channel by itself, then one of 1×1 over all. */
import { isBatchNorm, isDepthwise, isPointwise, isRelu, isReluOrRelu6 } from "./layer-tests.ts";
import { nameOf } from "./name-of.ts";
import { type Link, type Pattern, pattern } from "./pattern.ts";

export interface SeparableOptions {
  /**
   * Which kernel is T3: the 1×1 one over all channels (default), which has nearly all of
   * the weights, or the depthwise one.
   */
  readonly kernel?: "pointwise" | "depthwise";
  /** Whether a ReLU clipped at 6 counts as a ReLU. */
  readonly relu6?: boolean;
}

/**
 * ReLU-DWConv-PWConv-BatchNorm, the separable convolution of the NDS spaces: T1 is the ReLU's input, T2 the input of
 * the convolution whose kernel is T3, T4 the batch norm's output. A SeparableConv2D is both convolutions. `rcb()` finds
 * these blocks too and takes the depthwise kernel; this pattern finds nothing else.
 *
 * @example
 * ```ts
 * import { separable } from "@eznas/stats";
 *
 * separable().links.map(({ label }) => label).join(" → "); // → 'ReLU → DWConv → PWConv → BatchNorm'
 * [separable().name, separable({ kernel: "depthwise" }).name]; // → [ 'separable', 'separable (depthwise)' ]
 * ```
 */
export function separable({ kernel = "pointwise", relu6 = false }: SeparableOptions = {}): Pattern {
  const chosen: Pick<Link, "input" | "weight"> = { input: "T2", weight: "T3" };
  const depthwise = kernel === "depthwise";
  return pattern(nameOf("separable", depthwise && "depthwise", relu6 && "relu6"), [
    { layer: relu6 ? isReluOrRelu6 : isRelu, label: "ReLU", input: "T1" },
    { layer: isDepthwise, label: "DWConv", ...(depthwise && chosen) },
    { layer: isPointwise, label: "PWConv", ...(!depthwise && chosen) },
    { layer: isBatchNorm, label: "BatchNorm", output: "T4" },
  ]);
}

/**
 * DWConv-BatchNorm-ReLU-PWConv-BatchNorm, the block of MobileNet (its second half in MobileNetV2 and later): T1 is the
 * block's input, T2 the input of the 1×1 convolution, T3 its kernel (or the depthwise one), T4 the last batch norm's
 * output. A ReLU clipped at 6, MobileNet's own, counts unless `relu6` is false. T1G is
 * what flows back through the block.
 *
 * @example
 * ```ts
 * import { mobile } from "@eznas/stats";
 *
 * mobile().links.map(({ label }) => label).join(" → ");
 * // → 'DWConv → BatchNorm → ReLU → PWConv → BatchNorm'
 * ```
 */
export function mobile({ kernel = "pointwise", relu6 = true }: SeparableOptions = {}): Pattern {
  const depthwise = kernel === "depthwise";
  return pattern(nameOf("mobile", depthwise && "depthwise", !relu6 && "relu only"), [
    { layer: isDepthwise, label: "DWConv", input: "T1", ...(depthwise && { weight: "T3" }) },
    { layer: isBatchNorm, label: "BatchNorm" },
    { layer: relu6 ? isReluOrRelu6 : isRelu, label: "ReLU" },
    { layer: isPointwise, label: "PWConv", input: "T2", ...(!depthwise && { weight: "T3" }) },
    { layer: isBatchNorm, label: "BatchNorm", output: "T4" },
  ]);
}
