import type { StatisticName } from "./names.ts";

/** A tensor of an instance as plain data, row-major: N·C·H·W for activations, O·I·H·W for convolution weights. */
export interface Statistic {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** Of a gradient: that its terms cancel for all weights and images, so that the numbers are rounding. */
  readonly vanished?: true;
}

/**
 * One ReLU-Conv-BatchNorm instance (or what another pattern finds) and the statistics that
 * were asked for; of the 22, by default.
 */
export interface InstanceStatistics<Name extends string = StatisticName> {
  /** The convolution's name, which is unique in its network. */
  readonly name: string;
  readonly statistics: Readonly<Partial<Record<Name, Statistic>>>;
}
