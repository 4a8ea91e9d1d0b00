import type { Layers, NetworkDefinition } from "@eznas/spaces";

type Shape = readonly [height: number, width: number, channels: number];

/** What a network's layers of one kind put out or take in, for one image. */
export interface Numbers {
  /** How many numbers leave the batch norms of those names that are asked for. */
  readonly normalized: (named?: (name: string) => boolean) => number;
  /** How many channels these batch norms have. */
  readonly normalizedChannels: (named?: (name: string) => boolean) => number;
  /** How many numbers leave the ReLUs. */
  readonly rectified: number;
  /** How many numbers are in the windows of the pools, those in two windows counted twice. */
  readonly pooled: number;
  /** How many numbers leave the pools. */
  readonly poolOutputs: number;
}

/** What tools that count more than multiply-accumulates count beside them. */
export function countNumbers(network: NetworkDefinition, inputShape: Shape): Numbers {
  const norms: { readonly name: string; readonly numbers: number; readonly channels: number }[] = [];
  const counts = { rectified: 0, pooled: 0, poolOutputs: 0 };
  const numbers = ([height, width, channels]: Shape): number => height * width * channels;
  const same = (x: Shape): Shape => x;
  const slide = ([height, width]: Shape, stride: number | readonly [number, number], channels: number): Shape => {
    const [down, right] = typeof stride === "number" ? [stride, stride] : stride;
    return [Math.ceil(height / down), Math.ceil(width / right), channels];
  };
  const pool: Layers<Shape>["maxPool"] = (x, { size, stride = 1 }) => {
    const y = slide(x, stride, x[2]);
    counts.pooled += size ** 2 * numbers(y);
    counts.poolOutputs += numbers(y);
    return y;
  };
  const norm: Layers<Shape>["batchNorm"] = (x, name) => {
    norms.push({ name, numbers: numbers(x), channels: x[2] });
    return x;
  };
  const shapes: Layers<Shape> = {
    convolution: (x, { filters, stride = 1 }) => slide(x, stride, filters),
    depthwise: (x, { stride = 1 }) => slide(x, stride, x[2]),
    batchNorm: norm,
    layerNorm: norm,
    relu(x) {
      counts.rectified += numbers(x);
      return x;
    },
    activation: same,
    averagePool: pool,
    maxPool: pool,
    zeros: same,
    shift: same,
    add: ([first]) => first!,
    concatenate: (xs) => [xs[0]![0], xs[0]![1], xs.reduce((sum, [, , channels]) => sum + channels, 0)],
    firstChannels: ([height, width], channels) => [height, width, channels],
    scale: same,
    globalAveragePool: same,
    linear: same,
    dense: ([height, width], units) => [height, width, units],
    patches: ([height, width], { size, filters }) => [height / size, width / size, filters],
    positions: same,
    attention: ([height, width, channels]) => [height, width, channels / 3],
  };
  network(shapes, inputShape);
  const all = (): boolean => true;
  return {
    ...counts,
    normalized: (named = all) => norms.reduce((sum, { name, numbers }) => sum + (named(name) ? numbers : 0), 0),
    normalizedChannels: (named = all) =>
      norms.reduce((sum, { name, channels }) => sum + (named(name) ? channels : 0), 0),
  };
}
