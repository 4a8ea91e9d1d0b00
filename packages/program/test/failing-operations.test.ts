import { useBackend } from "@eznas/kernels";
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { memory, reshape, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { evaluate, program, scoreAll } from "../src/index.ts";

const whatever = { arity: 1, latex: (a: string) => a, domain: "total", examples: [] } as const;
const own = extendOps(ops, {
  throwing: op({
    ...whatever,
    shape: sameShape,
    kernel: () => {
      throw new TypeError("not\ntoday");
    },
  }),
  moody: op({
    ...whatever,
    shape: sameShape,
    kernel: (a: Tensor) => {
      if (a.size > 2) throw new Error("too many");
      return a.clone();
    },
  }),
  flattening: op({ ...whatever, shape: sameShape, kernel: (a: Tensor) => reshape(a, [-1]) }),
  shrinking: op({ ...whatever, shape: sameShape, kernel: () => tensor([1]) }),
  forgetting: op({ ...whatever, shape: sameShape, kernel: () => undefined as never }),
  ruleless: op({
    ...whatever,
    shape: () => {
      throw new Error("no rule");
    },
    kernel: (a: Tensor) => a.clone(),
  }),
  misruled: op({ ...whatever, shape: () => [Number.NaN], kernel: (a: Tensor) => a.clone() }),
  swelling: op({ ...whatever, shape: () => [2 ** 20, 2 ** 20], kernel: (a: Tensor) => a.clone() }),
});

const conv = (name: string, ...weights: number[]) => ({
  name,
  statistics: { T3: { shape: [weights.length, 1], data: Float32Array.from(weights) } },
});
const network = [conv("first", 1, 2), conv("second", -3, 4, 5)];

let tensors: number;
beforeAll(async () => {
  await useBackend("wasm");
  tensors = memory().numTensors;
});
afterEach(() => expect(memory().numTensors).toBe(tensors));

describe.each(["fast", "tfjs"] as const)("by %s kernels", (evaluator) => {
  test.each([
    ["throwing", "first", 'threw "not today"'],
    ["moody", "second", 'threw "too many"'],
    ["flattening", "first", "gave a tensor of [2], expected a tensor of its shape rule's [2, 1]"],
    ["shrinking", "first", "gave a tensor of [1], expected a tensor of its shape rule's [2, 1]"],
    ["forgetting", "first", "gave undefined, expected a tensor of its shape rule's [2, 1]"],
    ["ruleless", "first", 'threw "no rule"'],
    ["misruled", "first", "has a shape rule that gives [null], expected a list of lengths or undefined"],
  ])("%s is a failure of the programs that use it, and of no others", (operation, instance, detail) => {
    const failure = { ok: false, reason: "operation", instance, operation, detail };
    const programs = ["mean(T3)", `mean(${operation}(abs(T3)))`, "mean(abs(T3))", `abs(${operation}(abs(T3)))`];
    const scores = scoreAll(
      programs.map((text) => program(text, { ops: own })),
      network,
      { evaluator },
    );
    expect(scores[0]).toMatchObject({ ok: true, value: (1.5 + 2) / 2 });
    expect(scores[1]).toEqual(failure);
    expect(scores[2]).toMatchObject({ ok: true, value: (1.5 + 4) / 2 });
    expect(scores[3]).toEqual(failure);
    const broken = network.find(({ name }) => name === instance)!;
    expect(() => evaluate(program(`abs(${operation}(T3))`, { ops: own }), broken, { evaluator })).toThrow(
      `evaluate: operation "${operation}" ${detail} on instance "${instance}" in abs(${operation}(T3))`,
    );
  });

  test("two operations that fail in one pass are each the failure of their programs", () => {
    const programs = ["throwing(T3)", "moody(T3)", "flattening(moody(T3))"].map((text) => program(text, { ops: own }));
    const scores = scoreAll(programs, network, { evaluator });
    expect(scores).toMatchObject([{ operation: "throwing" }, { operation: "moody" }, { operation: "flattening" }]);
  });
});

test("a value that memory has no room for is a failure", () => {
  const [score] = scoreAll([program("abs(swelling(T3))", { ops: own })], network);
  expect(score).toMatchObject({ reason: "operation", operation: "swelling" });
});
