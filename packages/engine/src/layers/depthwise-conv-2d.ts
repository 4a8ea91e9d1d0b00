import { layers } from "@tensorflow/tfjs-layers";
import { depthwiseConvolution } from "../computations/convolution.ts";
import { linearPart } from "../computations/linear-part.ts";
import { tapeDepthwiseConvolution } from "../computations/tape-convolution.ts";
import { withActivation } from "../computations/with-activation.ts";
import { drawSliding } from "../parts/draw-sliding.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { channelsLast } from "../parts/whole.ts";

/** The layer of tfjs 4.22 ignores its dilation rate. */
export const depthwiseConv2D: LayerEntry = {
  parts(view) {
    const { strides, padding, dataFormat } = view.config();
    const [kernel, bias] = [view.weight("depthwise_kernel")!, view.weight("bias")];
    const linear = linearPart(view, {
      kernel: "depthwise_kernel",
      depthwise: true,
      compute: tapeDepthwiseConvolution({ strides, padding, dataFormat, dilationRate: [1, 1] }),
      computation: channelsLast(view, () => depthwiseConvolution({ kernel, bias, strides, dilation: [1, 1], padding })),
    });
    return withActivation(view, [linear]);
  },
  example: (draw) => ({
    layer: layers.depthwiseConv2d({ ...drawSliding(draw), depthMultiplier: draw.integer(1, 2) }),
    inputs: [draw.image()],
  }),
};
