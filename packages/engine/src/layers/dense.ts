import { type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { weightGradients } from "../computations/weight-gradients.ts";
import { withActivation } from "../computations/with-activation.ts";
import { withoutActivation } from "../computations/without-activation.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";

export const dense: LayerEntry = {
  parts(view) {
    const [kernel, bias] = [view.weight("kernel")!, view.weight("bias")];
    return withActivation(view, [withoutActivation(view, product(kernel, bias))]);
  },
  example: (draw) => ({
    layer: layers.dense({
      units: draw.of(1, 3, 8),
      useBias: draw.boolean(),
      activation: draw.of("linear", "relu", "softmax") as "relu",
    }),
    inputs: [draw.image().slice(draw.integer(0, 2))],
  }),
};

/** A product over the last axis; the kernel is [in, out]. */
const product = (kernel: LayerVariable, bias: LayerVariable | undefined): Computation => ({
  jet: "bilinear",
  record([x], recording) {
    const { shape, buffer } = x!;
    const [inputs, outputs] = kernel.shape as [number, number];
    if (shape.length < 2 || shape.at(-1) !== inputs) return undefined;
    const rows = buffer.floats / inputs;
    const { kernels, scratch } = recording;
    const w = recording.weight(kernel);
    const output = recording.value([...shape.slice(0, -1), outputs]);
    const y = output.buffer;
    recording.emit([buffer, w], [y], () => kernels.gemm(buffer.at, w.at, y.at, rows, inputs, outputs));
    if (bias) {
      const values = recording.weight(bias);
      recording.emit([y, values], [y], () => kernels.addBias(y.at, values.at, y.at, rows, outputs));
    }
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        const dw = recording.buffer(w.floats);
        const turned = w.floats * 4;
        recording.emit(
          [dy, w],
          [dx],
          () => kernels.gemmTransposedB(dy.at, w.at, dx.at, rows, outputs, inputs, scratch),
          turned,
        );
        recording.emit([buffer, dy], [dw], () =>
          kernels.gemmTransposedA(buffer.at, dy.at, dw.at, inputs, rows, outputs),
        );
        return { inputs: [input], kernel: dw, weights: weightGradients(kernel, dw, bias, dy, rows, recording) };
      },
    };
  },
});
