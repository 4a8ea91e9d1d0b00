/** What a metric means, told by what it does. */
import { ranks } from "@eznas/fitness";
import { Arena } from "@eznas/kernels/expression";
import { type EvaluatorOptions, type Program, scorer, sum, type ToScalar } from "@eznas/program";
import type { Probes } from "../probes.ts";
import { fingerprint } from "../state/fingerprint.ts";

/** To so many digits are two values the same: more than rounding changes, less than another formula would. */
const digits = 4;

/** Of a tree: what tells it from others, or that it is the same number on everything. */
export type Behavior =
  | { readonly kind: "varies"; readonly key: string }
  | { readonly kind: "constant" }
  | { readonly kind: "unknown" };

/**
 * Identifies trees by what every toScalar makes of their outputs on the instances of a few networks, rounded so that the
 * order of additions does not matter. Trees of one key are written differently and mean the same.
 *
 * Where metrics of two trees rank the same all the same, {@link orderOf} tells.
 */
export function behaviorOn(
  { instances }: Probes,
  toScalars: readonly ToScalar[],
  options: EvaluatorOptions = {},
): (metric: Program<string>) => Behavior {
  const evaluator = { arena: new Arena(), vanishedGradients: "score" as const, ...options };
  return (metric) => {
    const scoresOf = scorer(
      toScalars.map((toScalar) => ({ ...metric, toScalar, aggregate: sum })),
      evaluator,
    );
    const values: (readonly string[])[] = [];
    for (const instance of instances) {
      const scores = scoresOf([instance]);
      if (scores.every(({ ok }) => !ok)) return { kind: "unknown" };
      values.push(scores.map((score) => (score.ok ? score.value.toPrecision(digits) : score.reason)));
    }
    const [first] = values;
    if (values.every((row) => row.every((value, i) => value === first![i]))) return { kind: "constant" };
    return { kind: "varies", key: fingerprint(values) };
  };
}

/**
 * In which order a metric puts networks, task by task, as a text: the same for a metric and for what only turns it
 * around or stretches it. NaN, where there is no score, comes last in either direction.
 */
export function orderOf(columns: readonly (readonly number[])[]): string {
  const forward = columns.map((scores) => ordered(scores, 1));
  const backward = columns.map((scores) => ordered(scores, -1));
  const [least] = [fingerprint(forward), fingerprint(backward)].toSorted();
  return least!;
}

/** Ranks of scores that differ by more than rounding. */
function ordered(scores: readonly number[], sign: 1 | -1): readonly number[] {
  return ranks(
    scores.map((score) => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : sign * Number(score.toPrecision(6)))),
  );
}
