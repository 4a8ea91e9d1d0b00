import { type Layers, type Network, type Pooling, pair, type Sliding } from "./layers.ts";

export interface Cost {
  /** Trainable parameters. */
  readonly params: number;
  /** Multiply-accumulates of the convolutions and linear layers, bias included, for one image. */
  readonly flops: number;
}

type Shape = readonly [height: number, width: number, channels: number];

/**
 * What a network costs, counted layer by layer and without building it.
 *
 * @example
 * ```ts
 * import { costOf, type Network } from "@eznas/spaces";
 *
 * const network: Network = (layers, images) =>
 *   layers.linear(layers.globalAveragePool(layers.convolution(images, { filters: 4, size: 3 }, "conv"), "pool"), 2, "linear");
 * costOf(network, [8, 8, 3]); // → { params: 118, flops: 6922 }
 * ```
 */
export function costOf(network: Network, inputShape: Shape): Cost {
  let params = 0;
  let flops = 0;
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
    params += weights;
    flops += weights * rows * columns;
    return [rows, columns, channels];
  };
  const layers: Layers<Shape> = {
    convolution: (x, { filters, ...window }) => convolve(x, window, x[2] * filters, filters),
    depthwise: (x, window) => convolve(x, window, x[2], x[2]),
    batchNorm(x) {
      params += 2 * x[2];
      return x;
    },
    relu: same,
    averagePool: pool,
    maxPool: pool,
    zeros: same,
    shift: ([height, width, channels]) => [height - 1 + (height % 2), width - 1 + (width % 2), channels],
    add: ([first]) => first!,
    concatenate: (xs) => [xs[0]![0], xs[0]![1], xs.reduce((sum, [, , channels]) => sum + channels, 0)],
    globalAveragePool: (x) => [1, 1, x[2]],
    linear(x, units) {
      params += (x[2] + 1) * units;
      flops += (x[2] + 1) * units;
      return [1, 1, units];
    },
  };
  network(layers, inputShape);
  return { params, flops };
}

function pool([height, width, channels]: Shape, { size, stride = 1 }: Pooling): Shape {
  const padding = size % 2 === 1 ? size - 1 : 0;
  const along = (length: number): number => Math.floor((length + padding - size) / stride) + 1;
  return [along(height), along(width), channels];
}
