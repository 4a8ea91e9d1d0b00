/** Where in the network an instance lies: for aggregates, whose values come in the order of the instances. */
import { type ReductionSpec, reduction } from "./reduction.ts";

export const places: Readonly<Record<"first" | "last", ReductionSpec>> = {
  first: reduction({
    of: (values) => values[0] ?? Number.NaN,
    latex: (formula) => `\\left(${formula}\\right)_{1}`,
    domain: "the value of the first instance; NaN of none",
    examples: [{ of: [5, 1, 2], is: 5 }],
    laws: ["scales", "odd", "between"],
  }),
  last: reduction({
    of: (values) => values[values.length - 1] ?? Number.NaN,
    latex: (formula) => `\\left(${formula}\\right)_{n}`,
    domain: "the value of the last instance; NaN of none",
    examples: [{ of: [5, 1, 2], is: 2 }],
    laws: ["scales", "odd", "between"],
  }),
};
