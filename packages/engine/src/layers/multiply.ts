import { layers } from "@tensorflow/tfjs-layers";
import { alike } from "../computations/alike.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { whole } from "../parts/whole.ts";
import type { Recorded } from "../recording/recorded.ts";
import { type Recording, sameShape, type Value } from "../recording/recording.ts";

export const multiply: LayerEntry = {
  parts: (view) => [whole(view, productOfAll)],
  example(draw) {
    const image = draw.image();
    const factors = [1, 1, image[2]];
    const others = draw.boolean() ? [factors] : Array.from({ length: draw.integer(1, 2) }, () => image);
    return { layer: layers.multiply(), inputs: [image, ...others] };
  },
};

const productOfAll: Computation = {
  jet: "product",
  record(inputs, recording) {
    if (!alike(inputs)) return scaledChannels(inputs, recording);
    return {
      output: inputs.reduce((a, b) => product(a, b, recording)),
      gradient: (dy, recording) => ({
        inputs: inputs.map((_, i) => inputs.reduce((a, b, j) => (i === j ? a : product(a, b, recording)), dy)),
      }),
    };
  },
};

/** An image times a factor for each of its channels. */
function scaledChannels([x, factors, ...others]: readonly Value[], recording: Recording): Recorded | undefined {
  const { shape } = x!;
  if (shape.length !== 4 || others.length > 0) return undefined;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  if (!sameShape(factors!.shape, [batch, 1, 1, channels])) return undefined;
  const pixels = height * width;
  /** Each number of `from` times its channel's factor. */
  const times = (from: Value, recording: Recording): Value => {
    const output = recording.value(shape);
    const [a, b, y] = [from.buffer, factors!.buffer, output.buffer];
    recording.emit([a, b], [y], ({ heap }) => {
      const [source, factor, target] = [a.at / 4, b.at / 4, y.at / 4];
      for (let pixel = 0; pixel < batch * pixels; pixel++) {
        const at = pixel * channels;
        const first = factor + Math.floor(pixel / pixels) * channels;
        for (let c = 0; c < channels; c++) heap[target + at + c] = heap[source + at + c]! * heap[first + c]!;
      }
    });
    return output;
  };
  return {
    output: times(x!, recording),
    gradient(dy, recording) {
      const sums = recording.value(factors!.shape);
      const [a, b, to] = [x!.buffer, dy.buffer, sums.buffer];
      recording.emit([a, b], [to], ({ heap }) => {
        const [values, gradients, target] = [a.at / 4, b.at / 4, to.at / 4];
        heap.fill(0, target, target + to.floats);
        for (let pixel = 0; pixel < batch * pixels; pixel++) {
          const at = pixel * channels;
          const first = target + Math.floor(pixel / pixels) * channels;
          for (let c = 0; c < channels; c++) heap[first + c]! += heap[values + at + c]! * heap[gradients + at + c]!;
        }
      });
      return { inputs: [times(dy, recording), sums] };
    },
  };
}

function product(a: Value, b: Value, recording: Recording): Value {
  const { kernels } = recording;
  const output = recording.value(a.shape);
  const y = output.buffer;
  recording.emit([a.buffer, b.buffer], [y], () => kernels.multiply(a.buffer.at, b.buffer.at, y.at, y.floats));
  return output;
}
