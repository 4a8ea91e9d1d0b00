import type { StatisticName } from "../names.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";

/**
 * A network's instances as one, for programs that are of the network as a whole: NASWOT sums its kernel over all layers
 * before it takes the determinant.
 *
 * Of what has samples (activations, their gradients, `T3G_S`) the rows of each sample are put one behind the other:
 * [samples, all places of all instances]. Kernels and their gradients become one vector. `JX_D`, which all share, stays
 * as it is. A tensor that two instances share is there twice.
 *
 * Throws a RangeError for no instances, and where one of them lacks a statistic of the
 * first or has another number of samples.
 *
 * @example
 * ```ts
 * import { joinInstances } from "@eznas/stats";
 *
 * const T1_D = { shape: [2, 1, 1, 1], data: Float32Array.of(1, 2) };
 * const wider = { shape: [2, 2, 1, 1], data: Float32Array.of(3, 4, 5, 6) };
 * const whole = joinInstances([
 *   { name: "a", statistics: { T1_D } },
 *   { name: "b", statistics: { T1_D: wider } },
 * ]);
 * whole.statistics.T1_D; // → { shape: [ 2, 3 ], data: Float32Array(6) [ 1, 3, 4, 2, 5, 6 ] }
 * ```
 */
export function joinInstances<Name extends string = StatisticName>(
  instances: readonly InstanceStatistics<Name>[],
): InstanceStatistics<Name> {
  const [first] = instances;
  if (!first) throw new RangeError("joinInstances: got no instances; a network has one at least");
  const joined: Partial<Record<Name, Statistic>> = {};
  for (const name of Object.keys(first.statistics) as Name[])
    joined[name] = name === "JX_D" ? first.statistics[name]! : join(name, instances);
  return { name: "network", statistics: joined };
}

/** `T3`, `T3G_D`, … but not `T3G_S`. */
const isOfKernel = (name: string): boolean => /^T3/.test(name) && name !== "T3G_S";

function join<Name extends string>(name: Name, instances: readonly InstanceStatistics<Name>[]): Statistic {
  const parts = instances.map(({ name: instance, statistics }) => {
    const part: Statistic | undefined = statistics[name];
    if (!part) throw new RangeError(`joinInstances: instance "${instance}" has no ${name}, which the first has`);
    return part;
  });
  const size = parts.reduce((sum, { data }) => sum + data.length, 0);
  const rows = isOfKernel(name) ? 1 : parts[0]!.shape[0]!;
  const other = parts.findIndex(({ shape }) => !isOfKernel(name) && shape[0] !== rows);
  if (other >= 0)
    throw new RangeError(
      `joinInstances: ${name} of instance "${instances[other]!.name}" has ${parts[other]!.shape[0]} samples, ` +
        `the first has ${rows}`,
    );
  const data = new Float32Array(size);
  let at = 0;
  for (let row = 0; row < rows; row++)
    for (const { data: own } of parts) {
      const width = own.length / rows;
      data.set(own.subarray(row * width, (row + 1) * width), at);
      at += width;
    }
  const vanished = parts.some((part) => part.vanished) && { vanished: true as const };
  return { shape: isOfKernel(name) ? [size] : [rows, size / rows], data, ...vanished };
}
