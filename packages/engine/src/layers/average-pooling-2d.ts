import type * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { averagePoolSame } from "../computations/average-pool-same.ts";
import { averagePooling } from "../computations/pooling.ts";
import { inFormat } from "../computations/tape-convolution.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { channelsLast, whole } from "../parts/whole.ts";

export const averagePooling2D: LayerEntry = {
  parts(view) {
    const { poolSize, strides, padding, dataFormat } = view.config();
    const part = whole(
      view,
      channelsLast(view, () => averagePooling({ size: poolSize, strides, padding })),
    );
    if (padding !== "same") return [part];
    const size = poolSize as [number, number];
    const pool = inFormat<undefined>(dataFormat, (x) => averagePoolSame(x as tf.Tensor4D, size, strides));
    return [{ ...part, run: ([x]) => [pool(x!, undefined)] }];
  },
  example: (draw) => ({
    layer: layers.averagePooling2d({
      poolSize: draw.integer(1, 3),
      strides: draw.integer(1, 2),
      padding: draw.of("same", "valid"),
    }),
    inputs: [draw.image()],
  }),
};
