import { firstChannels, type LayerEntry, whole } from "@eznas/engine/layers";
import { type serialization, slice, type Tensor } from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { type LayerArgs, onlyInput, type Shape } from "./own-layer.ts";

export interface FirstChannelsArgs extends LayerArgs {
  readonly channels: number;
}

/**
 * The first channels of a value, whose other axes stay: what NAS-Bench-101 does where a
 * vertex has more channels than the next.
 *
 * Throws a RangeError for more channels than there are. To load a saved model that has such layers, call
 * `serialization.registerClass(FirstChannels)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { FirstChannels } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 * import { tensor2d, type Tensor } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const first = new FirstChannels({ channels: 2, name: "first" });
 * [...(first.apply(tensor2d([[1, 2, 3], [4, 5, 6]])) as Tensor).dataSync()]; // → [ 1, 2, 4, 5 ]
 * ```
 */
export class FirstChannels extends layers.Layer {
  static readonly className = "FirstChannels";
  static readonly layerEntry: LayerEntry = {
    parts: (view) => [whole(view, firstChannels(view.config<FirstChannelsArgs>().channels))],
    example(draw) {
      const [height, width, channels] = draw.image();
      return {
        layer: new FirstChannels({ channels: draw.integer(1, channels) }),
        inputs: [[height, width, channels]],
      };
    },
  };
  private readonly channels: number;

  constructor(args: FirstChannelsArgs) {
    super(args);
    this.channels = args.channels;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const x = onlyInput(inputs);
    return slice(
      x,
      x.shape.map(() => 0),
      [...x.shape.slice(0, -1), this.channels],
    );
  }

  override computeOutputShape(inputShape: Shape): Shape {
    const there = inputShape.at(-1)!;
    if (!(Number.isInteger(this.channels) && this.channels >= 1 && this.channels <= there))
      throw new RangeError(`FirstChannels: channels must be a whole number from 1 to ${there}, got ${this.channels}`);
    return [...inputShape.slice(0, -1), this.channels];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), channels: this.channels };
  }
}
