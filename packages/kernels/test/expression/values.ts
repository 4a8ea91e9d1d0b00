import fc from "fast-check";
import { sizeOf } from "../../src/shape/size-of.ts";
import type { Values } from "./run.ts";

/** The values at which float32 kernels go wrong: specials, the ends of the range, the ends of exp's range. */
const edges = [
  ...[0, -0, 1, -1, Number.NaN, Infinity, -Infinity],
  ...[3.4028235e38, -3.4028235e38, 1.17549435e-38, -1.17549435e-38, 1.4e-45, -1.4e-45, 1e-40, -1e-40],
  ...[88.72283, 88.72284, 88.73, 89, -87.33, -88.72284, -88.73, -103.97, -103.98, -104, 1.8446744e19, 1e-20],
];

export const anyValue: fc.Arbitrary<number> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...edges) },
  { weight: 3, arbitrary: fc.float() },
  { weight: 3, arbitrary: fc.float({ min: -110, max: 110, noNaN: true }) },
  { weight: 2, arbitrary: fc.float({ min: -2, max: 2, noNaN: true }) },
);

/** Moderate values, of which sums do not overflow. */
export const moderate: fc.Arbitrary<number> = fc.float({ min: -8, max: 8, noNaN: true });

export const whole: fc.Arbitrary<number> = fc.integer({ min: -2, max: 2 });

export function vectors(value: fc.Arbitrary<number>, maxLength = 90): fc.Arbitrary<Values> {
  return fc.array(value, { minLength: 1, maxLength }).map((data) => ({ shape: [data.length], data }));
}

export function ofShape(shape: readonly number[], value: fc.Arbitrary<number>): fc.Arbitrary<Values> {
  const size = sizeOf(shape);
  return fc.array(value, { minLength: size, maxLength: size }).map((data) => ({ shape, data }));
}

export const shapes: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
