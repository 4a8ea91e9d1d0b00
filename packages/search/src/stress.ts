/**
 * Variations of an instance's statistics, on which a program must be finite too before it is admitted.
 *
 * The paper admits a program that is finite on a small subset of the statistics. Many such programs then fail on the
 * next networks: `exp` of a norm that was just below the overflow, `reciprocal` of a mean of signs that happens to be 0
 * in one tensor of fifty, `absLog` of a mean that is negative every other time. These
 * variations bring such coincidences out.
 */
import { integer, type Rng, sample } from "@eznas/gp";
import type { InstanceStatistics, Statistic } from "@eznas/stats";

type Change = (statistic: Statistic) => Statistic;

function change({ name, statistics }: InstanceStatistics<string>, as: string, by: Change): InstanceStatistics<string> {
  const changed: Partial<Record<string, Statistic>> = {};
  for (const [key, statistic] of Object.entries(statistics)) if (statistic) changed[key] = by(statistic);
  return { name: `${name}, ${as}`, statistics: changed };
}

/** All statistics times a factor, for programs at the edge of overflow or underflow. */
export function scaled(instance: InstanceStatistics<string>, factor: number): InstanceStatistics<string> {
  return change(instance, `times ${factor}`, ({ shape, data }) => ({ shape, data: data.map((x) => x * factor) }));
}

/** By shape, so that statistics of one shape stay related as they are: T2 is still the ReLU of T1. */
function oncePerShape<T>(make: (shape: readonly number[]) => T): (shape: readonly number[]) => T {
  const made = new Map<string, T>();
  return (shape) => {
    const key = shape.join("x");
    const value = made.get(key) ?? make(shape);
    made.set(key, value);
    return value;
  };
}

/**
 * As `sizeOf` of `@eznas/kernels`, whose main entry, with TensorFlow.js and its
 * backends, the search's core does without.
 */
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** A share of the elements set to exactly 0, as ReLUs and dead branches leave them. */
export function sparse(instance: InstanceStatistics<string>, share: number, rng: Rng): InstanceStatistics<string> {
  const keep = oncePerShape((shape) => Uint8Array.from({ length: sizeOf(shape) }, () => (rng() < share ? 0 : 1)));
  return change(instance, `${share} zeros`, ({ shape, data }) => ({
    shape,
    data: data.map((x, i) => x * keep(shape)[i]!),
  }));
}

/** The sizes that the dimensions of a miniature may have. */
const miniatureSizes = 5;

/**
 * A few elements of every statistic, drawn with replacement, in a small tensor of as many dimensions.
 *
 * In a small tensor coincidences are frequent (a mean of signs that is 0, a singular matrix of signs, a mean of the
 * other sign), and it costs microseconds, so many can be tried. Equal dimensions stay equal,
 * distinct ones distinct, and 1 is 1.
 */
export function miniature(instance: InstanceStatistics<string>, rng: Rng): InstanceStatistics<string> {
  const dimensions = Object.values(instance.statistics).flatMap((statistic) => statistic!.shape);
  const distinct = [...new Set(dimensions)].filter((size) => size > 1);
  const sizes = Array.from({ length: Math.max(miniatureSizes, distinct.length) }, (_, i) => i + 2);
  const drawn = sample(sizes, distinct.length, rng);
  const small = new Map(distinct.map((size, i) => [size, drawn[i]!]));
  const shrink = oncePerShape((shape) => {
    const shrunk = shape.map((size) => small.get(size) ?? size);
    return { shape: shrunk, places: Array.from({ length: sizeOf(shrunk) }, () => integer(sizeOf(shape), rng)) };
  });
  return change(instance, "in miniature", (statistic) => {
    const { shape, places } = shrink(statistic.shape);
    return { shape, data: Float32Array.from(places, (place) => statistic.data[place]!) };
  });
}
