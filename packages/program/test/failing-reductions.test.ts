import { useBackend } from "@eznas/kernels";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Aggregate,
  aggregates,
  depthWeighted,
  extendReductions,
  program,
  reduction,
  scoreAll,
  type ToScalar,
  toScalars,
} from "../src/index.ts";

const moody = (values: ArrayLike<number>): number => {
  if (Math.max(...Array.from(values)) > 4) throw new Error("too\nmuch");
  return values[0]!;
};
const named = reduction({ of: moody, latex: (x) => x, domain: "whatever", examples: [] });
const own = {
  toScalars: extendReductions(toScalars, { moody: named }),
  aggregates: extendReductions(aggregates, { moody: named }),
};

const conv = (name: string, ...weights: number[]) => ({
  name,
  statistics: { T3: { shape: [weights.length, 1], data: Float32Array.from(weights) } },
});
const network = [conv("first", 1, 2), conv("second", -3, 4, 5)];

beforeAll(() => useBackend("wasm"));

describe.each(["fast", "tfjs"] as const)("by %s kernels", (evaluator) => {
  test.each<[string, unknown, string]>([
    ["throws", moody, 'threw "too much"'],
    ["gives nothing", () => undefined, "gave undefined, expected a number"],
    ["gives a text", () => "7", 'gave "7", expected a number'],
    ["gives a promise", async () => 7, "gave a promise, expected a number"],
    ["gives a big integer", () => 7n, "gave 7, expected a number"],
  ])("a toScalar or an aggregate that %s is the failure of its program, and of no other", (_, of, detail) => {
    const tensors = memory().numTensors;
    const [toScalar, aggregate] = [of as ToScalar, of as Aggregate];
    const scores = scoreAll(
      [
        program("abs(T3)"),
        program("abs(T3)", { toScalar }),
        program("sum: mul(T3, T3)", { aggregate }),
        program("mul(T3, T3)"),
      ],
      network,
      { evaluator },
    );
    const instance = of === moody ? "second" : "first";
    expect(scores[0]).toEqual({ ok: true, value: (1.5 + 4) / 2 });
    expect(scores[1]).toEqual({ ok: false, reason: "operation", instance, operation: "toScalar", detail });
    expect(scores[2]).toEqual({ ok: false, reason: "operation", instance: "first", operation: "aggregate", detail });
    expect(scores[3]!.ok).toBe(true);
    expect(memory().numTensors).toBe(tensors);
  });

  test("one that has a name is named", () => {
    const texts = ["moody: T3", "moody of l2: T3", "l2: T3"].map((text) => program(text, own));
    expect(scoreAll(texts, network, { evaluator })).toMatchObject([
      { reason: "operation", instance: "second", operation: "toScalar moody", detail: 'threw "too much"' },
      { reason: "operation", instance: "first", operation: "aggregate moody" },
      { ok: true },
    ]);
  });

  test("a number that is not finite stays what it was", () => {
    const none = program("T3", { toScalar: () => Number.NaN });
    expect(scoreAll([none], network, { evaluator })).toEqual([{ ok: false, reason: "non-finite", instance: "first" }]);
  });
});

test("a weight by depth that is none is told with its value", () => {
  const [score] = scoreAll([program("T3", { aggregate: depthWeighted(() => -1) })], network);
  expect(score).toMatchObject({
    reason: "operation",
    operation: "aggregate",
    detail: expect.stringContaining("got -1"),
  });
});
