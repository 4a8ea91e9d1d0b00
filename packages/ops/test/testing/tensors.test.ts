import fc from "fast-check";
import { expect, test } from "vitest";
import { tensors } from "../../src/testing.ts";

test("the data fills the shape, which keeps to its constraints", () => {
  fc.assert(
    fc.property(tensors({ maxAxes: 3, maxLength: 2 }), ({ shape, data }) => {
      expect(shape.length).toBeLessThanOrEqual(3);
      for (const length of shape) expect([1, 2]).toContain(length);
      expect(data.length).toBe(shape.reduce((a, b) => a * b, 1));
    }),
  );
  expect(fc.sample(tensors({ shape: [2, 0] }), 1)[0]!.data.length).toBe(0);
});

test("NaN, infinities, denormal and large numbers all occur, and so do tensors without any", () => {
  const samples = fc.sample(tensors(), 500);
  const occurs = (is: (x: number) => boolean) => samples.some(({ data }) => data.some(is));
  for (const special of [Number.NaN, Infinity, -Infinity, 0, -0, Math.fround(1e-40), Math.fround(-1e15)])
    expect(occurs((x) => Object.is(x, special))).toBe(true);
  expect(samples.filter(({ data }) => data.every((x) => Math.abs(x) <= 4)).length).toBeGreaterThan(200);
});

test("square matrices occur often", () => {
  const square = fc.sample(tensors(), 500).filter(({ shape }) => shape.length > 1 && shape.at(-1) === shape.at(-2));
  expect(square.length).toBeGreaterThan(100);
});
