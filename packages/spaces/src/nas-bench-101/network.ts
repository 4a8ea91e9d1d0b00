import type { NetworkDefinition } from "../blocks/layers.ts";
import type { NasBench101Architecture } from "./architecture.ts";
import { convBnRelu, module } from "./module.ts";

export interface Skeleton {
  readonly channels: number;
  readonly cells: number;
  readonly classes: number;
}

/** A stem, three stacks of modules with a pool before the second and the third, and a classifier. */
export function network(
  architecture: NasBench101Architecture,
  { channels, cells, classes }: Skeleton,
): NetworkDefinition {
  return (layers, images) => {
    let x = convBnRelu(layers, images, channels, 3, "stem");
    let inputs = channels;
    for (let stack = 1; stack <= 3; stack++) {
      const filters = channels * 2 ** (stack - 1);
      if (stack > 1) x = layers.maxPool(x, { size: 2, stride: 2 }, `stack${stack}/pool`);
      for (let i = 1; i <= cells; i++) {
        x = module(layers, x, architecture, { inputs, filters }, `stack${stack}/module${i}`);
        inputs = filters;
      }
    }
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}
