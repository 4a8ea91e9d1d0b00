import { sizeOf } from "@eznas/kernels";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  layers as keras,
  type LayersModel,
  model,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import type { Rng } from "../space.ts";
import { Attention } from "./attention.ts";
import { DilatedDepthwiseConv2D } from "./dilated-depthwise-conv-2d.ts";
import { FirstChannels } from "./first-channels.ts";
import { forgettingNames } from "./given-names.ts";
import { GroupedConv2D } from "./grouped-conv-2d.ts";
import { type Initialization, type WeightDraws, weightDraws } from "./initialization.ts";
import { type Layers, type NetworkDefinition, pair, type Sliding } from "./layers.ts";
import { Positions } from "./positions.ts";
import { SameAveragePooling2D } from "./same-average-pooling-2d.ts";
import { ZerosLike } from "./zeros-like.ts";

export interface BuildOptions {
  readonly name: string;
  /** Height, width and channels of one image. */
  readonly inputShape: readonly [height: number, width: number, channels: number];
  /** What the weights are drawn from, layer by layer in the order of the network's definition. */
  readonly rng: Rng;
  /** Default: `he-fan-out`. */
  readonly initialization?: Initialization | undefined;
}

/**
 * A network as a tfjs model with fresh weights as the initialization says, batch norms with γ = 1, β = 0 and ε = 10⁻⁵.
 *
 * The caller owns the model; `model.dispose()` frees all of it. The current backend holds the weights.
 *
 * @example
 * ```ts
 * import { buildModel, type NetworkDefinition } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 *
 * await useBackend("cpu");
 * const network: NetworkDefinition = (layers, images) => {
 *   const x = layers.relu(layers.convolution(images, { filters: 4, size: 3, stride: 2 }, "conv"), "relu");
 *   return layers.linear(layers.globalAveragePool(x, "pool"), 2, "linear");
 * };
 * const model = buildModel(network, { name: "tiny", inputShape: [8, 8, 3], rng: () => 0.7 });
 * model.countParams(); // → 118
 * model.dispose();
 * ```
 */
export function buildModel(
  network: NetworkDefinition,
  { name, inputShape, rng, initialization = "he-fan-out" }: BuildOptions,
): LayersModel {
  const draws = weightDraws(initialization, rng);
  const inputs = input({ shape: [...inputShape], name: "images" });
  return forgettingNames(model({ inputs, outputs: network(symbolicLayers(draws), inputs), name }));
}

