/** An operation of one's own, for tests of what takes one. */
import { pow } from "@tensorflow/tfjs-core";
import { op, sameShape } from "../src/index.ts";

export const cubed = op({
  arity: 1,
  latex: (a) => `${a}^{\\circ 3}`,
  shape: sameShape,
  kernel: (a) => pow(a, 3),
  domain: "total; overflows to ±∞ past 1e12",
  examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
});
