import type { Layers, NetworkDefinition } from "../blocks/layers.ts";
import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import { reducingResidual } from "../blocks/residual.ts";
import type { NatsBenchSssArchitecture } from "./architecture.ts";

export interface Head {
  readonly classes: number;
  /** What the network puts out: the classifier's logits, or the pooled features that the classifier would see. */
  readonly output: "logits" | "features";
}

/** A stem, then cell, residual block, cell, residual block, cell, each of its own width. */
export function network([c1, c2, c3, c4, c5]: NatsBenchSssArchitecture, { classes, output }: Head): NetworkDefinition {
  return (layers, images) => {
    let x = layers.convolution(images, { filters: c1, size: 3 }, "stem/conv");
    x = layers.batchNorm(x, "stem/bn");
    x = cell(layers, x, { inputs: c1, filters: c1 }, "stage1/cell");
    x = reducingResidual(layers, x, c2, "stage2/residual");
    x = cell(layers, x, { inputs: c2, filters: c3 }, "stage3/cell");
    x = reducingResidual(layers, x, c4, "stage4/residual");
    x = cell(layers, x, { inputs: c4, filters: c5 }, "stage5/cell");
    x = layers.relu(layers.batchNorm(x, "head/bn"), "head/relu");
    const features = layers.globalAveragePool(x, "head/pool");
    return output === "features" ? features : layers.linear(features, classes, "head/linear");
  };
}

/**
 * The cell that all networks of the space share, in NAS-Bench-201's notation
 * `|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|`.
 *
 * Where it changes the width, its skip is a convolution of 1×1 and a batch norm, with no ReLU before them.
 */
function cell<X>(layers: Layers<X>, x: X, { inputs, filters }: { inputs: number; filters: number }, at: string): X {
  const convolved = (from: X, edge: string): X => reluConvBn(layers, from, { filters, size: 3 }, `${at}/edge${edge}`);
  const projected = (edge: string): X =>
    layers.batchNorm(layers.convolution(x, { filters, size: 1 }, `${at}/edge${edge}/conv`), `${at}/edge${edge}/bn`);
  const node1 = convolved(x, "1-0");
  const node2 = layers.add([convolved(x, "2-0"), convolved(node1, "2-1")], `${at}/node2`);
  const skip = inputs === filters ? x : projected("3-0");
  return layers.add([skip, convolved(node1, "3-1"), convolved(node2, "3-2")], `${at}/node3`);
}
