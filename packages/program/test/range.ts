/** A reduction of one's own, for tests of what takes one. */
import { reduction } from "../src/index.ts";

export const range = reduction({
  of: (values) => Math.max(...Array.from(values)) - Math.min(...Array.from(values)),
  latex: (x) => `\\operatorname{range} ${x}`,
  domain: "the largest less the least",
  examples: [{ of: [1, 5, 2], is: 4 }],
  laws: ["anyOrder", "scales", "even", "nonNegative"],
});
