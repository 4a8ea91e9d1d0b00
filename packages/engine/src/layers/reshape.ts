import { sizeOf } from "@eznas/kernels";
import { layers } from "@tensorflow/tfjs-layers";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { channelsLast, whole } from "../parts/whole.ts";
import type { Shape } from "../recording/recording.ts";

export const reshape: LayerEntry = {
  parts: (view) => [whole(view, reshaped(view.config<{ targetShape: Shape }>().targetShape))],
  example(draw) {
    const [height, width, channels] = draw.image();
    const targetShape = draw.of([height * width, channels], [width, height, channels]);
    return { layer: layers.reshape({ targetShape }), inputs: [[height, width, channels]] };
  },
};

export const flatten: LayerEntry = {
  parts: (view) => [
    whole(
      view,
      channelsLast(view, () => reshaped("flat")),
    ),
  ],
  example: (draw) => ({ layer: layers.flatten(), inputs: [draw.image()] }),
};

/** To a shape without the batch: −1 is what is left, `flat` one axis. */
const reshaped = (shape: Shape | "flat"): Computation => ({
  jet: "linear",
  record([x]) {
    const [batch, ...rest] = x!.shape as [number, ...number[]];
    const size = sizeOf(rest);
    const target: Shape =
      shape === "flat" ? [size] : shape.map((length) => (length < 0 ? size / -sizeOf(shape) : length));
    if (sizeOf(target) !== size) return undefined;
    return {
      output: { ...x!, shape: [batch, ...target] },
      gradient: (dy) => ({ inputs: [{ ...dy, shape: x!.shape }] }),
    };
  },
});
