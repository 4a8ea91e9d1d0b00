import { attention, type LayerEntry, whole } from "@eznas/engine/layers";
import { sizeOf } from "@eznas/kernels";
import {
  matMul,
  mul,
  reshape,
  type serialization,
  softmax,
  split,
  type Tensor,
  transpose,
} from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { type LayerArgs, onlyInput, type Shape } from "./own-layer.ts";

export interface AttentionArgs extends LayerArgs {
  /** Divides a third of the channels. */
  readonly heads: number;
}

/**
 * Scaled dot-product attention of several heads, softmax(QKᵀ/√d)·V, without weights: its inputs' channels are queries,
 * keys and values, a third each, and of each third a head's stand next to each other; every axis between
 * batch and channels is one of places.
 *
 * With a dense layer before it and one behind it is a transformer's self-attention. These layers stay by themselves, so
 * that what reads a network finds their kernels. Throws a RangeError for heads that do not divide a third of the
 * channels. To load a saved model that has such layers, call
 * `serialization.registerClass(Attention)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { Attention } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 * import { tensor3d, type Tensor } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const alike = tensor3d([[[0, 0, 1], [0, 0, 3]]]); // two places; the queries and keys are zero
 * [...(new Attention({ heads: 1, name: "attention" }).apply(alike) as Tensor).dataSync()]; // → [ 2, 2 ]
 * ```
 */
export class Attention extends layers.Layer {
  static readonly className = "Attention";
  static readonly layerEntry: LayerEntry = {
    parts: (view) => [whole(view, attention(view.config<AttentionArgs>().heads))],
    example(draw) {
      const heads = draw.integer(1, 2);
      const channels = 3 * heads * draw.integer(1, 3);
      return { layer: new Attention({ heads }), inputs: [[draw.integer(2, 6), channels]] };
    },
  };
  private readonly heads: number;

  constructor(args: AttentionArgs) {
    super(args);
    this.heads = args.heads;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const x = onlyInput(inputs);
    const [batch, ...places] = x.shape.slice(0, -1);
    const tokens = sizeOf(places);
    const dimensions = x.shape.at(-1)! / 3;
    const of = dimensions / this.heads;
    const [queries, keys, values] = split(reshape(x, [batch!, tokens, 3 * dimensions]), 3, 2).map((third) =>
      transpose(reshape(third, [batch!, tokens, this.heads, of]), [0, 2, 1, 3]),
    ) as [Tensor, Tensor, Tensor];
    const weights = softmax(mul(matMul(queries, keys, false, true), 1 / Math.sqrt(of)));
    return reshape(transpose(matMul(weights, values), [0, 2, 1, 3]), [batch!, ...places, dimensions]);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    const channels = inputShape.at(-1)!;
    if (!(Number.isInteger(this.heads) && this.heads >= 1 && channels % (3 * this.heads) === 0))
      throw new RangeError(
        `Attention: heads must divide a third of the channels, got ${this.heads} heads and ${channels} channels`,
      );
    return [...inputShape.slice(0, -1), channels / 3];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), heads: this.heads };
  }
}
