import type { Statistic } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { ProxyScore } from "../contract/proxy.ts";
import { inputOf } from "./batch.ts";
import { forward } from "./forward.ts";
import { networkOf, type Step } from "./network.ts";
import { nonFinite, nonFiniteTensor } from "./non-finite.ts";
import { tidily } from "./tidily.ts";

/** ReLU in any spelling, clipped ones too. */
export const isRelu = ({ activation }: Step): boolean => activation === "relu" || activation === "relu6";

/**
 * Runs a model forward, and shows the outputs of the steps that are asked for, as numbers with their shape; the failure
 * of the first step whose output is not finite, asked for or not, for a ReLU may make 0 of NaN.
 */
export function eachOutput(
  model: LayersModel,
  images: Statistic,
  asked: (step: Step) => boolean,
  see: (values: Float32Array, shape: readonly number[], step: Step) => void,
): ProxyScore | undefined {
  let failure: ProxyScore | undefined;
  tidily(() => {
    const network = networkOf(model);
    forward(network, inputOf(network, images), (step, inputs) => {
      const y = step.run(inputs);
      if (failure) return y;
      if (asked(step)) {
        const values = y.dataSync() as Float32Array;
        failure = nonFinite("outputs", step.name, values);
        if (!failure) see(values, y.shape, step);
      } else failure = nonFiniteTensor("outputs", step.name, y);
      return y;
    });
  });
  return failure;
}
