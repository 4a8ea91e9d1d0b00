import * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "../parts/layer-view.ts";
import type { Computation, Part } from "../parts/part.ts";
import { applied } from "../parts/whole.ts";
import { elementwise } from "./elementwise.ts";
import { identity } from "./identity.ts";
import { softmax } from "./softmax.ts";

/** The activation of that name as a part, which `layer` computes alone. */
export const activationPart = (activation: string, layer: Layer, axis = -1): Part => ({
  className: "Activation",
  activation,
  channelsFirst: false,
  ...(activation === "softmax" && { centers: (axes: number) => [(axis + axes) % axes] }),
  computation: computationOf(activation, axis),
  run: activation === "relu" ? ([x]) => [tf.relu(x!)] : (inputs) => applied(layer, inputs),
});

function computationOf(activation: string, axis: number): Computation | undefined {
  if (activation === "linear") return identity;
  if (activation !== "softmax") return elementwise(activation);
  return axis === -1 ? softmax : undefined;
}
