import { kendallTau, spearmanRho } from "@eznas/fitness";

/** How well scores rank accuracies. */
export interface Correlation {
  /** Kendall's τ-b; NaN where there is a reason. */
  readonly kendall: number;
  /** Spearman's ρ; NaN where there is a reason. */
  readonly spearman: number;
  /** Networks that could be scored; the correlations are over these. */
  readonly n: number;
  /** Networks that could not be scored. */
  readonly failed: number;
  /** Why there is no correlation. */
  readonly reason?: "fewer than two scores" | "all scores are equal" | "all accuracies are equal";
}

/** A score, or none, whatever the reason. */
type MaybeScore = { readonly ok: true; readonly value: number } | { readonly ok: false };

/**
 * Correlates what could be scored with the accuracies at the same places.
 *
 * @example
 * ```ts
 * import { correlate } from "@eznas/search";
 *
 * const failure = { ok: false, reason: "shape", instance: "conv" } as const;
 * const scores = [{ ok: true, value: 1 } as const, failure, { ok: true, value: 3 } as const];
 * correlate(scores, [70, 80, 90]); // → { kendall: 1, spearman: 1, n: 2, failed: 1 }
 * ```
 */
export function correlate(scores: readonly MaybeScore[], accuracies: readonly number[]): Correlation {
  const scored = scores.flatMap((score, i) => (score.ok ? [{ value: score.value, accuracy: accuracies[i]! }] : []));
  const values = scored.map(({ value }) => value);
  const reached = scored.map(({ accuracy }) => accuracy);
  const reason = reasonAgainst(values, reached);
  return {
    kendall: kendallTau(values, reached),
    spearman: spearmanRho(values, reached),
    n: scored.length,
    failed: scores.length - scored.length,
    ...(reason && { reason }),
  };
}

function reasonAgainst(scores: readonly number[], accuracies: readonly number[]): Correlation["reason"] {
  if (scores.length < 2) return "fewer than two scores";
  if (scores.every((score) => score === scores[0])) return "all scores are equal";
  return accuracies.every((accuracy) => accuracy === accuracies[0]) ? "all accuracies are equal" : undefined;
}
