import type { MetricOptions } from "@eznas/ranking";

/** Of what datasets have, what programs may read. Throws a RangeError where that is nothing. */
export function readBy<Name extends string>(
  command: string,
  { terminals }: Pick<MetricOptions, "terminals">,
  statistics: readonly Name[],
): readonly Name[] {
  if (!terminals) return statistics;
  const read = statistics.filter((name) => (terminals as readonly string[]).includes(name));
  if (read.length === 0)
    throw new RangeError(
      `${command}: the terminals of --setup are ${terminals.join(", ")}, of which the datasets have none; ` +
        `they have ${statistics.join(", ")}`,
    );
  return read;
}
