import { checkMemory, type MemoryTaken } from "@eznas/engine";
import type { ImageBatch } from "@eznas/images";
import { sizeOf, standardNormal } from "@eznas/kernels";
import type { Statistic } from "./statistic.ts";

/**
 * The three inputs that a network is looked at with (§3.2), each in the model's own layout, [batch, height, width,
 * channels]: D is a mini-batch of data, N is N(0, 1) noise, P is D with noise of variance 0.01 added.
 */
export interface Inputs {
  readonly D: ImageBatch;
  readonly N: Statistic;
  readonly P: Statistic;
}

/**
 * Inputs for when there is no data: D itself is N(0, 1). The same `rng` gives the same inputs.
 *
 * Throws a RangeError for a shape that is not made of positive whole numbers, and an `OutOfMemory` of `@eznas/kernels`
 * for a batch
 * that the machine has no room for.
 *
 * @example
 * ```ts
 * import { randomInputs } from "@eznas/stats";
 *
 * const { D, N, P } = randomInputs([1, 32, 32, 3], Math.random);
 * [D, N, P].map(({ shape }) => shape.join("x")); // → [ '1x32x32x3', '1x32x32x3', '1x32x32x3' ]
 * ```
 */
export function randomInputs(shape: readonly number[], rng: () => number): Inputs {
  if (shape.length < 2 || !shape.every((size) => Number.isInteger(size) && size > 0))
    throw new RangeError(
      `randomInputs: expected [batch, …sizes] of positive whole numbers, got [${shape.join(", ")}]; ` +
        "a batch of one is [1, 32, 32, 3]",
    );
  const [batch, ...sizes] = shape as [number, ...number[]];
  checkMemory({ caller: "randomInputs", batch, takenBy: (count) => bytesOfInputs([count, ...sizes]) });
  const normal = standardNormal(rng);
  return withNoise(drawn(shape, normal), normal);
}

/**
 * Inputs from a mini-batch of data in the model's own layout: D = batch, P = D + 0.1·N(0, 1), N fresh.
 *
 * Throws a RangeError for a batch whose data does not fill its shape.
 *
 * @example
 * ```ts
 * import { batchInputs } from "@eznas/stats";
 *
 * const batch = { shape: [1, 2, 2, 1], data: new Float32Array([1, 2, 3, 4]) };
 * const { D, P } = batchInputs(batch, Math.random);
 * D === batch; // → true
 * P.shape; // → [ 1, 2, 2, 1 ]
 * ```
 */
export function batchInputs(batch: ImageBatch, rng: () => number): Inputs {
  const size = sizeOf(batch.shape);
  if (size !== batch.data.length || size === 0)
    throw new RangeError(
      `batchInputs: a batch of shape [${batch.shape.join(", ")}] has ${size} values, ` +
        `but its data has ${batch.data.length}`,
    );
  return withNoise(batch, standardNormal(rng));
}

/**
 * What D, N and P of a shape take, for a check before they are drawn.
 *
 * @example
 * ```ts
 * import { bytesOfInputs } from "@eznas/stats";
 *
 * bytesOfInputs([1, 32, 32, 3]); // → { heap: 0, besides: 36864 }
 * ```
 */
export function bytesOfInputs(shape: readonly number[]): MemoryTaken {
  return { heap: 0, besides: 3 * 4 * shape.reduce((product, length) => product * length, 1) };
}

function withNoise(D: ImageBatch, normal: () => number): Inputs {
  const N = drawn(D.shape, normal);
  return { D, N, P: { shape: D.shape, data: D.data.map((value) => value + 0.1 * normal()) } };
}

function drawn(shape: readonly number[], normal: () => number): Statistic {
  const size = sizeOf(shape);
  const data = new Float32Array(size);
  for (let i = 0; i < size; i++) data[i] = normal();
  return { shape: [...shape], data };
}
