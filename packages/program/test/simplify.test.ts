import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { programs } from "@eznas/program/testing";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { evaluate, formatProgram, type Program, program, simplify } from "../src/index.ts";

beforeAll(() => useBackend("wasm"));

const odd = [
  0,
  -0,
  1,
  -1,
  1e-45,
  -3e38,
  1e30,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.5,
  100,
];
const shapes = [[], [1], [3], [2, 2], [1, 1, 2, 2], [2, 3, 2, 2]];

/** Tensors of any numbers, of a shape for all terminals, so that most operations apply. */
const statistics = fc.constantFrom(...shapes).chain((shape) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = fc.array(fc.oneof(fc.constantFrom(...odd), fc.float()), { minLength: size, maxLength: size });
  return fc.record({
    T3: data.map((values) => ({ shape, data: Float32Array.from(values) })),
    T4_D: data.map((values) => ({ shape, data: Float32Array.from(values) })),
  });
});

const terminals = ["T3", "T4_D"] as const;
const unary = Object.entries(ops).flatMap(([name, { arity }]) => (arity === 1 ? [name] : []));

type Given = Parameters<typeof evaluate>[1]["statistics"];

/** Shape and numbers, NaN and −0 told apart; nothing where an operation does not apply. */
function bitsOf(metric: Program, statistics: Given): unknown {
  const output = evaluate(metric, { name: "odd", statistics });
  return output && { shape: output.shape, data: Array.from(output.data) };
}

test("two unary operations in a row, simplified, give the same to the bit", () => {
  const pairs = unary.flatMap((outer) => unary.map((inner) => `${outer}(${inner}(T3))`));
  const simplified = pairs.map((text) => formatProgram(simplify(program(text))));
  const changed = pairs.flatMap((text, i) => (simplified[i] === text ? [] : [[text, simplified[i]!] as const]));
  expect(changed.length).toBeGreaterThan(60);
  fc.assert(
    fc.property(statistics, (given) => {
      for (const [before, after] of changed)
        expect([before, bitsOf(program(after, { terminals }), given)]).toEqual([
          before,
          bitsOf(program(before, { terminals }), given),
        ]);
    }),
    { numRuns: 40 },
  );
});

test("any program, simplified, gives the same to the bit, is no larger, and is as simple as it gets", () => {
  fc.assert(
    fc.property(programs({ maxDepth: 5, terminals: ["T3", "T4_D"] }), statistics, (metric, given) => {
      const simple = simplify(metric);
      expect(simple.tree.size).toBeLessThanOrEqual(metric.tree.size);
      expect(formatProgram(simplify(simple))).toBe(formatProgram(simple));
      expect(bitsOf(simple, given)).toEqual(bitsOf(metric, given));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["sign(relu(relu(T3)))", "isPositive(T3)"],
  ["exp(heaviside(heaviside(relu(square(T4G_P)))))", "exp(heaviside(square(T4G_P)))"],
  ["numel(abs(exp(T3)))", "numel(T3)"],
  ["log(exp(T3))", "log(exp(T3))"],
  ["sub(T3, T3)", "sub(T3, T3)"],
])("%s is %s", (before, after) => {
  expect(formatProgram(simplify(program(before)))).toBe(after);
});
