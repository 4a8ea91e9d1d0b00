import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Computation } from "../parts/part.ts";

/** A sample is one row, to which a bias of its length is added. */
export const positions = (embedding: LayerVariable): Computation => ({
  // A sum with a constant.
  jet: ([x]) => x!,
  record([x], recording) {
    const { shape, buffer } = x!;
    const batch = shape[0]!;
    const length = buffer.floats / batch;
    const values = recording.weight(embedding);
    if (values.floats !== length) return undefined;
    const { kernels } = recording;
    const output = recording.value(shape);
    const y = output.buffer;
    recording.emit([buffer, values], [y], () => kernels.addBias(buffer.at, values.at, y.at, batch, length));
    return {
      output,
      gradient(dy, recording) {
        const gradient = recording.buffer(length);
        recording.emit([dy.buffer], [gradient], () => kernels.channelSums(dy.buffer.at, gradient.at, batch, length, 1));
        return { inputs: [dy], weights: [[embedding, gradient]] };
      },
    };
  },
});
