import { distinct } from "./sample-distinct.ts";
import type { Rng, Space } from "./space.ts";

export interface DrawEvenlyOptions {
  /**
   * How many random architectures, no two of one function, are chosen from: fewer where ten draws for each do not meet
   * so many. Default: 2,000.
   */
  readonly pool?: number;
}

/**
 * Random architectures of which no two compute the same function and whose sizes cover the space's range evenly: the
 * smallest and the largest networks are as well represented as those of middling size, which uniform draws mostly meet.
 *
 * Fewer are the first of more for the same `rng`, so a table of some can grow. Each is the one of a random pool whose
 * parameters are next, on a log scale, to the next point of van der Corput's sequence. Where all have as many
 * parameters they are the pool's first. Throws a RangeError for counts that are none and for more than the pool has.
 *
 * @example
 * ```ts
 * import { drawEvenly, nasBenchMacro } from "@eznas/spaces";
 * import { seeded } from "@eznas/gp";
 *
 * const space = nasBenchMacro({ channels: 4 });
 * drawEvenly(space, 5, seeded(1)).map(space.params); // → [ 23130, 13570, 39450, 10374, 30222 ]
 * ```
 */
export function drawEvenly<A>(
  space: Space<A>,
  count: number,
  rng: Rng,
  { pool: size = 2000 }: DrawEvenlyOptions = {},
): readonly A[] {
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`drawEvenly: count must be a whole number from 0 up, got ${count}`);
  if (!(Number.isInteger(size) && size >= 1))
    throw new RangeError(`drawEvenly: pool must be a whole number from 1 up, got ${size}`);
  const pool = distinct(space, { count: size, draws: 10 * size, rng });
  if (count > pool.length)
    throw new RangeError(
      `drawEvenly: ${count} architectures were asked for, but the pool of ${space.name} has ${pool.length}`,
    );
  const left = pool.map((architecture) => ({ architecture, size: Math.log(Math.max(1, space.params(architecture))) }));
  const sizes = left.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return Array.from({ length: count }, (_, i) => {
    const wanted = least + (most - least) * vanDerCorput(i + 1);
    let best = 0;
    for (let j = 1; j < left.length; j++)
      if (Math.abs(left[j]!.size - wanted) < Math.abs(left[best]!.size - wanted)) best = j;
    return left.splice(best, 1)[0]!.architecture;
  });
}

/** The binary digits of a number mirrored at the point: 1/2, 1/4, 3/4, 1/8, … */
function vanDerCorput(n: number): number {
  let value = 0;
  for (let rest = n, digit = 0.5; rest > 0; rest = Math.floor(rest / 2), digit /= 2) if (rest % 2 === 1) value += digit;
  return value;
}
