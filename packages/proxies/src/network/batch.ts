import { sizeOf, standardNormal } from "@eznas/kernels";
import type { Statistic } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Rng } from "../contract/proxy.ts";
import { checkFits } from "./check-fits.ts";
import type { StepList } from "./network.ts";

/** Call it in a tidy. */
export const tensorOf = ({ shape, data }: Statistic): tf.Tensor => tf.tensor(data, [...shape], "float32");

/**
 * A network's input, for a pass under a tape or without. Call it in a tidy; throws an OutOfMemory where the pass has
 * no room.
 */
export function inputOf(network: StepList, images: Statistic, taped = false): tf.Tensor {
  checkFits(network, images.shape[0]!, taped);
  return tensorOf(images);
}

/** An input of N(0, 1). */
export function noise(shape: readonly number[], rng: Rng): Statistic {
  const size = sizeOf(shape);
  const normal = standardNormal(rng);
  const data = new Float32Array(size);
  for (let i = 0; i < size; i++) data[i] = normal();
  return { shape, data };
}

/** The shape of one image in a batch of one, or what the model leaves open. */
export function oneImage(model: LayersModel): readonly number[] | string {
  const [, ...sizes] = model.inputs[0]!.shape;
  const open = sizes.some((size) => size === null);
  return open ? `the model "${model.name}" leaves its input's size open` : [1, ...(sizes as number[])];
}
