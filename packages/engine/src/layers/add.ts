import * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { alike } from "../computations/alike.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { applied } from "../parts/whole.ts";
import { sumOf } from "../recording/sum.ts";

/** By tfjs in one operation, where tf.layers takes one for every term and one more. */
export const add: LayerEntry = {
  parts: (view) => [
    {
      className: view.className,
      channelsFirst: false,
      computation: sum,
      run(inputs) {
        const [first] = inputs;
        const alike = inputs.every(({ shape }) => tf.util.arraysEqual(shape, first!.shape));
        return alike ? [tf.addN([...inputs])] : applied(view.layer, inputs);
      },
    },
  ],
  example(draw) {
    const image = draw.image();
    return { layer: layers.add(), inputs: Array.from({ length: draw.integer(2, 3) }, () => image) };
  },
};

const sum: Computation = {
  jet: "linear",
  record(inputs, recording) {
    if (!alike(inputs)) return undefined;
    const terms = inputs.filter(({ zero }) => !zero);
    return {
      output: terms.length > 0 ? sumOf(terms, recording) : inputs[0]!,
      gradient: (dy) => ({ inputs: inputs.map(() => dy) }),
    };
  },
};
