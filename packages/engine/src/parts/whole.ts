import type * as tf from "@tensorflow/tfjs-core";
import type { Layer, LayerConfig, LayerView } from "./layer-view.ts";
import type { Computation, Part } from "./part.ts";

/** A layer as one part, which tfjs runs as the layer says, in inference mode. */
export function whole(view: LayerView, computation?: Computation): Part {
  const variable = view.weight("kernel") ?? view.weight("depthwise_kernel");
  return {
    className: view.className,
    ...(variable && {
      weight: { variable, depthwise: variable.originalName.endsWith("depthwise_kernel"), given: false },
      bias: view.weight("bias"),
    }),
    channelsFirst: false,
    computation,
    run: (inputs) => applied(view.layer, inputs),
  };
}

/** What a layer makes of tensors, in inference mode. */
export function applied(layer: Layer, inputs: readonly tf.Tensor[]): readonly tf.Tensor[] {
  const outputs = layer.apply([...inputs], { training: false }) as tf.Tensor | tf.Tensor[];
  return Array.isArray(outputs) ? outputs : [outputs];
}

/** The kernels take channels last: the computation, or none for a layer of the other format. */
export function channelsLast(view: LayerView, make: () => Computation): Computation | undefined {
  return view.config<Partial<LayerConfig>>().dataFormat === "channelsFirst" ? undefined : make();
}
