import type { Statistic } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { tensorOf } from "./batch.ts";
import { forward } from "./forward.ts";
import { networkOf, type Step } from "./network.ts";
import { tidily } from "./tidily.ts";

/** ReLU in any spelling, clipped ones too. */
export const isRelu = ({ activation }: Step): boolean => activation === "relu" || activation === "relu6";

/** Runs a model forward, and shows the outputs of the steps that are asked for, as numbers with their shape. */
export function eachOutput(
  model: LayersModel,
  images: Statistic,
  asked: (step: Step) => boolean,
  see: (values: Float32Array, shape: readonly number[], step: Step) => void,
): void {
  tidily(() => {
    forward(networkOf(model), tensorOf(images), (step, inputs) => {
      const y = step.run(inputs);
      if (asked(step)) see(y.dataSync() as Float32Array, y.shape, step);
      return y;
    });
  });
}
