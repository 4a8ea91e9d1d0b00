/** A module for `--setup`: an operation, a pattern, a proxy and a layer of one's own. */
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { patterns, patternTable, type Setup } from "@eznas/program";
import { proxy } from "@eznas/proxies";
import { isBatchNorm, isConvolution, pattern } from "@eznas/stats";
import { mul, pow, serialization, type Tensor } from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";

const cubed = op({
  arity: 1,
  latex: (a) => `${a}^{\\circ 3}`,
  shape: sameShape,
  kernel: (a) => pow(a, 3),
  domain: "total; overflows to ±∞ past 1e12",
  examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
});

const convBn = pattern("conv-bn", [
  { layer: isConvolution, label: "Conv", input: "T1", weight: "T3" },
  { layer: isBatchNorm, label: "BatchNorm", input: "T2", output: "T4" },
]);

const depth = proxy({ name: "depth", measure: ({ layers }) => layers.length });

export class Doubled extends layers.Layer {
  static className = "Doubled";
  override call(inputs: Tensor | Tensor[]): Tensor {
    return mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2);
  }
}
serialization.registerClass(Doubled);

export default {
  ops: extendOps(ops, { cubed }),
  patterns: { ...patterns, ...patternTable([convBn]) },
  proxies: [depth],
} satisfies Setup;
