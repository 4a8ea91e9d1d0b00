/** What metrics may name in workers besides: an operation, a reduction, a pattern and a proxy of one's own. */
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { aggregates, extendReductions, patterns, patternTable, reduction, type Setup } from "@eznas/program";
import { proxy } from "@eznas/proxies";
import { isBatchNorm, isConvolution, pattern, terminalNames } from "@eznas/stats";
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

const convBn = pattern("conv-bn", [
  { layer: isConvolution, label: "Conv", input: "T1", weight: "T3" },
  { layer: isBatchNorm, label: "BatchNorm", input: "T2", output: "T4" },
]);

const depth = proxy({ name: "depth", measure: ({ layers }) => layers.length });

export default {
  ops: extendOps(ops, { cubed }),
  terminals: terminalNames,
  aggregates: extendReductions(aggregates, { range }),
  patterns: { ...patterns, ...patternTable([convBn]) },
  proxies: [depth],
} satisfies Setup;
