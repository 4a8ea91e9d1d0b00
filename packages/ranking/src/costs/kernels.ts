/** The convolutions and dense layers of a model, and what is counted of them. */
import { graphOf, type Slot, type Step } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/** Every application of a kernel that leads to an output, in the order of the model; a separable convolution is two. */
export function kernelSteps(model: LayersModel): readonly Step[] {
  return graphOf(model, "metric").steps.filter(({ weight }) => weight);
}

/** The most kernels that a path from the input to an output passes. */
export function longestPath(model: LayersModel): number {
  const { steps, input, outputs } = graphOf(model, "metric");
  const kernelsUpTo = new Map<Slot, number>([[input, 0]]);
  for (const { inputs, outputs: made, weight } of steps) {
    const before = Math.max(0, ...inputs.map((slot) => kernelsUpTo.get(slot)!));
    for (const slot of made) kernelsUpTo.set(slot, before + (weight ? 1 : 0));
  }
  return Math.max(...outputs.map((slot) => kernelsUpTo.get(slot)!));
}

/** How many channels a kernel's output has. */
export function outputChannels({ weight, shape, channelsFirst }: Step): number {
  // The first half of a separable convolution has the shape of the whole.
  if (weight!.depthwise) return weight!.variable.shape.slice(-2).reduce<number>((product, size) => product * size!, 1);
  return shape.at(channelsFirst ? 1 : -1) ?? Number.NaN;
}

/** Pixels, or other places, of a kernel's output for one image; NaN where the model leaves its input's size open. */
export function outputPixels({ shape, channelsFirst }: Step): number {
  const places = channelsFirst ? shape.slice(2) : shape.slice(1, -1);
  return places.reduce<number>((product, size) => product * (size ?? Number.NaN), 1);
}
