import { sizeOf } from "@eznas/kernels";
import fc from "fast-check";
import type { Shape } from "../shape.ts";

/** A tensor as plain data. */
export interface TensorValue {
  readonly shape: Shape;
  /** Row-major. */
  readonly data: Float32Array;
}

export interface TensorConstraints {
  /** Default: an arbitrary one, often square in the last two axes. */
  readonly shape?: Shape;
  /** Default: 4. */
  readonly maxAxes?: number;
  /** How long an axis may be. Default: 4. */
  readonly maxLength?: number;
}

/** What kernels go wrong on. 1e15 is as large as a sum of products of two may be without overflowing float32. */
const specials = [Number.NaN, Infinity, -Infinity, 0, -0, 1e-40, -1e-40, 1, -1, 100, -100, 1e15, -1e15].map(
  Math.fround,
);

/**
 * Arbitrary tensors as plain data: most of moderate values with ties and zeros among them, some with NaN, infinities,
 * denormal and large numbers.
 *
 * @example
 * ```ts
 * import { tensors } from "@eznas/ops/testing";
 * import fc from "fast-check";
 *
 * const [drawn] = fc.sample(tensors({ shape: [2, 3] }), 1);
 * drawn!.data.length; // → 6
 * ```
 */
export function tensors({ shape, ...constraints }: TensorConstraints = {}): fc.Arbitrary<TensorValue> {
  return (shape ? fc.constant(shape) : shapes(constraints)).chain((drawn) => fill(drawn));
}

/** Arbitrary shapes without empty axes. */
export function shapes({ maxAxes = 4, maxLength = 4 }: TensorConstraints = {}): fc.Arbitrary<Shape> {
  const any = fc.array(fc.integer({ min: 1, max: maxLength }), { maxLength: maxAxes });
  const square = any.map((shape) => (shape.length < 2 ? shape : [...shape.slice(0, -1), shape.at(-2)!]));
  return fc.oneof(any, square);
}

function fill(shape: Shape): fc.Arbitrary<TensorValue> {
  const length = sizeOf(shape);
  const moderate = fc.oneof(
    fc.integer({ min: -4, max: 4 }),
    fc.integer({ min: -4000, max: 4000 }).map((n) => Math.fround(n / 1000)),
  );
  const special = fc.oneof({ arbitrary: moderate, weight: 2 }, fc.constantFrom(...specials));
  const values = (element: fc.Arbitrary<number>) => fc.array(element, { minLength: length, maxLength: length });
  return fc
    .oneof({ arbitrary: values(moderate), weight: 2 }, values(special))
    .map((data) => ({ shape, data: Float32Array.from(data) }));
}
