import { kendallTauAgainst, resample } from "@eznas/fitness";
import type { RankedPart, Term } from "./ranked-part.ts";

/** A combination's τ on a part, and on each resample of its networks, which are the same for all combinations. */
export interface ResampledTaus {
  readonly tau: number;
  readonly resampled: Float64Array;
}

export function resampledTaus(
  part: RankedPart,
  combinations: ReadonlyMap<string, readonly Term[]>,
  resamples: number,
  rng: () => number,
): ReadonlyMap<string, ResampledTaus> {
  const n = part.accuracies.length;
  const scores = [...combinations.values()].map((terms) => part.scoresOf(terms).slice());
  const resampled = scores.map(() => new Float64Array(resamples));
  const drawn = new Float64Array(n);
  for (let r = 0; r < resamples; r++) {
    const places = resample(n, rng);
    const tau = kendallTauAgainst(places.map((i) => part.accuracies[i]!));
    for (const [c, list] of scores.entries()) {
      for (let i = 0; i < n; i++) drawn[i] = list[places[i]!]!;
      resampled[c]![r] = tau(drawn);
    }
  }
  return new Map(
    [...combinations].map(([text, terms], c) => [text, { tau: part.tauOf(terms), resampled: resampled[c]! }]),
  );
}
