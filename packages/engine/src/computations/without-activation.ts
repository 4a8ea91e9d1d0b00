import { layers } from "@tensorflow/tfjs-layers";
import type { Layer, LayerView } from "../parts/layer-view.ts";
import type { Computation, Part } from "../parts/part.ts";
import { applied, whole } from "../parts/whole.ts";

/** A layer as tfjs runs it but for its activation, which is a part of its own. */
export function withoutActivation(view: LayerView, computation?: Computation): Part {
  return {
    ...whole(view, computation),
    channelsFirst: view.config().dataFormat === "channelsFirst",
    run: (inputs) => withLinearActivation(view.layer, () => applied(view.layer, inputs)),
  };
}

function withLinearActivation<T>(layer: Layer, body: () => T): T {
  const activated = layer as Layer & { activation: unknown };
  const own = activated.activation;
  activated.activation = (
    layers.activation({ activation: "linear", name: layer.name }) as Layer & { activation: unknown }
  ).activation;
  try {
    return body();
  } finally {
    activated.activation = own;
  }
}
