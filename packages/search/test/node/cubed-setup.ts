/** What metrics may name in workers, with an operation and an aggregate of one's own. */
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { aggregates, extendReductions, reduction } from "@eznas/program";
import { pow } from "@tensorflow/tfjs-core";

const cubed = op({
  arity: 1,
  latex: (a) => `${a}^{\\circ 3}`,
  shape: sameShape,
  kernel: (a) => pow(a, 3),
  domain: "total; overflows to ±∞ past 1e12",
  examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
});

const range = reduction({
  of: (values) => Math.max(...Array.from(values)) - Math.min(...Array.from(values)),
  latex: (x) => `\\operatorname{range} ${x}`,
  domain: "the largest less the least",
  examples: [{ of: [1, 5, 2], is: 4 }],
});

export default { ops: extendOps(ops, { cubed }), aggregates: extendReductions(aggregates, { range }) };
