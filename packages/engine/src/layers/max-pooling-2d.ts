import { layers } from "@tensorflow/tfjs-layers";
import { maxPooling } from "../computations/pooling.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { channelsLast, whole } from "../parts/whole.ts";

export const maxPooling2D: LayerEntry = {
  parts(view) {
    const { poolSize, strides, padding } = view.config();
    return [
      whole(
        view,
        channelsLast(view, () => maxPooling({ size: poolSize, strides, padding })),
      ),
    ];
  },
  example: (draw) => ({
    layer: layers.maxPooling2d({
      poolSize: draw.integer(1, 3),
      strides: draw.integer(1, 2),
      padding: draw.of("same", "valid"),
    }),
    inputs: [draw.image()],
  }),
};
