import { depthwiseConvolution, type LayerEntry, whole } from "@eznas/engine/layers";
import {
  depthwiseConv2d,
  pad,
  reshape,
  type serialization,
  slice,
  type Tensor,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { initializers, type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { type LayerArgs, onlyInput, type Shape } from "./own-layer.ts";

export interface DilatedDepthwiseConv2DArgs extends LayerArgs {
  /** Height and width of a filter, without the gaps. */
  readonly kernelSize: [height: number, width: number];
  /** From one tap to the next. */
  readonly dilationRate: [down: number, right: number];
  readonly strides: [down: number, right: number];
  readonly padding: "same" | "valid";
  /** Default: Glorot's, as in `depthwiseConv2d` of tf.layers. */
  readonly depthwiseInitializer?: ReturnType<typeof initializers.zeros>;
}

/**
 * A depthwise convolution with gaps between the taps of its filters, without bias.
 *
 * The `depthwiseConv2d` of tf.layers 4.22 ignores its dilation, and tfjs has no gradient of a dilated convolution, nor
 * one with a stride. To load a saved model that has such layers, call
 * `serialization.registerClass(DilatedDepthwiseConv2D)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { DilatedDepthwiseConv2D } from "@eznas/spaces";
 * import { ones, type Tensor } from "@tensorflow/tfjs-core";
 * import { initializers } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const layer = new DilatedDepthwiseConv2D({
 *   kernelSize: [3, 3],
 *   dilationRate: [2, 2],
 *   strides: [1, 1],
 *   padding: "same",
 *   depthwiseInitializer: initializers.ones(),
 * });
 * [...(layer.apply(ones([1, 1, 5, 1])) as Tensor).dataSync()]; // → [ 2, 2, 3, 2, 2 ]
 * layer.dispose();
 * ```
 */
export class DilatedDepthwiseConv2D extends layers.Layer {
  static readonly className = "DilatedDepthwiseConv2D";
  static readonly layerEntry: LayerEntry = {
    parts(view) {
      const { strides, padding, dilationRate: dilation } = view.config<DilatedDepthwiseConv2DArgs>();
      const kernel = view.weight("depthwise_kernel")!;
      return [whole(view, depthwiseConvolution({ kernel, strides, dilation, padding }))];
    },
    example(draw) {
      const stride = draw.integer(1, 2);
      const layer = new DilatedDepthwiseConv2D({
        kernelSize: [draw.integer(1, 3), draw.integer(1, 3)],
        dilationRate: [draw.integer(1, 2), draw.integer(1, 2)],
        strides: [stride, stride],
        padding: "same",
      });
      return { layer, inputs: [draw.image()] };
    },
  };
  private readonly args: DilatedDepthwiseConv2DArgs;
  private kernel: LayerVariable | undefined;

  constructor(args: DilatedDepthwiseConv2DArgs) {
    super(args);
    this.args = args;
  }

  override build(inputShape: Shape | Shape[]): void {
    const { kernelSize, depthwiseInitializer = initializers.glorotNormal({}) } = this.args;
    const channels = (inputShape as Shape)[3]!;
    this.kernel = this.addWeight("depthwise_kernel", [...kernelSize, channels, 1], "float32", depthwiseInitializer);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const { dilationRate, strides, padding } = this.args;
    const x = onlyInput<Tensor4D>(inputs);
    return depthwiseConv2d(x, spread(this.kernel!.read() as Tensor4D, dilationRate), strides, padding);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const { kernelSize, dilationRate, strides, padding } = this.args;
    const [batch, height, width, channels] = inputShape as [number | null, number, number, number];
    const along = (length: number, axis: 0 | 1): number => {
      const cut = padding === "same" ? 0 : (kernelSize[axis] - 1) * dilationRate[axis];
      return Math.ceil((length - cut) / strides[axis]);
    };
    return [batch, along(height, 0), along(width, 1), channels];
  }

  override getConfig(): serialization.ConfigDict {
    const { kernelSize, dilationRate, strides, padding } = this.args;
    return { ...super.getConfig(), kernelSize, dilationRate, strides, padding };
  }
}

/** The filters with zeros between their taps, through which there is a gradient. */
function spread(kernel: Tensor4D, [down, right]: readonly [number, number]): Tensor4D {
  const [height, width, channels] = kernel.shape;
  const apart = pad(reshape(kernel, [height, 1, width, 1, channels]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, right - 1],
    [0, 0],
  ]);
  const whole = reshape(apart, [height * down, width * right, channels, 1]) as Tensor4D;
  return slice(whole, 0, [(height - 1) * down + 1, (width - 1) * right + 1, channels, 1]);
}
