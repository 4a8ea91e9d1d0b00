import type { NasBench201Architecture } from "@eznas/spaces";
import { type EnumerableSpace, nasBench201 } from "@eznas/spaces";

/** The benchmark's cells in a skeleton that is quick on every backend. */
export const small: EnumerableSpace<NasBench201Architecture> = nasBench201({
  channels: 2,
  cells: 1,
  classes: 3,
  resolution: 16,
});

/** A repeatable stream of uniform deviates: the multiples of the golden ratio, without their whole parts. */
export function uniform(start = 0): () => number {
  let place = start;
  return () => (++place * 0.6180339887498949) % 1;
}
