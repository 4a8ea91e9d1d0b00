/** Sums and what is made of them. */
import type { Arena, Block } from "@eznas/kernels/expression";
import { type ReductionSpec, reduction } from "./reduction.ts";

/** The index under an operator, if there is one. */
export const under = (index: string | undefined): string => (index ? `_{${index}}` : "");

const operator =
  (name: string) =>
  (formula: string, index?: string): string =>
    `\\operatorname{${name}}${under(index)}\\left(${formula}\\right)`;

const accumulated = (values: ArrayLike<number>, part: (value: number) => number): number => {
  let result = 0;
  for (let i = 0; i < values.length; i++) result += part(values[i]!);
  return result;
};

const same = (value: number): number => value;
const total = (values: ArrayLike<number>): number => accumulated(values, same);

export const sums: Readonly<Record<"mean" | "sum" | "l2" | "sumOfLogs" | "deviation", ReductionSpec>> = {
  mean: reduction({
    of: (values) => total(values) / values.length,
    fast: ({ entries }: Arena, { offset, size }: Block) => entries.sum(offset, size) / size,
    latex: operator("mean"),
    domain: "sum/numel, summed in double precision; NaN of no value",
    examples: [{ of: [1, 2, 6], is: 3 }],
    laws: ["anyOrder", "scales", "odd", "between"],
  }),
  sum: reduction({
    of: total,
    fast: ({ entries }: Arena, { offset, size }: Block) => entries.sum(offset, size),
    latex: (formula, index) => `\\sum${under(index)} ${formula}`,
    infix: "Σ",
    domain: "the sum, in double precision; 0 of no value",
    examples: [{ of: [1, 2, 6], is: 9 }],
    laws: ["anyOrder", "scales", "odd"],
  }),
  l2: reduction({
    of: (values) => Math.sqrt(accumulated(values, (value) => value ** 2)),
    fast: ({ entries }: Arena, { offset, size }: Block) => Math.sqrt(entries.sumSquares(offset, size)),
    latex: (formula, index) => `\\left\\lVert ${formula} \\right\\rVert_{2${index ? `,\\,${index}` : ""}}`,
    infix: "‖·‖",
    domain: "the norm √Σx²; 0 of no value",
    examples: [{ of: [3, -4], is: 5 }],
    laws: ["anyOrder", "scales", "even", "nonNegative"],
  }),
  sumOfLogs: reduction({
    of: (values) => accumulated(values, Math.log),
    latex: (formula, index) => `\\sum${under(index)} \\log ${formula}`,
    infix: "Σ log",
    domain: "the sum of natural logarithms; −∞ where a value is 0, NaN where one is negative",
    examples: [
      { of: [1, Math.E, Math.E], is: 2 },
      { of: [1, 0], is: Number.NEGATIVE_INFINITY },
      { of: [-1], is: Number.NaN },
    ],
    laws: ["anyOrder"],
  }),
  deviation: reduction({
    of: (values) => {
      const mean = total(values) / values.length;
      return Math.sqrt(accumulated(values, (value) => (value - mean) ** 2) / values.length);
    },
    latex: operator("std"),
    infix: "deviation",
    domain: "the standard deviation √(Σ(x − mean)² / n), 0 of a single value; NaN of no value",
    examples: [
      { of: [1, 5], is: 2 },
      { of: [7], is: 0 },
    ],
    laws: ["anyOrder", "scales", "even", "nonNegative"],
  }),
};
