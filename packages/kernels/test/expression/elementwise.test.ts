import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as kernels from "../../src/expression.ts";
import { type Allowance, expectClose } from "./close.ts";
import { pollutedArena, run } from "./run.ts";
import { anyValue, ofShape, shapes, vectors } from "./values.ts";

type Unary = kernels.ArenaKernel<readonly [kernels.Block]>;

const arena = pollutedArena();

const references: readonly [string, Unary, (x: number) => number, Allowance?][] = [
  ["abs", kernels.abs, Math.abs],
  ["square", kernels.square, (x) => x * x],
  ["reciprocal", kernels.reciprocal, (x) => 1 / x],
  ["relu", kernels.relu, (x) => (Number.isNaN(x) || x > 0 ? x : 0)],
  ["sign", kernels.sign, (x) => (x > 0 ? 1 : x < 0 ? -1 : 0)],
  ["heaviside", kernels.heaviside, (x) => (x > 0 ? 1 : 0)],
  ["isNegative", kernels.isNegative, (x) => (x < 0 ? 1 : 0)],
  ["exp", kernels.exp, Math.exp, { ulps: 2 }],
  ["log", kernels.log, (x) => (x <= 0 ? 0 : Math.log(x)), { ulps: 2 }],
  ["absLog", kernels.absLog, (x) => (x === 0 ? 0 : Math.abs(Math.log(x))), { ulps: 2 }],
  ["sigmoid", kernels.sigmoid, (x) => 1 / (1 + Math.fround(Math.exp(-x))), { ulps: 3 }],
];

describe.each(references)("%s", (_, kernel, reference, allowance) => {
  test("is that function of every element, NaN, infinities, zeros and denormals included", () => {
    fc.assert(
      fc.property(vectors(anyValue), (a) => {
        const expected = Array.from(Float32Array.from(a.data), reference);
        expectClose(run(arena, kernel, a.shape, a), expected, allowance);
      }),
      { numRuns: 1000 },
    );
  });

  test("gives zeros the sign that the function gives them", () => {
    const inputs = [0, -0, 1, -1, 2.5];
    const signed = run(arena, kernel, [5], { shape: [5], data: inputs });
    inputs.forEach((x, i) => {
      if (reference(x) === 0 && Object.is(reference(x), 0)) expect(signed[i]).toBe(0);
    });
  });
});

describe("the ends of the ranges", () => {
  const on = (kernel: Unary, x: number): number => run(arena, kernel, [], { shape: [], data: [x] })[0]!;

  test("exp overflows and underflows where float32 does", () => {
    expect(on(kernels.exp, 88.7228)).toBeCloseTo(3.4027e38, -34);
    expect(on(kernels.exp, 88.73)).toBe(Infinity);
    expect(on(kernels.exp, -103.9)).toBe(Math.fround(1.4e-45));
    expect(on(kernels.exp, -104)).toBe(0);
    expect(on(kernels.exp, -Infinity)).toBe(0);
  });

  test("log sees through denormals", () => {
    expect(on(kernels.log, 1.4e-45)).toBeCloseTo(-103.279, 3);
    expect(on(kernels.log, Infinity)).toBe(Infinity);
  });

  test("exp of a dense sweep is within one unit, and log too", () => {
    const inputs = Float32Array.from({ length: 200_000 }, (_, i) => -104 + i * 0.000965);
    const exact = Array.from(inputs, Math.exp);
    expectClose(run(arena, kernels.exp, [inputs.length], { shape: [inputs.length], data: inputs }), exact, { ulps: 1 });
    const positive = Float32Array.from(exact.filter((x) => Math.fround(x) > 0));
    const logs = run(arena, kernels.log, [positive.length], { shape: [positive.length], data: positive });
    expectClose(logs, Array.from(positive, Math.log), { ulps: 1 });
  });
});

