import { layers } from "@tensorflow/tfjs-layers";
import { convolution, depthwiseConvolution } from "../computations/convolution.ts";
import { linearPart } from "../computations/linear-part.ts";
import { tapeConvolution, tapeDepthwiseConvolution } from "../computations/tape-convolution.ts";
import { withActivation } from "../computations/with-activation.ts";
import { drawSliding } from "../parts/draw-sliding.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { channelsLast } from "../parts/whole.ts";

/** A depthwise convolution and one of 1 × 1. */
export const separableConv2D: LayerEntry = {
  parts(view) {
    const config = view.config();
    const { strides, padding, dilationRate: dilation, dataFormat } = config;
    const depthwiseKernel = view.weight("depthwise_kernel")!;
    const depthwise = linearPart(view, {
      kernel: "depthwise_kernel",
      depthwise: true,
      biased: false,
      compute: tapeDepthwiseConvolution(config),
      computation: channelsLast(view, () =>
        depthwiseConvolution({ kernel: depthwiseKernel, strides, dilation, padding }),
      ),
    });
    const [kernel, bias] = [view.weight("pointwise_kernel")!, view.weight("bias")];
    const pointwise = linearPart(view, {
      kernel: "pointwise_kernel",
      compute: tapeConvolution({ strides: [1, 1], padding: "valid", dataFormat, dilationRate: [1, 1] }),
      computation: channelsLast(view, () =>
        convolution({ kernel, bias, strides: [1, 1], dilation: [1, 1], padding: "valid" }),
      ),
    });
    return withActivation(view, [depthwise, pointwise]);
  },
  example: (draw) => ({
    layer: layers.separableConv2d({
      ...drawSliding(draw),
      filters: draw.of(1, 3, 8),
      depthMultiplier: draw.integer(1, 2),
    }),
    inputs: [draw.image()],
  }),
};
