import type { Layers, NetworkDefinition } from "../blocks/layers.ts";
import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import { doubles, halves, type TransNasBench101Module } from "./module.ts";

/** The skeleton around the cells. */
export interface Skeleton {
  /** Channels of the stem; even. */
  readonly channels: number;
  /** Cells in each module. */
  readonly cells: number;
  readonly classes: number;
}

/** What a cell makes of a feature map's shape. */
export interface Change {
  readonly inputs: number;
  readonly filters: number;
  readonly stride: number;
}

export type Cell = <X>(layers: Layers<X>, x: X, change: Change, at: string) => X;

/**
 * A stem of two strided convolutions, the modules, of whose cells the first makes the
 * module's change, and a classifier.
 */
export function network(
  modules: readonly TransNasBench101Module[],
  cell: Cell,
  { channels, cells, classes }: Skeleton,
): NetworkDefinition {
  return (layers, images) => {
    let x = layers.convolution(images, { filters: channels / 2, size: 3, stride: 2 }, "stem/conv");
    x = layers.batchNorm(x, "stem/bn");
    x = reluConvBn(layers, x, { filters: channels, size: 3, stride: 2 }, "stem/widen");
    let inputs = channels;
    for (const [i, module] of modules.entries()) {
      const filters = doubles(module) ? 2 * inputs : inputs;
      for (let k = 1; k <= cells; k++) {
        const change =
          k === 1 ? { inputs, filters, stride: halves(module) ? 2 : 1 } : { inputs: filters, filters, stride: 1 };
        x = cell(layers, x, change, `module${i + 1}/cell${k}`);
      }
      inputs = filters;
    }
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}
