import fc from "fast-check";
import { expect, test } from "vitest";
import { cosine, hamming, klDivergence } from "../../src/expression.ts";
import { expectClose } from "./close.ts";
import { pollutedArena, run } from "./run.ts";
import { anyValue, moderate, ofShape, vectors } from "./values.ts";

const arena = pollutedArena();

const pairs = (value: fc.Arbitrary<number>) =>
  vectors(value).chain((a) => fc.tuple(fc.constant(a), ofShape(a.shape, value)));

test("hamming counts the places where one is above 0 and the other is not", () => {
  fc.assert(
    fc.property(pairs(anyValue), ([a, b]) => {
      const [x, y] = [Float32Array.from(a.data), Float32Array.from(b.data)];
      const expected = x.filter((value, i) => value > 0 !== y[i]! > 0).length;
      expect(run(arena, hamming, [], a, b)[0]).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test("hamming repeats a single number, and does not see shapes", () => {
  const matrix = { shape: [2, 3], data: [1, -1, 2, 0, 3, Number.NaN] };
  expect(run(arena, hamming, [], matrix, { shape: [1, 1], data: [1] })[0]).toBe(3);
  expect(run(arena, hamming, [], { shape: [], data: [-1] }, matrix)[0]).toBe(3);
  expect(run(arena, hamming, [], matrix, { shape: [3, 2], data: [-1, 1, 2, 0, 3, 0] })[0]).toBe(2);
});

function divergence(input: ArrayLike<number>, target: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < target.length; i++) if (target[i]! > 0) total += target[i]! * (Math.log(target[i]!) - input[i]!);
  return total;
}

test("klDivergence sums over the targets above 0 and divides by the leading axis", () => {
  fc.assert(
    fc.property(pairs(moderate), ([a, b]) => {
      const [x, t] = [Float32Array.from(a.data), Float32Array.from(b.data)];
      const absolute =
        1e-6 * t.reduce((total, of, i) => total + (of > 0 ? of * (Math.abs(Math.log(of)) + Math.abs(x[i]!)) : 0), 0);
      expectClose(run(arena, klDivergence, [], a, b), [divergence(x, t) / x.length], { ulps: 4, absolute });
    }),
    { numRuns: 1000 },
  );
});

test("klDivergence is NaN or infinite where float32 arithmetic is", () => {
  fc.assert(
    fc.property(pairs(fc.oneof(anyValue, moderate)), ([a, b]) => {
      const [x, t] = [Float32Array.from(a.data), Float32Array.from(b.data)];
      let total = 0;
      t.forEach((of, i) => {
        if (of > 0) total += Math.fround(of * Math.fround(Math.log(of) - x[i]!));
      });
      const actual = run(arena, klDivergence, [], a, b)[0]!;
      expect(Number.isNaN(actual)).toBe(Number.isNaN(total));
    }),
    { numRuns: 1000 },
  );
});

test("klDivergence broadcasts", () => {
  const [a, b] = [
    { shape: [2, 1], data: [0, 1] },
    { shape: [3], data: [1, Math.E, -1] },
  ];
  expect(run(arena, klDivergence, [], a, b)[0]).toBeCloseTo((0 + Math.E + (0 - 1) + 0) / 2, 6);
  expect(run(arena, klDivergence, [], b, a)[0]).toBeCloseTo((-1 - Math.E + 1) / 3, 6);
});

test("cosine sums the cosines of the rows, one on the left with every one on the right", () => {
  fc.assert(
    fc.property(
      fc
        .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), fc.boolean())
        .chain(([rows, columns, single]) =>
          fc.tuple(ofShape([single ? 1 : rows, columns], moderate), ofShape([rows, columns], moderate)),
        ),
      ([a, b]) => {
        const [rows, columns] = b.shape as [number, number];
        const [x, y] = [Float32Array.from(a.data), Float32Array.from(b.data)];
        let total = 0;
        for (let row = 0; row < rows; row++) {
          const left = Array.from(x.subarray((a.shape[0] === 1 ? 0 : row) * columns).subarray(0, columns));
          const right = Array.from(y.subarray(row * columns, (row + 1) * columns));
          const dot = (p: number[], q: number[]): number => p.reduce((sum, of, i) => sum + of * q[i]!, 0);
          total += dot(left, right) / Math.sqrt(Math.max(dot(left, left) * dot(right, right), 1e-16));
        }
        expectClose(run(arena, cosine, [], a, b), [total], { ulps: 2, absolute: 1e-12 });
      },
    ),
    { numRuns: 1000 },
  );
});

test("cosine of a single number on the left is 0", () => {
  expect(run(arena, cosine, [1], { shape: [], data: [3] }, { shape: [2], data: [1, 2] })[0]).toBe(0);
});
