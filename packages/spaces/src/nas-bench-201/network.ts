import type { NetworkDefinition } from "../blocks/layers.ts";
import { reducingResidual } from "../blocks/residual.ts";
import type { NasBench201Architecture } from "./architecture.ts";
import { cell } from "./cell.ts";

/** The skeleton around the cells. */
export interface Skeleton {
  /** Channels of the first stage; each later one has twice as many as the one before. */
  readonly channels: number;
  /** Cells in each of the three stages. */
  readonly cells: number;
  readonly classes: number;
}

/** A stem, three stages of cells with a residual block before the second and the third, and a classifier. */
export function network(
  architecture: NasBench201Architecture,
  { channels, cells, classes }: Skeleton,
): NetworkDefinition {
  return (layers, images) => {
    let x = layers.convolution(images, { filters: channels, size: 3 }, "stem/conv");
    x = layers.batchNorm(x, "stem/bn");
    for (let stage = 1; stage <= 3; stage++) {
      const filters = channels * 2 ** (stage - 1);
      if (stage > 1) x = reducingResidual(layers, x, filters, `stage${stage}/residual`);
      for (let i = 1; i <= cells; i++) x = cell(layers, x, architecture, filters, `stage${stage}/cell${i}`);
    }
    x = layers.relu(layers.batchNorm(x, "head/bn"), "head/relu");
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}