function symbolicLayers(draws: WeightDraws): Layers<SymbolicTensor> {
  // Kernels are [height, width, in, out], depthwise ones [height, width, channel, 1].
  const kernelInitializer = drawn(([height, width, inputs, filters]) => {
    const window = height! * width!;
    return draws.convolution({ fanIn: window * inputs!, fanOut: window * filters! });
  });
  const depthwiseInitializer = drawn(([height, width, channels]) => {
    const window = height! * width!;
    return draws.convolution({ fanIn: window, fanOut: window * channels! });
  });
  const denseInitializer = drawn(([inputs, outputs]) => draws.convolution({ fanIn: inputs!, fanOut: outputs! }));
  const positionInitializer = drawn(() => draws.position());
  const biasOf = (fanIn: number) => {
    const { bias } = draws.linear({ fanIn });
    return bias && { biasInitializer: drawn(() => bias) };
  };
  const apply = (layer: keras.Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor =>
    layer.apply(x) as SymbolicTensor;
  const slide = (x: SymbolicTensor, { size, stride = 1 }: Sliding, name: string, dilation = 1): Slid => {
    const [kernelSize, strides] = [pair(size), pair(stride)];
    // "same" pads a strided convolution more after than before, and by the size of the image.
    if (strides.every((step) => step === 1)) return { from: x, kernelSize, strides, padding: "same" };
    const padding = kernelSize.map((length) => ((length - 1) * dilation) / 2) as [number, number];
    const padded = padding.some((margin) => margin > 0);
    const from = padded ? apply(keras.zeroPadding2d({ padding, name: `${name}_pad` }), x) : x;
    return { from, kernelSize, strides, padding: "valid" };
  };
  // Windows about every second pixel are every second of the windows about all: no padding of tfjs pools them directly.
  const everySecond = (
    x: SymbolicTensor,
    stride: number,
    name: string,
    pool: (name: string) => keras.Layer,
  ): SymbolicTensor => {
    if (stride === 1) return apply(pool(name), x);
    const all = apply(pool(`${name}_all`), x);
    return apply(keras.averagePooling2d({ poolSize: 1, strides: stride, name }), all);
  };

  return {
    convolution(x, { filters, groups = 1, ...window }, name) {
      const { from, ...sliding } = slide(x, window, name);
      const common = { filters, ...sliding, kernelInitializer, name };
      if (groups === 1) return apply(keras.conv2d({ ...common, useBias: false }), from);
      return apply(new GroupedConv2D({ ...common, groups }), from);
    },
    depthwise(x, { dilation = 1, ...window }, name) {
      const { from, ...sliding } = slide(x, window, name, dilation);
      const common = { useBias: false, depthwiseInitializer, name };
      if (dilation === 1) return apply(keras.depthwiseConv2d({ ...sliding, ...common }), from);
      return apply(new DilatedDepthwiseConv2D({ ...sliding, ...common, dilationRate: [dilation, dilation] }), from);
    },
    batchNorm: (x, name) => apply(keras.batchNormalization({ epsilon: 1e-5, momentum: 0.9, name }), x),
    layerNorm: (x, name) => apply(keras.layerNormalization({ epsilon: 1e-5, name }), x),
    relu: (x, name) => apply(keras.reLU({ name }), x),
    activation: (x, activation, name) => apply(keras.activation({ activation, name }), x),
    averagePool(x, { size, stride = 1 }, name) {
      if (!isPadded(size)) return apply(keras.averagePooling2d({ poolSize: size, strides: stride, name }), x);
      return everySecond(x, stride, name, (at) => new SameAveragePooling2D({ poolSize: size, name: at }));
    },
    maxPool(x, { size, stride = 1 }, name) {
      if (!isPadded(size)) return apply(keras.maxPooling2d({ poolSize: size, strides: stride, name }), x);
      return everySecond(x, stride, name, (at) =>
        keras.maxPooling2d({ poolSize: size, strides: 1, padding: "same", name: at }),
      );
    },
    zeros: (x, name) => apply(new ZerosLike({ name }), x),
    shift(x, name) {
      const firsts: [number, number] = [1, 0];
      const lasts = [x.shape[1]!, x.shape[2]!].map((length) => [0, length % 2]) as [Side, Side];
      const padded = lasts.some(([, odd]) => odd);
      const from = padded ? apply(keras.zeroPadding2d({ padding: lasts, name: `${name}_pad` }), x) : x;
      return apply(keras.cropping2D({ cropping: [firsts, firsts], name }), from);
    },
    add(xs, name) {
      // tf.layers 4.22 disposes a tensor too early where a layer takes it twice and another takes it, too.
      const apart = xs.map((x, i) =>
        xs.indexOf(x) < i ? apply(keras.activation({ activation: "linear", name: `${name}_again${i}` }), x) : x,
      );
      return apply(keras.add({ name }), apart);
    },
    concatenate: (xs, name) => apply(keras.concatenate({ name }), [...xs]),
    firstChannels: (x, channels, name) => apply(new FirstChannels({ channels, name }), x),
    scale(x, factors, name) {
      const shaped = apply(keras.reshape({ targetShape: [1, 1, x.shape.at(-1)!], name: `${name}_factors` }), factors);
      return apply(keras.multiply({ name }), [x, shaped]);
    },
    globalAveragePool: (x, name) => apply(keras.globalAveragePooling2d({ name }), x),
    linear(x, units, name) {
      const { kernel, bias } = draws.linear({ fanIn: x.shape.at(-1)! });
      const biases = bias && { biasInitializer: drawn(() => bias) };
      return apply(keras.dense({ units, kernelInitializer: drawn(() => kernel), ...biases, name }), x);
    },
    dense: (x, units, name) =>
      apply(keras.dense({ units, kernelInitializer: denseInitializer, ...biasOf(x.shape.at(-1)!), name }), x),
    patches: (x, { size, filters }, name) =>
      apply(
        keras.conv2d({
          filters,
          kernelSize: size,
          strides: size,
          padding: "valid",
          kernelInitializer,
          ...biasOf(size * size * x.shape.at(-1)!),
          name,
        }),
        x,
      ),
    positions: (x, name) => apply(new Positions({ positionInitializer, name }), x),
    attention: (x, { heads }, name) => apply(new Attention({ heads, name }), x),
  };
}

/** What the layers that slide take, and the value that they take it of. */
interface Slid {
  readonly from: SymbolicTensor;
  readonly kernelSize: [number, number];
  readonly strides: [number, number];
  readonly padding: "same" | "valid";
}

type Side = [before: number, after: number];

const isPadded = (size: number): boolean => size > 1 && size % 2 === 1;

/** tf.layers takes only its own kinds of initializer, so one of them is given another method. */
function drawn(numbersOf: (shape: readonly number[]) => () => number): ReturnType<typeof initializers.zeros> {
  return Object.assign(initializers.zeros(), { apply: (shape: number[]) => draw(shape, numbersOf(shape)) });
}

function draw(shape: readonly number[], next: () => number): Tensor {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = next();
  return tensor(values, [...shape]);
}
