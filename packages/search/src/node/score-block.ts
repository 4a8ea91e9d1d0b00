/** A score, or why there is none: what a metric has to say for itself, as plain data. */
export type StoredScore =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: string; readonly [detail: string]: unknown };

/** Every network by every metric. */
export interface ScoreBlock {
  /** Their keys. */
  readonly networks: readonly string[];
  /** Canonical texts. */
  readonly metrics: readonly string[];
  /** A row for each network. */
  readonly scores: readonly (readonly StoredScore[])[];
}
