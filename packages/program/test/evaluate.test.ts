import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { add, memory, type Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { evaluate, inferShape, program, score } from "../src/index.ts";
import { instances, programs, randomInstance } from "../src/testing.ts";

const size = { batch: 1, channelsIn: 2, channelsOut: 3, size: 4, kernel: 3, stride: 1 };

/** An elementwise operation that counts how often its kernel runs. */
function counted(kernel: (a: Tensor) => Tensor) {
  let runs = 0;
  const mine = op({
    arity: 1,
    latex: (a) => a,
    shape: sameShape,
    kernel: (a) => {
      runs++;
      return kernel(a);
    },
    domain: "total",
    examples: [],
  });
  return { ops: extendOps(ops, { mine }), runs: () => runs };
}

describe.each([
  ["tfjs", "cpu"],
  ["tfjs", "wasm"],
  ["fast", "cpu"],
  ["fast", "wasm"],
] as const)("by %s with the %s backend", (evaluator, backend) => {
  const arena = new Arena();
  const options = { evaluator, arena };
  let before: number;
  beforeAll(() => useBackend(backend));
  beforeEach(() => {
    before = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors).toBe(before);
    expect(arena.lent).toBe(0);
  });

  test("an output has the inferred shape, with a value for every element", () => {
    fc.assert(
      fc.property(programs(), instances(), (made, instance) => {
        const shapes = Object.fromEntries(
          Object.entries(instance.statistics).map(([name, { shape }]) => [name, shape]),
        );
        const output = evaluate(made, instance, options);
        expect(output?.shape).toEqual(inferShape(made.tree, shapes, made.ops));
        if (output) expect(output.data.length).toBe(output.shape.reduce((a, b) => a * b, 1));
      }),
      { numRuns: 200 },
    );
  });

  test("a bare terminal evaluates to the statistic", () => {
    const instance = randomInstance("conv", size, Math.random);
    expect(evaluate(program("T1_D"), instance, options)).toEqual(instance.statistics.T1_D);
  });

  test("an equal subtree is computed once", () => {
    const { ops: table, runs } = counted((a) => add(a, 1));
    const made = program("add(mine(T3), mul(mine(T3), mine(mine(T3))))", { ops: table });
    evaluate(made, randomInstance("conv", size, Math.random), options);
    expect(runs()).toBe(2);
  });

  test("no kernel runs when an operation does not apply", () => {
    const { ops: table, runs } = counted((a) => add(a, 1));
    const wide = { name: "wide", statistics: { T3: { shape: [1, 2], data: Float32Array.of(1, 2) } } };
    expect(evaluate(program("det(mine(T3))", { ops: table }), wide)).toBeUndefined();
    expect(runs()).toBe(0);
  });

  test("a kernel that hands back its argument does no harm", () => {
    const { ops: table } = counted((a) => a);
    const instance = randomInstance("conv", size, Math.random);
    const output = evaluate(program("add(mine(mine(T3)), mine(T3))", { ops: table }), instance);
    const { data } = instance.statistics.T3!;
    expect(output?.data).toEqual(data.map((x) => x + x));
    expect(evaluate(program("mine(T3)", { ops: table }), instance, options)?.data).toEqual(data);
  });

  test("a kernel that throws leaves no tensor behind", () => {
    const { ops: table } = counted((a) => {
      add(a, 1);
      throw new Error("out of order");
    });
    const made = program("add(abs(T1_D), mul(sign(T1_N), mine(T1_D)))", { ops: table });
    expect(() => evaluate(made, randomInstance("conv", size, Math.random), options)).toThrow("out of order");
  });
});

test.each([
  ["no numbers, however long its shape", [0, 9e15], 0],
  ["fewer numbers than its shape has", [2 ** 20, 2 ** 20], 4],
])("a statistic of %s is refused before a kernel reads it", (_, shape, numbers) => {
  const instance = { name: "conv", statistics: { T3: { shape, data: new Float32Array(numbers) } } };
  const text = `score: instance "conv" has T3 of shape [${shape.join(", ")}], but ${numbers} numbers of it`;
  expect(() => evaluate(program("abs(T3)"), instance)).toThrow(text);
  expect(() => score(program("mean(abs(T3))"), [instance])).toThrow(text);
});
