/** Program options for workers, with an operation of one's own. */
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { pow } from "@tensorflow/tfjs-core";

const cubed = op({
  arity: 1,
  latex: (a) => `${a}^{\\circ 3}`,
  shape: sameShape,
  kernel: (a) => pow(a, 3),
  domain: "total; overflows to ±∞ past 1e12",
  examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
});

export default { ops: extendOps(ops, { cubed }) };
