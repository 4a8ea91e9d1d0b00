/** What layers of one's own have in common. */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";

export type LayerArgs = NonNullable<ConstructorParameters<typeof layers.Layer>[0]>;

/** Lengths with the batch first; null where the model leaves one open. */
export type Shape = (number | null)[];

/** What a layer of one input is called on: tf.layers gives it alone or in a list. */
export const onlyInput = <T extends Tensor>(inputs: Tensor | Tensor[]): T =>
  (Array.isArray(inputs) ? inputs[0]! : inputs) as T;
