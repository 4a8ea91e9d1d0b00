import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runsOf } from "../../src/expression/broadcast.ts";
import * as kernels from "../../src/expression.ts";
import { sizeOf } from "../../src/shape/size-of.ts";
import { expectClose } from "./close.ts";
import { pollutedArena, run } from "./run.ts";
import { anyValue, ofShape, vectors } from "./values.ts";

const arena = pollutedArena();

const references = [
  ["add", kernels.add, (x, y) => x + y],
  ["sub", kernels.sub, (x, y) => x - y],
  ["mul", kernels.mul, (x, y) => x * y],
  ["less", kernels.less, (x, y) => (x < y ? 1 : 0)],
  ["greater", kernels.greater, (x, y) => (x > y ? 1 : 0)],
  ["equal", kernels.equal, (x, y) => (x === y ? 1 : 0)],
] as const satisfies readonly (readonly [
  string,
  kernels.ArenaKernel<readonly [kernels.Block, kernels.Block]>,
  (x: number, y: number) => number,
])[];

/** A result's shape, and two shapes that broadcast to it: axes missing in front, or of length 1. */
const broadcastable = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 6 }), repeatA: fc.boolean(), repeatB: fc.boolean() }), {
    maxLength: 4,
  })
  .chain((axes) => fc.record({ axes: fc.constant(axes), aheadA: fc.nat(axes.length), aheadB: fc.nat(axes.length) }))
  .map(({ axes, aheadA, aheadB }) => {
    const a = axes.map(({ length, repeatA }) => (repeatA ? 1 : length)).slice(aheadA);
    const b = axes.map(({ length, repeatB }) => (repeatB ? 1 : length)).slice(aheadB);
    const at = (shape: readonly number[], i: number): number => shape[i - axes.length + shape.length] ?? 1;
    const out = axes.map((_, i) => Math.max(at(a, i), at(b, i))).slice(Math.min(aheadA, aheadB));
    return { a, b, out };
  });

/** The element of a broadcast operand that belongs to an element of the result. */
function source(shape: readonly number[], out: readonly number[], index: number): number {
  let [rest, place, stride] = [index, 0, 1];
  for (let back = 1; back <= out.length; back++) {
    const coordinate = rest % out[out.length - back]!;
    rest = Math.floor(rest / out[out.length - back]!);
    const length = shape[shape.length - back] ?? 1;
    if (length > 1) place += coordinate * stride;
    stride *= length;
  }
  return place;
}

describe.each(references)("%s", (_, kernel, reference) => {
  test("is that function of every pair of elements, NaN, infinities, zeros and denormals included", () => {
    fc.assert(
      fc.property(
        vectors(anyValue).chain((a) => fc.tuple(fc.constant(a), ofShape(a.shape, anyValue))),
        ([a, b]) => {
          const [x, y] = [Float32Array.from(a.data), Float32Array.from(b.data)];
          expectClose(
            run(arena, kernel, a.shape, a, b),
            Array.from(x, (_, i) => reference(x[i]!, y[i]!)),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("broadcasts as NumPy does", () => {
    fc.assert(
      fc.property(
        broadcastable.chain(({ a, b, out }) =>
          fc.record({ a: ofShape(a, anyValue), b: ofShape(b, anyValue), out: fc.constant(out) }),
        ),
        ({ a, b, out }) => {
          const [x, y] = [Float32Array.from(a.data), Float32Array.from(b.data)];
          const expected = Array.from({ length: sizeOf(out) }, (_, i) =>
            reference(x[source(a.shape, out, i)]!, y[source(b.shape, out, i)]!),
          );
          expectClose(run(arena, kernel, out, a, b), expected);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test("runs cover the result once, in order, at the right places of the operands", () => {
  fc.assert(
    fc.property(broadcastable, ({ a, b, out }) => {
      const { length, alongA, alongB, forEach } = runsOf(a, b, out);
      let next = 0;
      forEach((at, atA, atB) => {
        expect(at).toBe(next);
        for (let i = 0; i < length; i++, next++) {
          expect(atA + (alongA ? i : 0)).toBe(source(a, out, next));
          expect(atB + (alongB ? i : 0)).toBe(source(b, out, next));
        }
      });
      expect(next).toBe(sizeOf(out));
    }),
    { numRuns: 1000 },
  );
});

test("axes that go together are one run", () => {
  expect(runsOf([4, 3, 5], [4, 3, 5], [4, 3, 5]).length).toBe(60);
  expect(runsOf([4, 3, 5], [], [4, 3, 5])).toMatchObject({ length: 60, alongA: true, alongB: false });
  expect(runsOf([4, 1, 1], [4, 3, 5], [4, 3, 5])).toMatchObject({ length: 15, alongA: false, alongB: true });
});
