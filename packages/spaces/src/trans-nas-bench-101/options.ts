import type { Initialized } from "../blocks/initialization.ts";
import type { Skeleton } from "./network.ts";

export interface TransNasBench101Options extends Partial<Skeleton>, Initialized {
  /** Height and width of an image. A stride of 2 rounds an odd size up. */
  readonly resolution?: number;
}

/** The options with the benchmark's values for those left out; throws a RangeError for what is no skeleton. */
export function checked(
  caller: string,
  { channels = 64, cells = 2, classes = 75, resolution = 256 }: TransNasBench101Options,
): Required<Omit<TransNasBench101Options, "initialization">> {
  const all = { channels, cells, classes, resolution };
  for (const [name, value] of Object.entries(all))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`${caller}: ${name} must be a whole number from 1 up, got ${value}`);
  if (channels % 2 !== 0)
    throw new RangeError(
      `${caller}: channels must be even, as the stem's first convolution has half of them, got ${channels}`,
    );
  return all;
}
