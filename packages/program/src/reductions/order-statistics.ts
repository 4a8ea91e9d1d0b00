/** One of the values, or a mean of two of them. NaN where there is no value or one of them is NaN. */
import { named, type ReductionFamily, type ReductionSpec, reduction } from "./reduction.ts";
import { under } from "./sums.ts";

export const orderStatistics: Readonly<Record<"median" | "least" | "largest" | "maxAbs", ReductionSpec>> = {
  median: reduction({
    of: (values) => quantileOf(values, 0.5),
    latex: (formula, index) => `\\operatorname{median}${under(index)}\\left(${formula}\\right)`,
    domain: "the middle value, or the mean of the two in the middle; infinite values rank as the extremes",
    examples: [
      { of: [5, 1, 100, 2], is: 3.5 },
      { of: [1, Number.NaN], is: Number.NaN },
    ],
    laws: ["anyOrder", "scales", "odd", "between"],
  }),
  least: reduction({
    of: (values) => extreme(values, Math.min),
    latex: (formula, index) => `\\min${under(index)} ${formula}`,
    infix: "min",
    domain: "the least value: a network is as good as its worst instance",
    examples: [{ of: [5, 1, 2], is: 1 }],
    laws: ["anyOrder", "scales", "between"],
  }),
  largest: reduction({
    of: (values) => extreme(values, Math.max),
    latex: (formula, index) => `\\max${under(index)} ${formula}`,
    infix: "max",
    domain: "the greatest value",
    examples: [{ of: [5, 1, 2], is: 5 }],
    laws: ["anyOrder", "scales", "between"],
  }),
  maxAbs: reduction({
    of: (values) => {
      let result = values.length > 0 ? 0 : Number.NaN;
      for (let i = 0; i < values.length; i++) result = Math.max(result, Math.abs(values[i]!));
      return result;
    },
    latex: (formula, index) => `\\left\\lVert ${formula} \\right\\rVert_{\\infty${index ? `,\\,${index}` : ""}}`,
    infix: "‖·‖∞",
    domain: "the greatest absolute value, the norm ‖·‖∞",
    examples: [{ of: [3, -4], is: 4 }],
    laws: ["anyOrder", "scales", "even", "nonNegative"],
  }),
};

/** The value that a share `q` of the values lies below, with straight lines between the values. */
export const quantile: ReductionFamily = {
  parameters: "q",
  with: (...numbers) => {
    const [q] = numbers;
    if (numbers.length !== 1 || !(q! >= 0 && q! <= 1))
      throw new RangeError(`quantile: expected one number from 0 to 1, got ${numbers.join(", ") || "none"}`);
    return named(`quantile(${q})`, {
      of: (values) => quantileOf(values, q!),
      latex: (formula, index) => `Q_{${q}${index ? `,\\,${index}` : ""}}\\left(${formula}\\right)`,
      domain: quantile.domain,
      examples: [{ of: [7, 7], is: 7 }],
      laws: ["anyOrder", "scales", "between"],
    });
  },
  domain:
    "the value below which a share q of the values lies, straight lines between them: 0 is the least, 1 the largest",
  members: [[0], [0.25], [0.5], [0.9], [1]],
};

function quantileOf(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort(); // NaN comes last
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return Number.NaN;
  const at = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  if (below === above) return below;
  const share = at - Math.floor(at);
  return share === 0.5 ? (below + above) / 2 : (1 - share) * below + share * above;
}

function extreme(values: ArrayLike<number>, of: (a: number, b: number) => number): number {
  let result = values[0] ?? Number.NaN;
  for (let i = 1; i < values.length; i++) result = of(result, values[i]!);
  return result;
}
