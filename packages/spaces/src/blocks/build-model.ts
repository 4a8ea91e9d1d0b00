import { standardNormal } from "@eznas/kernels";
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
import type { Layers, Network } from "./layers.ts";
import { SameAveragePooling2D } from "./same-average-pooling-2d.ts";
import { ZerosLike } from "./zeros-like.ts";

export interface BuildOptions {
  readonly name: string;
  /** Height, width and channels of one image. */
  readonly inputShape: readonly [height: number, width: number, channels: number];
  /** What the weights are drawn from, layer by layer in the order of the network's definition. */
  readonly rng: Rng;
}

/**
 * A network as a tfjs model with fresh weights: convolutions from N(0, 2 / (filters · size²)), linear layers from N(0, 0.01²)
 * with bias 0, batch norms with γ = 1, β = 0 and ε = 10⁻⁵.
 *
 * The caller owns the model; `model.dispose()` frees all of it. The current backend holds the weights.
 *
 * @example
 * ```ts
 * import { buildModel, type Network } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 *
 * await useBackend("cpu");
 * const network: Network = (layers, images) => {
 *   const x = layers.relu(layers.convolution(images, { filters: 4, size: 3, stride: 2 }, "conv"), "relu");
 *   return layers.linear(layers.globalAveragePool(x, "pool"), 2, "linear");
 * };
 * const model = buildModel(network, { name: "tiny", inputShape: [8, 8, 3], rng: () => 0.7 });
 * model.countParams(); // → 118
 * model.dispose();
 * ```
 */
export function buildModel(network: Network, { name, inputShape, rng }: BuildOptions): LayersModel {
  const inputs = input({ shape: [...inputShape], name: "images" });
  return model({ inputs, outputs: network(symbolicLayers(rng), inputs), name });
}

function symbolicLayers(rng: Rng): Layers<SymbolicTensor> {
  const normal = standardNormal(rng);
  // tf.layers takes only its own kinds of initializer, so one of them is given another method.
  const gaussian = (deviation: (shape: readonly number[]) => number): ReturnType<typeof initializers.zeros> =>
    Object.assign(initializers.zeros(), { apply: (shape: number[]) => draw(shape, deviation(shape), normal) });
  // Kernels are [height, width, in, out].
  const fanOut = gaussian(([height, width, , out]) => Math.sqrt(2 / (height! * width! * out!)));
  const small = gaussian(() => 0.01);
  const apply = (layer: keras.Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor =>
    layer.apply(x) as SymbolicTensor;

  return {
    convolution(x, { filters, size, stride = 1 }, name) {
      // "same" pads a strided convolution more after than before, and by the size of the image.
      const padded = stride > 1 && size > 1;
      const from = padded ? apply(keras.zeroPadding2d({ padding: (size - 1) / 2, name: `${name}_pad` }), x) : x;
      const convolution = keras.conv2d({
        filters,
        kernelSize: size,
        strides: stride,
        padding: padded ? "valid" : "same",
        useBias: false,
        kernelInitializer: fanOut,
        name,
      });
      return apply(convolution, from);
    },
    batchNorm: (x, name) => apply(keras.batchNormalization({ epsilon: 1e-5, momentum: 0.9, name }), x),
    relu: (x, name) => apply(keras.reLU({ name }), x),
    averagePool: (x, { size, stride = 1 }, name) =>
      apply(
        stride === 1
          ? new SameAveragePooling2D({ poolSize: size, name })
          : keras.averagePooling2d({ poolSize: size, strides: stride, name }),
        x,
      ),
    zeros: (x, name) => apply(new ZerosLike({ name }), x),
    add: (xs, name) => apply(keras.add({ name }), [...xs]),
    globalAveragePool: (x, name) => apply(keras.globalAveragePooling2d({ name }), x),
    linear: (x, units, name) => apply(keras.dense({ units, kernelInitializer: small, name }), x),
  };
}

function draw(shape: readonly number[], deviation: number, normal: () => number): Tensor {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < values.length; i++) values[i] = deviation * normal();
  return tensor(values, [...shape]);
}
