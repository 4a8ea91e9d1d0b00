import fc from "fast-check";
import { expect, test } from "vitest";
import { matMul } from "../../src/expression.ts";
import { sizeOf } from "../../src/shape/size-of.ts";
import { expectClose } from "./close.ts";
import { pollutedArena, run, type Values } from "./run.ts";
import { moderate, ofShape, whole } from "./values.ts";

const arena = pollutedArena();
const length = fc.integer({ min: 1, max: 19 });

/** Row by column, over matrices one after the other. */
function product(
  a: Values,
  b: Values,
  batch: number,
  m: number,
  k: number,
  n: number,
): { exact: number[]; size: number } {
  const [x, y] = [Float32Array.from(a.data), Float32Array.from(b.data)];
  const exact: number[] = [];
  let size = 0;
  for (let i = 0; i < batch * m; i++)
    for (let j = 0; j < n; j++) {
      const [atA, atB] = [i * k, Math.floor(i / m) * k * n + j];
      let [total, magnitude] = [0, 0];
      for (let p = 0; p < k; p++) {
        total += x[atA + p]! * y[atB + p * n]!;
        magnitude += Math.abs(x[atA + p]! * y[atB + p * n]!);
      }
      exact.push(total);
      size = Math.max(size, magnitude);
    }
  return { exact, size };
}

test("is the product of the matrices of the last two axes, whatever their sizes", () => {
  fc.assert(
    fc.property(
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), length, length, length)
        .chain(([batch, m, k, n]) => fc.tuple(ofShape([batch, m, k], moderate), ofShape([batch, k, n], moderate))),
      ([a, b]) => {
        const [batch, m, k] = a.shape as [number, number, number];
        const n = b.shape[2]!;
        const { exact, size } = product(a, b, batch, m, k, n);
        expectClose(run(arena, matMul, [batch, m, n], a, b), exact, { absolute: k * 1.2e-7 * size });
      },
    ),
    { numRuns: 1000 },
  );
});

test("broadcasts the axes before the last two", () => {
  fc.assert(
    fc.property(ofShape([2, 1, 3, 4], whole), ofShape([5, 4, 2], whole), ({ data: left }, { data: right }) => {
      const a = { shape: [2, 1, 3, 4], data: left };
      const b = { shape: [5, 4, 2], data: right };
      const repeated = {
        shape: [10, 3, 4],
        data: Array.from({ length: 120 }, (_, i) => left[(i % 12) + 12 * Math.floor(i / 60)]!),
      };
      const twice = { shape: [10, 4, 2], data: [...Array.from(right), ...Array.from(right)] };
      const { exact } = product(repeated, twice, 10, 3, 4, 2);
      expectClose(run(arena, matMul, [2, 5, 3, 2], a, b), exact);
      const single = { shape: [4, 2], data: Array.from(right).slice(0, 8) };
      const one = { shape: [2, 4, 2], data: [...single.data, ...single.data] };
      expectClose(run(arena, matMul, [2, 1, 3, 2], a, single), product(a, one, 2, 3, 4, 2).exact);
    }),
    { numRuns: 100 },
  );
});

test("a vector is a row on the left and a column on the right, a number a vector of length 1", () => {
  const matrix = { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] };
  expect(run(arena, matMul, [2], matrix, { shape: [3], data: [1, 0, -1] })).toEqual(Float32Array.of(-2, -2));
  expect(run(arena, matMul, [3], { shape: [2], data: [1, -1] }, matrix)).toEqual(Float32Array.of(-3, -3, -3));
  expect(run(arena, matMul, [], { shape: [2], data: [1, 2] }, { shape: [2], data: [3, 4] })[0]).toBe(11);
  expect(run(arena, matMul, [], { shape: [], data: [2] }, { shape: [1], data: [3] })[0]).toBe(6);
});

test("NaN and infinities stay in their rows and columns", () => {
  fc.assert(
    fc.property(length, length, length, fc.nat(), fc.constantFrom(Number.NaN, Infinity), (m, k, n, place, special) => {
      const a = { shape: [m, k], data: Array(m * k).fill(1) };
      const b = { shape: [k, n], data: Array(k * n).fill(1) };
      a.data[place % (m * k)] = special;
      const row = Math.floor((place % (m * k)) / k);
      const actual = run(arena, matMul, [m, n], a, b);
      expect(sizeOf([m, n])).toBe(actual.length);
      for (const [i, x] of actual.entries()) expect(x).toBe(Math.floor(i / n) === row ? special : k);
    }),
    { numRuns: 200 },
  );
});
