import * as tf from "@tensorflow/tfjs-core";
import type { LayerView } from "../parts/layer-view.ts";
import type { Computation, Part } from "../parts/part.ts";

/** What a convolution or a dense layer is before its activation. */
export interface Linear {
  /** The name of its kernel. */
  readonly kernel: string;
  readonly depthwise?: boolean;
  /** Whether the layer's bias is added here. */
  readonly biased?: boolean;
  /** Of a kernel that is given, without the bias. */
  readonly compute: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
  readonly computation: Computation | undefined;
}

/** A product with the kernel as a part whose kernel can be told apart from the layer's other uses of it. */
export function linearPart(
  view: LayerView,
  { kernel: name, depthwise = false, biased = true, compute, computation }: Linear,
): Part {
  const channelsFirst = view.config().dataFormat === "channelsFirst";
  const variable = view.weight(name)!;
  const bias = biased ? view.weight("bias") : undefined;
  const plus = (y: tf.Tensor): tf.Tensor => {
    if (!bias) return y;
    return tf.add(y, channelsFirst ? tf.reshape(bias.read(), [-1, 1, 1]) : bias.read());
  };
  return {
    className: view.className,
    weight: { variable, depthwise, given: true },
    bias,
    channelsFirst,
    computation,
    run: ([x], kernel = variable.read()) => [plus(compute(x!, kernel))],
  };
}
