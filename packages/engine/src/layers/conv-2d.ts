import { layers } from "@tensorflow/tfjs-layers";
import { convolution } from "../computations/convolution.ts";
import { linearPart } from "../computations/linear-part.ts";
import { tapeConvolution } from "../computations/tape-convolution.ts";
import { withActivation } from "../computations/with-activation.ts";
import { drawSliding } from "../parts/draw-sliding.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { channelsLast } from "../parts/whole.ts";

export const conv2D: LayerEntry = {
  parts(view) {
    const config = view.config();
    const { strides, padding, dilationRate: dilation } = config;
    const [kernel, bias] = [view.weight("kernel")!, view.weight("bias")];
    const linear = linearPart(view, {
      kernel: "kernel",
      compute: tapeConvolution(config),
      computation: channelsLast(view, () => convolution({ kernel, bias, strides, dilation, padding })),
    });
    return withActivation(view, [linear]);
  },
  example: (draw) => ({
    layer: layers.conv2d({ ...drawSliding(draw), filters: draw.of(1, 3, 8, 12) }),
    inputs: [draw.image()],
  }),
};
