import type { Rng, Space } from "./space.ts";

/**
 * Random architectures of which no two compute the same function, where the space can tell (`functionOf`), else of
 * which no two are the same.
 *
 * Throws a RangeError for a count that is not a whole number from 0 up, and if so many were not met
 * in a thousand times as many draws.
 *
 * @example
 * ```ts
 * import { nasBench201, sampleDistinct } from "@eznas/spaces";
 *
 * const drawn = sampleDistinct(nasBench201(), 100, Math.random);
 * drawn.length; // → 100
 * ```
 */
export function sampleDistinct<A>(space: Space<A>, count: number, rng: Rng): readonly A[] {
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`sampleDistinct: count must be a whole number from 0 up, got ${count}`);
  const draws = 1000 * count;
  const drawn = distinct(space, { count, draws, rng });
  if (drawn.length < count)
    throw new RangeError(
      `sampleDistinct: ${count} distinct architectures were asked for, ` +
        `but ${draws} draws from ${space.name} met ${drawn.length}`,
    );
  return drawn;
}

export interface DistinctOptions {
  readonly count: number;
  /** How many architectures are drawn at most. */
  readonly draws: number;
  readonly rng: Rng;
}

/** Those that were met, `count` at most. */
export function distinct<A>(space: Space<A>, { count, draws, rng }: DistinctOptions): readonly A[] {
  const drawn = new Map<string, A>();
  for (let draw = 0; draw < draws && drawn.size < count; draw++) {
    const architecture = space.sample(rng);
    const key = space.functionOf?.(architecture) ?? space.format(architecture);
    if (!drawn.has(key)) drawn.set(key, architecture);
  }
  return [...drawn.values()];
}
