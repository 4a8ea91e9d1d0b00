/** What metrics may name in workers besides: an operation, a reduction, a pattern and a proxy of one's own. */
import { extendOps, ops } from "@eznas/ops";
import { aggregates, extendReductions, patterns, patternTable, type Setup } from "@eznas/program";
import { proxy } from "@eznas/proxies";
import { isBatchNorm, isConvolution, pattern, terminalNames } from "@eznas/stats";
import { cubed } from "../../../ops/test/cubed.ts";
import { range } from "../../../program/test/range.ts";

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
