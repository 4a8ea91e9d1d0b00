import { type Layers, type NetworkDefinition, type PoolingShape, pair, type Sliding } from "./layers.ts";

export interface Cost {
  /** Trainable parameters. */
  readonly params: number;
  /**
   * Multiply-accumulates of the convolutions, linear layers (bias included) and of
   * attention's two products, for one image.
   */
  readonly flops: number;
}

type Shape = readonly [height: number, width: number, channels: number];

/**
 * What a network costs, counted layer by layer and without building it.
 *
 * @example
 * ```ts
 * import { costOf, type NetworkDefinition } from "@eznas/spaces";
 *
 * const network: NetworkDefinition = (layers, images) => {
 *   const maps = layers.convolution(images, { filters: 4, size: 3 }, "conv");
 *   return layers.linear(layers.globalAveragePool(maps, "pool"), 2, "linear");
 * };
 * costOf(network, [8, 8, 3]); // → { params: 118, flops: 6922 }
 * ```
 */
export function costOf(network: NetworkDefinition, inputShape: Shape): Cost {
  const { params, flops } = countsOf(network, inputShape);
  return { params, flops };
}

/**
 * How many convolutions and linear layers a network has, counted without building it; a separable convolution is two.
 *
 * @example
 * ```ts
 * import { layersOf, type NetworkDefinition } from "@eznas/spaces";
 *
 * const network: NetworkDefinition = (layers, images) => {
 *   const maps = layers.convolution(images, { filters: 4, size: 3 }, "conv");
 *   return layers.linear(layers.globalAveragePool(maps, "pool"), 2, "linear");
 * };
 * layersOf(network, [8, 8, 3]); // → 2
 * ```
 */
export function layersOf(network: NetworkDefinition, inputShape: Shape): number {
  return countsOf(network, inputShape).kernels;
}

function countsOf(network: NetworkDefinition, inputShape: Shape): Cost & { readonly kernels: number } {
  let params = 0;
  let flops = 0;
  let kernels = 0;
  const same = (x: Shape): Shape => x;
  const convolve = (
    [height, width]: Shape,
    { size, stride = 1 }: Sliding,
    filters: number,
    channels: number,
  ): Shape => {
    const [[tall, wide], [down, right]] = [pair(size), pair(stride)];
    const [rows, columns] = [Math.ceil(height / down), Math.ceil(width / right)];
    const weights = tall * wide * filters;
    kernels++;
    params += weights;
    flops += weights * rows * columns;
    return [rows, columns, channels];
  };
  const normalize = (x: Shape): Shape => {
    params += 2 * x[2];
    return x;
  };
  const dense = ([height, width, channels]: Shape, units: number): Shape => {
    kernels++;
    params += (channels + 1) * units;
    flops += (channels + 1) * units * height * width;
    return [height, width, units];
  };
  const layers: Layers<Shape> = {
    convolution: (x, { filters, groups = 1, ...window }) => convolve(x, window, (x[2] / groups) * filters, filters),
    depthwise: (x, window) => convolve(x, window, x[2], x[2]),
    batchNorm: normalize,
    layerNorm: normalize,
    relu: same,
    activation: same,
    averagePool: pool,
    maxPool: pool,
    zeros: same,
    shift: ([height, width, channels]) => [height - 1 + (height % 2), width - 1 + (width % 2), channels],
    add: ([first]) => first!,
    concatenate: (xs) => [xs[0]![0], xs[0]![1], xs.reduce((sum, [, , channels]) => sum + channels, 0)],
    firstChannels: ([height, width], count) => [height, width, count],
    scale: same,
    globalAveragePool: (x) => [1, 1, x[2]],
    linear: dense,
    dense,
    patches([height, width, channels], { size, filters }) {
      const [rows, columns] = [height / size, width / size];
      const weights = size * size * channels * filters + filters;
      kernels++;
      params += weights;
      flops += weights * rows * columns;
      return [rows, columns, filters];
    },
    positions(x) {
      params += x[0] * x[1] * x[2];
      return x;
    },
    attention([height, width, channels]) {
      const [tokens, dimensions] = [height * width, channels / 3];
      flops += 2 * tokens * tokens * dimensions;
      return [height, width, dimensions];
    },
  };
  network(layers, inputShape);
  return { params, flops, kernels };
}

function pool([height, width, channels]: Shape, { size, stride = 1 }: PoolingShape): Shape {
  const padding = size % 2 === 1 ? size - 1 : 0;
  const along = (length: number): number => Math.floor((length + padding - size) / stride) + 1;
  return [along(height), along(width), channels];
}
