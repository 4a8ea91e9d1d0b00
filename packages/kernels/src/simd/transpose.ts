import * as tf from "@tensorflow/tfjs-core";
import type { BackendKernel } from "./backend-kernel.ts";

/** Exchanges two neighboring groups of axes, as NHWC and NCHW differ in, or makes an OIHW filter of an HWIO one. */
export const transpose: BackendKernel = (heap, { x }, attributes) => {
  const perm = attributes["perm"] as number[];
  const { shape } = x!;
  const made = perm.map((axis) => shape[axis]!);
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  if (perm.join() === "3,2,0,1") {
    const y = heap.make(made);
    heap.kernels.filterToOihw(heap.at(x!), heap.at(y), height * width, inputs, outputs);
    return y;
  }
  const first = perm.findIndex((axis, place) => axis !== place);
  const second = perm[first];
  if (second === undefined || !perm.every((axis, place) => axis === exchanged(place, first, second, perm.length)))
    return undefined;
  const size = (from: number, to: number) => tf.util.sizeFromShape(shape.slice(from, to));
  const y = heap.make(made);
  heap.kernels.transposeBatch(heap.at(x!), heap.at(y), size(0, first), size(first, second), size(second, perm.length));
  return y;
};

/** Which axis comes to a place when axes `first` to `second` and those from `second` on change places. */
function exchanged(place: number, first: number, second: number, rank: number): number {
  if (place < first) return place;
  const moved = place + second - first;
  return moved < rank ? moved : moved - rank + first;
}
