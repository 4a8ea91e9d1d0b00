import { type Aggregate, named, type Reduction, type ReductionFamily } from "./reduction.ts";
import { under } from "./sums.ts";

/** From an instance's relative depth in its network, over 0 and below 1, to its weight. */
export type DepthWeight = (depth: number) => number;

/**
 * The weighted mean of the instances' values, each weighted by how deep it lies: the i-th of n, counted from 0, is at
 * the depth (i + ½) / n, so that networks of any length are weighted alike.
 *
 * The weights are a function of the depth, or numbers at equally spaced depths from 0 to 1 with straight lines between.
 * Equal weights give the mean, to the last bit. An instance of weight 0 is left out, whatever its value; where all
 * are, the score is NaN. Throws a RangeError for a
 * weight that is negative or not finite: at once for one that is given as a number, else when a
 * network has an instance at that depth.
 *
 * @example
 * ```ts
 * import { depthWeighted } from "@eznas/program";
 *
 * const late = depthWeighted((depth) => depth);
 * late([1, 1, 7, 7]); // → 5.5
 * depthWeighted([0, 1])([1, 1, 7, 7]); // → 5.5
 * depthWeighted([1, 1, 0, 0])([3, 5, Number.NaN]); // → 3.6667
 * ```
 */
export function depthWeighted(weights: DepthWeight): Aggregate;
export function depthWeighted(weights: readonly number[]): Reduction;
export function depthWeighted(weights: DepthWeight | readonly number[]): Aggregate {
  return typeof weights === "function" ? weightedBy(weights) : depthWeightedFamily.with(...weights);
}

/** {@link depthWeighted} with numbers, which a metric's text can hold. */
export const depthWeightedFamily: ReductionFamily = {
  parameters: "weight…",
  with: (...weights) =>
    named(`depthWeighted(${weights.join(", ")})`, {
      of: weightedBy(between(weights)),
      latex: (formula, index) =>
        `\\operatorname{mean}${under(index)}\\left(w_{${weights.join(", ")}} ${formula}\\right)`,
      domain: depthWeightedFamily.domain,
      examples: [{ of: [7], is: 7 }],
      laws: ["scales", "odd", "between"],
    }),
  domain:
    "the mean weighted by relative depth, the weights at equally spaced depths with straight lines between; " +
    "NaN where all are 0",
  members: [[1], [0, 1], [1, 1, 0.25, 4], [0.5, 2, 1]],
};

function weightedBy(weightAt: DepthWeight): (values: ArrayLike<number>) => number {
  return (values) => {
    const weights = Array.from({ length: values.length }, (_, i) => checked(weightAt((i + 0.5) / values.length)));
    const counted = weights.filter((weight) => weight > 0);
    // Weights that are all the same count as 1, so that what comes out is the mean to the last bit.
    const equal = counted.every((weight) => weight === counted[0]);
    let [sum, total] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      if (weights[i] === 0) continue;
      const weight = equal ? 1 : weights[i]!;
      sum += weight * values[i]!;
      total += weight;
    }
    return sum / total;
  };
}

/** Straight lines between numbers at equally spaced depths. */
function between(weights: readonly number[]): DepthWeight {
  if (weights.length === 0) throw new RangeError("depthWeighted: got no weights; give one at least");
  weights.forEach(checked);
  return (depth) => {
    const at = depth * (weights.length - 1);
    const below = Math.floor(at);
    const [share, weight, next] = [at - below, weights[below]!, weights[below + 1]!];
    return share === 0 || weight === next ? weight : (1 - share) * weight + share * next;
  };
}

function checked(weight: number): number {
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
    throw new RangeError(`depthWeighted: a weight must be finite and at least 0, got ${weight}`);
  return weight;
}
