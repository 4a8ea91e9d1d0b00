import { groupedConvolution, type LayerEntry, whole } from "@eznas/engine/layers";
import { concat, conv2d, type serialization, split, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { initializers, type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { type LayerArgs, onlyInput, type Shape } from "./own-layer.ts";

export interface GroupedConv2DArgs extends LayerArgs {
  readonly filters: number;
  /** Divides the channels and the filters. */
  readonly groups: number;
  readonly kernelSize: [height: number, width: number];
  readonly strides: [down: number, right: number];
  readonly padding: "same" | "valid";
  /** Default: Glorot's, as in `conv2d` of tf.layers. */
  readonly kernelInitializer?: ReturnType<typeof initializers.zeros>;
}

/**
 * A convolution of each group of channels by itself, without bias: what ResNeXt and RegNet
 * have in the middle of a bottleneck.
 *
 * The kernel is [height, width, channels / groups, filters], and the filters of one group stand next to each other, as
 * PyTorch has it. tf.layers 4.22 has no such layer. Throws a RangeError for groups that do not divide channels and
 * filters. To load a saved model that has such layers, call
 * `serialization.registerClass(GroupedConv2D)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { GroupedConv2D } from "@eznas/spaces";
 * import { type Tensor, tensor4d } from "@tensorflow/tfjs-core";
 * import { initializers } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const layer = new GroupedConv2D({
 *   filters: 2,
 *   groups: 2,
 *   kernelSize: [1, 1],
 *   strides: [1, 1],
 *   padding: "same",
 *   kernelInitializer: initializers.ones(),
 * });
 * [...(layer.apply(tensor4d([1, 2, 30, 40], [1, 1, 1, 4])) as Tensor).dataSync()]; // → [ 3, 70 ]
 * layer.dispose();
 * ```
 */
export class GroupedConv2D extends layers.Layer {
  static readonly className = "GroupedConv2D";
  static readonly layerEntry: LayerEntry = {
    parts(view) {
      const { strides, padding, groups } = view.config<Required<GroupedConv2DArgs>>();
      const kernel = view.weight("kernel")!;
      return [whole(view, groupedConvolution({ kernel, groups, strides, padding, dilation: [1, 1] }))];
    },
    example(draw) {
      const groups = draw.integer(1, 3);
      const stride = draw.integer(1, 2);
      const [height, width] = draw.image();
      const layer = new GroupedConv2D({
        groups,
        filters: groups * draw.integer(1, 3),
        kernelSize: [draw.integer(1, 3), draw.integer(1, 3)],
        strides: [stride, stride],
        padding: draw.of("same", "valid"),
      });
      return { layer, inputs: [[height, width, groups * draw.integer(1, 3)]] };
    },
  };
  private readonly args: GroupedConv2DArgs;
  private kernel: LayerVariable | undefined;

  constructor(args: GroupedConv2DArgs) {
    super(args);
    this.args = args;
  }

  override build(inputShape: Shape | Shape[]): void {
    const { filters, groups, kernelSize, kernelInitializer = initializers.glorotNormal({}) } = this.args;
    const channels = (inputShape as Shape)[3]!;
    if (!(Number.isInteger(groups) && groups >= 1 && channels % groups === 0 && filters % groups === 0))
      throw new RangeError(
        `GroupedConv2D: groups must divide the channels and the filters, got ${groups} groups, ` +
          `${channels} channels and ${filters} filters`,
      );
    const shape = [...kernelSize, channels / groups, filters];
    this.kernel = this.addWeight("kernel", shape, "float32", kernelInitializer);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const { groups, strides, padding } = this.args;
    const x = onlyInput<Tensor4D>(inputs);
    // tfjs 4.22 has no gradient of a split into one part.
    if (groups === 1) return conv2d(x, this.kernel!.read() as Tensor4D, strides, padding);
    const kernels = split(this.kernel!.read(), groups, 3) as Tensor4D[];
    return concat(
      split(x, groups, 3).map((part, i) => conv2d(part as Tensor4D, kernels[i]!, strides, padding)),
      3,
    );
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const { filters, kernelSize, strides, padding } = this.args;
    const [batch, height, width] = inputShape as [number | null, number, number, number];
    const along = (length: number, axis: 0 | 1): number =>
      Math.ceil((padding === "same" ? length : length - kernelSize[axis] + 1) / strides[axis]);
    return [batch, along(height, 0), along(width, 1), filters];
  }

  override getConfig(): serialization.ConfigDict {
    const { filters, groups, kernelSize, strides, padding } = this.args;
    return { ...super.getConfig(), filters, groups, kernelSize, strides, padding };
  }
}
