import type { Layers, Network } from "./layers.ts";

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
  const strided = ([height, width]: Shape, stride: number): [number, number] => [height / stride, width / stride];
  const same = (x: Shape): Shape => x;
  const layers: Layers<Shape> = {
    convolution(x, { filters, size, stride = 1 }) {
      const [height, width] = strided(x, stride).map(Math.ceil) as [number, number];
      const weights = size * size * x[2] * filters;
      params += weights;
      flops += weights * height * width;
      return [height, width, filters];
    },
    batchNorm(x) {
      params += 2 * x[2];
      return x;
    },
    relu: same,
    averagePool(x, { stride = 1 }) {
      const [height, width] = strided(x, stride).map(Math.floor) as [number, number];
      return [height, width, x[2]];
    },
    zeros: same,
    add: ([first]) => first!,
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
