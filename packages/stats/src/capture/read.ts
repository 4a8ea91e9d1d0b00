/**
 * Tensors as plain data in the layout of programs; a tensor that several instances have
 * becomes one array that they share.
 */

import { activationStatistic, kernelStatistic } from "@eznas/engine/layout";
import * as tf from "@tensorflow/tfjs-core";
import type { Place } from "../patterns/instances.ts";
import type { Statistic } from "../statistic.ts";
import type { TapName } from "./needs.ts";
import type { Tapped } from "./tap.ts";

/** The statistics of one instance for one input, before P becomes a difference. */
export type Taken = Readonly<Partial<Record<TapName, Statistic>>>;

/** What was tapped, one for each place. The tensors are disposed of. */
export async function readTapped(places: readonly Place[], tapped: readonly Tapped[]): Promise<readonly Taken[]> {
  const read = new Map<tf.Tensor, Statistic>();
  try {
    const taken: Taken[] = [];
    for (const [i, { T3 }] of places.entries()) {
      const own: Partial<Record<TapName, Statistic>> = {};
      for (const [name, tensor] of Object.entries(tapped[i]!) as [TapName, tf.Tensor][]) {
        let statistic = read.get(tensor);
        if (!statistic) {
          statistic = await copyOf(tensor, (data) =>
            name === "T3G"
              ? kernelStatistic(data, tensor.shape, T3.weight!.depthwise)
              : activationStatistic(data, tensor.shape, T3.channelsFirst),
          );
          read.set(tensor, statistic);
        }
        own[name] = statistic;
      }
      taken.push(own);
    }
    return taken;
  } finally {
    for (const tensors of tapped) for (const tensor of Object.values(tensors)) tensor.dispose();
  }
}

/** T3 of every place: a kernel that several places share is one array. */
export async function readKernels(places: readonly Place[]): Promise<readonly Statistic[]> {
  const read = new Map<unknown, Statistic>();
  const kernels: Statistic[] = [];
  for (const { T3 } of places) {
    const { variable, depthwise } = T3.weight!;
    const kernel =
      read.get(variable) ??
      // Not by copyOf: a model may have been built on another backend than the one in use.
      kernelStatistic((await variable.read().data()) as Float32Array, variable.shape as number[], depthwise);
    read.set(variable, kernel);
    kernels.push(kernel);
  }
  return kernels;
}

interface HeapBackend {
  typedArrayFromHeap?(tensor: tf.TensorInfo): Float32Array;
}

/**
 * What `convert` makes of the numbers of a tensor of the present backend. Backend-wasm's heap is read where it lies,
 * which saves one copy of all that a capture gives, and at once, for the heap moves when it grows.
 */
async function copyOf(tensor: tf.Tensor, convert: (data: Float32Array) => Statistic): Promise<Statistic> {
  const backend = tf.backend() as HeapBackend;
  const heap = backend.typedArrayFromHeap?.(tensor);
  return convert(heap ?? ((await tensor.data()) as Float32Array));
}

/** P's statistics minus D's, in the arrays of P; what is shared stays shared. */
export function subtractShared(): (p: Statistic, d: Statistic) => Statistic {
  const done = new Set<Float32Array>();
  return (p, d) => {
    if (!done.has(p.data)) {
      done.add(p.data);
      for (let i = 0; i < p.data.length; i++) p.data[i]! -= d.data[i]!;
    }
    return p;
  };
}
