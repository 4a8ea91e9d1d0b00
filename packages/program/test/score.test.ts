import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import type { InstanceStatistics } from "@eznas/stats";
import { add, memory } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { evaluate, eznasA, mean, program, score, scoreAll, scorer, sum, zoo } from "../src/index.ts";
import { instances, programs, randomInstance } from "../src/testing.ts";

const networks = fc.array(instances(), { minLength: 1, maxLength: 3 });

const weight = (name: string, ...values: readonly number[]): InstanceStatistics => ({
  name,
  statistics: { T3: { shape: [values.length], data: Float32Array.from(values) } },
});

describe.each([
  ["tfjs", "cpu"],
  ["tfjs", "wasm"],
  ["fast", "cpu"],
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

  test("programs scored together score as they do one by one, and none throws", () => {
    fc.assert(
      fc.property(fc.array(programs(), { minLength: 1, maxLength: 5 }), networks, (population, network) => {
        expect(scoreAll(population, network, options)).toEqual(population.map((made) => score(made, network, options)));
      }),
      { numRuns: evaluator === "fast" || backend === "cpu" ? 1000 : 300 },
    );
  });

  test("a score is the mean of the outputs' means, and is refused for a reason that the outputs show", () => {
    fc.assert(
      fc.property(programs(), networks, (made, network) => {
        const outputs = network.map((instance) => evaluate(made, instance, options));
        const result = score(made, network, options);
        const refused = outputs.indexOf(undefined);
        if (refused >= 0) {
          expect(result).toEqual({ ok: false, reason: "shape", instance: network[refused]!.name });
          return;
        }
        const values = outputs.map((output) => mean(output!.data));
        // In an arena, sums are added up in another order.
        if (result.ok) expect(result.value / mean(values) || 1).toBeCloseTo(1, 12);
        else {
          const culprit = values.findIndex((value) => !Number.isFinite(value));
          expect(result).toEqual({ ok: false, reason: "non-finite", instance: network[culprit]!.name });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("the zoo has a score or a reason on every network", () => {
    fc.assert(
      fc.property(networks, (network) => {
        for (const result of scoreAll(Object.values(zoo), network, options)) {
          if (result.ok) expect(result.value).not.toBeNaN();
          else expect(network.map(({ name }) => name)).toContain(result.instance);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("whatever the backend", () => {
  beforeAll(() => useBackend("cpu"));

  test("a scorer goes on to the next network, and to other shapes", () => {
    const scoresOf = scorer([program("mean(T3)"), program("numel(T3)")]);
    expect(scoresOf([weight("a", 1, 3)])).toEqual([
      { ok: true, value: 2 },
      { ok: true, value: 2 },
    ]);
    expect(scoresOf([weight("a", 1, 2, 6), weight("b", 5)])).toEqual([
      { ok: true, value: 4 },
      { ok: true, value: 2 },
    ]);
  });

  test("a subtree that programs share is computed once per instance", () => {
    let runs = 0;
    const mine = op({
      arity: 1,
      latex: (a) => a,
      shape: sameShape,
      kernel: (a) => {
        runs++;
        return add(a, 1);
      },
      domain: "total",
      examples: [],
    });
    const table = extendOps(ops, { mine });
    const population = ["mine(T3)", "abs(mine(T3))", "add(mine(T3), mine(T3))"].map((text) =>
      program(text, { ops: table }),
    );
    scoreAll(population, [weight("a", 1), weight("b", 2)]);
    expect(runs).toBe(2);
  });

  test("no kernel runs on any instance for a program that does not apply to the last", () => {
    let runs = 0;
    const mine = op({
      arity: 2,
      latex: (a, b) => `${a} ${b}`,
      shape: (a, b) => (a[0] === b[0] && a[0] !== 3 ? a : undefined),
      kernel: (a, b) => {
        runs++;
        return add(a, b);
      },
      domain: "anything that is not of length 3",
      examples: [],
    });
    const made = program("mine(T3, T3)", { ops: extendOps(ops, { mine }) });
    expect(score(made, [weight("a", 1, 2), weight("b", 1, 2, 3)])).toEqual({
      ok: false,
      reason: "shape",
      instance: "b",
    });
    expect(runs).toBe(0);
  });

  test("an inner infinity is legal when the root is finite", () => {
    const singular = { name: "conv", statistics: { T1G_D: { shape: [2, 2], data: Float32Array.of(1, 1, 1, 1) } } };
    expect(evaluate(program("logDet(sign(T1G_D))"), singular)?.data[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(score(eznasA, [singular])).toEqual({ ok: true, value: 0 });
  });

  test("the aggregate decides whether a score is finite", () => {
    const network = [weight("a", 0), weight("b", 4)];
    const finiteOnes = (values: readonly number[]) => mean(values.filter(Number.isFinite));
    expect(score(program("reciprocal(T3)"), network)).toEqual({ ok: false, reason: "non-finite", instance: "a" });
    expect(score(program("reciprocal(T3)", { aggregate: finiteOnes }), network)).toEqual({ ok: true, value: 0.25 });
    const hopeless = program("T3", { aggregate: () => Number.NaN });
    expect(score(hopeless, network)).toEqual({ ok: false, reason: "non-finite", instance: "a" });
  });

  test("toScalar and aggregate are the program's own, even where trees are shared", () => {
    const network = [weight("a", 1, 3), weight("b", 5, 7)];
    const programs = [
      program("T3"),
      program("T3", { toScalar: sum }),
      program("T3", { toScalar: sum, aggregate: sum }),
    ];
    expect(scoreAll(programs, network).map((it) => it.ok && it.value)).toEqual([4, 8, 16]);
  });

  test("toScalar is told the output's shape", () => {
    const rows = program("T3", { toScalar: (_, shape) => shape[0]! });
    expect(score(rows, [weight("a", 1, 1, 1)])).toEqual({ ok: true, value: 3 });
  });

  test("no instances, and an instance without a statistic that is read, are the caller's mistakes", () => {
    expect(() => score(eznasA, [])).toThrow(RangeError);
    expect(() => score(program("add(T3, T2_D)"), [weight("stem", 1)])).toThrow(
      'score: instance "stem" has no T2_D, which a program reads',
    );
    expect(memory().numTensors).toBe(0);
  });

  test("no programs have no scores", () => {
    expect(scoreAll([], [weight("a", 1)])).toEqual([]);
  });

  test("the same instance can be scored again: statistics are only read", () => {
    fc.assert(
      fc.property(programs(), instances(), (made, instance) => {
        const saved = structuredClone(instance);
        score(made, [instance]);
        expect(instance, format(made.tree)).toEqual(saved);
      }),
      { numRuns: 200 },
    );
  });

  test("networks of many sizes are scored without shapes getting mixed up", () => {
    const scoresOf = scorer(Object.values(zoo));
    for (const channelsOut of [1, 2, 3])
      for (const size of [2, 4]) {
        const network = [
          randomInstance("conv", { batch: 1, channelsIn: 2, channelsOut, size, kernel: 3, stride: 1 }, Math.random),
        ];
        expect(scoresOf(network)).toEqual(scoreAll(Object.values(zoo), network));
      }
  });

  describe("statistics that say nothing", () => {
    const of = (...data: readonly number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
    const network: readonly InstanceStatistics[] = [
      { name: "first", statistics: { T3: of(1, 2), T1_D: of(3, 4), T1G_D: of(1, 1) } },
      { name: "second", statistics: { T3: of(1, 2), T1_D: of(3, 4), T1G_D: { ...of(1e-9, -1e-9), vanished: true } } },
    ];
    const [values, gradients] = [program("mean(T1_D)", { aggregate: sum }), program("mean(mul(T1_D, T1G_D))")];

    test("a program that reads gradients which are rounding has no score, and others have theirs", () => {
      expect(scoreAll([values, gradients, eznasA], network)).toEqual([
        { ok: true, value: 7 },
        { ok: false, reason: "vanished-gradient", instance: "second", statistic: "T1G_D" },
        { ok: false, reason: "shape", instance: "first" },
      ]);
    });

    test("where they shall be scored, they are", () => {
      expect(score(gradients, network, { vanishedGradients: "score" }).ok).toBe(true);
    });

    test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
      "a statistic that holds %d has no score, even where a program tames it",
      (broken) => {
        const withBroken = [
          network[0]!,
          { name: "broken", statistics: { T1_D: of(1, broken), T3: of(1, 2), T1G_D: of(0, 0) } },
        ];
        expect(
          scoreAll([program("sigmoid(T1_D)"), program("isPositive(T1_D)"), program("mean(T3)")], withBroken),
        ).toEqual([
          { ok: false, reason: "non-finite", instance: "broken", statistic: "T1_D" },
          { ok: false, reason: "non-finite", instance: "broken", statistic: "T1_D" },
          { ok: true, value: 1.5 },
        ]);
      },
    );

    test("an infinity within a program is legal", () => {
      const ones = { shape: [1, 1, 2, 2], data: Float32Array.of(1, 1, 1, 1) };
      expect(score(eznasA, [{ name: "singular", statistics: { T1G_D: ones } }])).toEqual({ ok: true, value: 0 });
    });
  });
});
