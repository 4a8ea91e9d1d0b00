/** A module for `--setup`: an operation, a pattern, a proxy and a layer of one's own. */
import { extendOps, ops } from "@eznas/ops";
import { patterns, patternTable, type Setup } from "@eznas/program";
import { proxy } from "@eznas/proxies";
import { isBatchNorm, isConvolution, pattern } from "@eznas/stats";
import { mul, serialization, type Tensor } from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { cubed } from "../../ops/test/cubed.ts";

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
