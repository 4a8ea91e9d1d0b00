/** Networks picked by their scores, where the last pick may be one of several with the same score. */

/**
 * The networks at whose scores a pick of so many ends: those that are in it for sure, and those of which it takes some.
 */
export interface Pick {
  /** The places of the networks with higher scores than the last that is picked. */
  readonly surely: readonly number[];
  /** The places of those that tie with the last. */
  readonly tied: readonly number[];
  /** How many of the tied are picked. */
  readonly ofTied: number;
}

/** The `count` highest scores, or all where there are fewer. No score may be NaN. */
export function pickByScore(scores: readonly number[], count: number): Pick {
  const picked = Math.min(count, scores.length);
  const last = Float64Array.from(scores).sort().at(-picked)!;
  const surely: number[] = [];
  const tied: number[] = [];
  for (const [i, score] of scores.entries()) {
    if (score > last) surely.push(i);
    else if (score === last) tied.push(i);
  }
  return { surely, tied, ofTied: picked - surely.length };
}

/** The expected share of the picked that are good, over all ways to break the tie. */
export function shareOfPicked({ surely, tied, ofTied }: Pick, isGood: (place: number) => boolean): number {
  const good = (places: readonly number[]): number => places.filter(isGood).length;
  return (good(surely) + (ofTied * good(tied)) / tied.length) / (surely.length + ofTied);
}

export function checkPicked(caller: string, name: string, count: number): void {
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`${caller}: ${name} must be a whole number from 1 up, got ${count}`);
}
