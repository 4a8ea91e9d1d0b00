import { layers } from "@tensorflow/tfjs-layers";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { channelsLast, whole } from "../parts/whole.ts";

export const globalAveragePooling2D: LayerEntry = {
  parts: (view) => [
    whole(
      view,
      channelsLast(view, () => means),
    ),
  ],
  example: (draw) => ({ layer: layers.globalAveragePooling2d({}), inputs: [draw.image()] }),
};

const means: Computation = {
  key: "globalAveragePool",
  jet: "linear",
  record([x], recording) {
    const { shape, buffer } = x!;
    if (shape.length !== 4) return undefined;
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const pixels = height * width;
    const { kernels } = recording;
    const output = recording.value([batch, channels]);
    const y = output.buffer;
    recording.emit([buffer], [y], () => kernels.globalAveragePool(buffer.at, y.at, batch, pixels, channels));
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        recording.emit([dy], [dx], () => kernels.globalAveragePoolGradient(dy.at, dx.at, batch, pixels, channels));
        return { inputs: [input] };
      },
    };
  },
};
