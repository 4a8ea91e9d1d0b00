import { layers } from "@tensorflow/tfjs-layers";
import type { LayerView } from "../parts/layer-view.ts";
import type { Part } from "../parts/part.ts";
import { activationPart } from "./activation-part.ts";

/** Parts with the activation that their layer applies last, so that the tensor before it can be seen. */
export function withActivation(view: LayerView, linear: readonly Part[]): readonly Part[] {
  const { activation = "linear" } = view.config();
  if (activation === "linear") return linear;
  const own = layers.activation({ activation: activation as "relu", name: view.layer.name });
  return [...linear, activationPart(activation, own)];
}
