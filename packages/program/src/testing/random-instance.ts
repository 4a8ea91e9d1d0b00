import { sizeOf } from "@eznas/kernels";
import type { InstanceStatistics, Statistic } from "@eznas/stats";

/** The sizes of a ReLU-Conv-BatchNorm instance. */
export interface InstanceSize {
  readonly batch: number;
  readonly channelsIn: number;
  readonly channelsOut: number;
  /** Height and width of the convolution's input. */
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  /** A dead branch: no gradient reaches the instance. Default: false. */
  readonly dead?: boolean;
}

/**
 * An instance of random statistics that are related as those of a network: T2 = ReLU(T1), T1G = T2G where T1 is
 * positive, and P statistics are differences to D.
 *
 * @example
 * ```ts
 * import { randomInstance } from "@eznas/program/testing";
 *
 * const size = { batch: 1, channelsIn: 2, channelsOut: 4, size: 8, kernel: 3, stride: 2 };
 * randomInstance("conv", size, Math.random).statistics.T4_D?.shape; // → [ 1, 4, 4, 4 ]
 * ```
 */
export function randomInstance(
  name: string,
  { batch, channelsIn, channelsOut, size, kernel, stride, dead = false }: InstanceSize,
  rng: () => number,
): InstanceStatistics {
  const before = [batch, channelsIn, size, size];
  const after = [batch, channelsOut, Math.ceil(size / stride), Math.ceil(size / stride)];
  const weight = [channelsOut, channelsIn, kernel, kernel];
  const random = (shape: readonly number[], deviation: number): Statistic => ({
    shape,
    data: Float32Array.from({ length: sizeOf(shape) }, () => deviation * roughlyNormal(rng)),
  });
  const slope = dead ? 0 : 0.1;

  const pass = (T1: Statistic) => {
    const T2G = random(before, slope);
    return {
      T1,
      T2: map(T1, (x) => Math.max(x, 0)),
      T4: random(after, 1),
      T1G: map(T2G, (x, i) => (T1.data[i]! > 0 ? x : 0)),
      T2G,
      T3G: random(weight, slope),
      T4G: random(after, slope),
    };
  };
  const D = pass(random(before, 1));
  const N = pass(random(before, 1));
  const noise = random(before, 0.1);
  const P = pass(map(D.T1, (x, i) => x + noise.data[i]!));
  const difference = (key: keyof typeof D): Statistic => map(P[key], (x, i) => x - D[key].data[i]!);

  return {
    name,
    statistics: {
      T3: random(weight, Math.sqrt(2 / (channelsOut * kernel * kernel))),
      ...{ T1_D: D.T1, T1_N: N.T1, T1_P: difference("T1"), T1G_D: D.T1G, T1G_N: N.T1G, T1G_P: difference("T1G") },
      ...{ T2_D: D.T2, T2_N: N.T2, T2_P: difference("T2"), T2G_D: D.T2G, T2G_N: N.T2G, T2G_P: difference("T2G") },
      ...{ T3G_D: D.T3G, T3G_N: N.T3G, T3G_P: difference("T3G") },
      ...{ T4_D: D.T4, T4_N: N.T4, T4_P: difference("T4"), T4G_D: D.T4G, T4G_N: N.T4G, T4G_P: difference("T4G") },
    },
  };
}

function map({ shape, data }: Statistic, f: (x: number, i: number) => number): Statistic {
  return { shape, data: data.map(f) };
}

/** Mean 0 and variance 1, from three uniforms. */
function roughlyNormal(rng: () => number): number {
  return 2 * (rng() + rng() + rng() - 1.5);
}
