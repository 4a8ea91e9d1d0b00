/** What metrics may name besides, for `--setup examples/own-space/setup.mjs`: an operation, a pattern and a proxy of one's own. */
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { patterns, patternTable } from "@eznas/program";
import { proxy } from "@eznas/proxies";
import { isBatchNorm, isConvolution, pattern } from "@eznas/stats";
import { pow } from "@tensorflow/tfjs-core";

const cubed = op({
  arity: 1,
  latex: (a) => `${a}^{\\circ 3}`,
  shape: sameShape,
  kernel: (a) => pow(a, 3),
  domain: "total; overflows to ±∞ past 7e12",
  examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
  laws: ["odd"],
});

/** Stems, too: a convolution and its batch norm, whatever is before them. */
const convBn = pattern("conv-bn", [
  { layer: isConvolution, label: "Conv", input: "T1", weight: "T3" },
  { layer: isBatchNorm, label: "BatchNorm", input: "T2", output: "T4" },
]);

const depth = proxy({ name: "depth", measure: ({ layers }) => layers.length });

export default {
  ops: extendOps(ops, { cubed }),
  patterns: { ...patterns, ...patternTable([convBn]) },
  proxies: [depth],
};
