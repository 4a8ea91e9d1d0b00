import { type LayerEntry, whole, zeros } from "@eznas/engine/layers";
import { type Tensor, zerosLike } from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { onlyInput, type Shape } from "./own-layer.ts";

/**
 * A layer that puts out zeros of its input's shape: the operation `none` of a cell.
 *
 * What feeds it stays in the model's graph and has the gradient zero, not none. Unlike a product with zero it is zero
 * for infinite inputs too. To load a saved model that has such layers, call
 * `serialization.registerClass(ZerosLike)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { ZerosLike } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const zeros = new ZerosLike({ name: "none" }).apply(tensor1d([1, -Infinity]));
 * `${zeros}`; // → 'Tensor\n    [0, 0]'
 * ```
 */
export class ZerosLike extends layers.Layer {
  /** Not `Zeros`, which is an initializer in the registry of saved models. */
  static readonly className = "ZerosLike";
  static readonly layerEntry: LayerEntry = {
    parts: (view) => [whole(view, zeros)],
    example: (draw) => ({ layer: new ZerosLike({}), inputs: [draw.image()] }),
  };

  override call(inputs: Tensor | Tensor[]): Tensor {
    return zerosLike(onlyInput(inputs));
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape;
  }
}