test("fill writes its value, whatever the argument", () => {
  const a = { shape: [2, 3], data: Array(6).fill(Number.NaN) };
  expect(run(arena, kernels.fill(1), [2, 3], a)).toEqual(Float32Array.of(1, 1, 1, 1, 1, 1));
});

function softmaxOf({ shape, data }: { shape: readonly number[]; data: ArrayLike<number> }): number[] {
  const axis = shape.length === 2 || shape.length > 3 ? 1 : 0;
  const length = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((size, of) => size * of, 1);
  const values = Float32Array.from(data);
  return Array.from(values, (x, i) => {
    const start = Math.floor(i / (length * inner)) * length * inner + (i % inner);
    const along = Array.from({ length }, (_, k) => values[start + k * inner]!);
    const most = Math.max(...along);
    // The difference is what float32 rounds first.
    const power = (of: number): number => Math.exp(Math.fround(of - most));
    return power(x) / along.reduce((total, of) => total + power(of), 0);
  });
}

describe("softmax", () => {
  test("is along axis 0 of 0, 1 or 3 axes, else along axis 1", () => {
    fc.assert(
      fc.property(
        shapes.chain((shape) => ofShape(shape, fc.float({ min: -90, max: 90, noNaN: true }))),
        (a) => expectClose(run(arena, kernels.softmax, a.shape, a), softmaxOf(a), { ulps: 8, absolute: 1e-37 }),
      ),
      { numRuns: 1000 },
    );
  });

  test("is so in wide tensors, whatever the width", () => {
    fc.assert(
      fc.property(
        fc
          .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 70 }))
          .chain(([length, inner]) => ofShape([2, length, inner, 1], fc.float({ min: -9, max: 9, noNaN: true }))),
        (a) => expectClose(run(arena, kernels.softmax, a.shape, a), softmaxOf(a), { ulps: 8 }),
      ),
      { numRuns: 200 },
    );
  });

  test("is NaN beside a NaN or +∞ and nowhere else", () => {
    fc.assert(
      fc.property(
        shapes.chain((shape) => ofShape(shape, anyValue)),
        (a) => {
          const expected = softmaxOf(a);
          const actual = run(arena, kernels.softmax, a.shape, a);
          expect(Array.from(actual, Number.isNaN)).toEqual(expected.map(Number.isNaN));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("normalize", () => {
  const standardized = (data: ArrayLike<number>): number[] => {
    const values = Array.from(Float32Array.from(data));
    const mean = values.reduce((total, x) => total + x, 0) / values.length;
    const squares = values.reduce((total, x) => total + (x - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / (values.length - 1));
    return values.map((x) => (x - mean) / deviation || 0);
  };

  test("has mean 0 and deviation 1, and 0 where that is NaN", () => {
    fc.assert(
      fc.property(vectors(fc.oneof(fc.float({ min: -9, max: 9, noNaN: true }), fc.constantFrom(5000, 0, 1e-30))), (a) =>
        expectClose(run(arena, kernels.normalize, a.shape, a), standardized(a.data), { ulps: 16, absolute: 1e-6 }),
      ),
      { numRuns: 1000 },
    );
  });

  test("a NaN or an infinity makes everything 0, and so do equal values", () => {
    for (const data of [[1, Number.NaN, 2, 3, 4], [Infinity, 1, 2, 3, 4], Array(5).fill(0.1), Array(5).fill(3e38)])
      expect(run(arena, kernels.normalize, [5], { shape: [5], data })).toEqual(new Float32Array(5));
  });

  test("survives means far larger than the deviation, and values at the ends of the range", () => {
    for (const data of [
      [4096, 4096.5, 4097, 4098, 4099],
      [3e38, -3e38, 1, 2, 3],
      [1e-44, 2e-44, 0, 0, 0],
    ])
      expectClose(run(arena, kernels.normalize, [5], { shape: [5], data }), standardized(data), {
        ulps: 4,
        absolute: 1e-12,
      });
  });
});
