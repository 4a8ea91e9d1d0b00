import { layers } from "@tensorflow/tfjs-layers";
import { activationPart } from "../computations/activation-part.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";

/** Those that the kernels have, among tf.layers' own. */
const names = [
  "relu",
  "relu6",
  "tanh",
  "sigmoid",
  "softplus",
  "softsign",
  "elu",
  "selu",
  "swish",
  "gelu",
  "gelu_new",
  "softmax",
  "linear",
];

export const activation: LayerEntry = {
  parts: (view) => [activationPart(view.config().activation ?? "linear", view.layer)],
  example: (draw) => ({
    layer: layers.activation({ activation: draw.of(...names) as "relu" }),
    inputs: [draw.image()],
  }),
};

export const reLU: LayerEntry = {
  parts(view) {
    const { maxValue } = view.config();
    return [activationPart(maxValue === undefined || maxValue === null ? "relu" : `relu${maxValue}`, view.layer)];
  },
  example: (draw) => ({
    layer: layers.reLU(draw.boolean() ? { maxValue: draw.integer(1, 6) } : {}),
    inputs: [draw.image()],
  }),
};

/** Another axis than the last is tfjs's. */
export const softmax: LayerEntry = {
  parts: (view) => [activationPart("softmax", view.layer, (view.config().axis as number | undefined) ?? -1)],
  example: (draw) => ({ layer: layers.softmax({ axis: -1 }), inputs: [draw.image()] }),
};
