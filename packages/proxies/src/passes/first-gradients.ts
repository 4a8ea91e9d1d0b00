import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { PassLoss } from "../network/loss.ts";
import type { Reader } from "./reader.ts";

/** Reads the derivatives of a loss by the first number of some variables, once for each batch. */
export function firstGradientReader(
  loss: PassLoss,
  variables: readonly LayerVariable[],
  see: (derivatives: readonly number[]) => void,
): Reader {
  return {
    loss,
    byEngine: {
      end({ ofWeight }, record) {
        const regions = variables.map(ofWeight);
        record.emit(
          regions.filter((region) => region !== undefined),
          [],
          ({ heap }) => see(regions.map((region) => (region ? heap[region.at / 4]! : 0))),
        );
      },
    },
    byTape: {
      weights: variables,
      end({ ofWeight }) {
        see(variables.map((variable) => (ofWeight(variable).dataSync() as Float32Array)[0]!));
      },
    },
  };
}
