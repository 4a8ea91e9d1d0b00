import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { extendOps, omitOps, op, ops, sameShape, scalarShape } from "@eznas/ops";
import { add, mean, memory } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { evaluate, program, scoreAll, scorer, zoo } from "../src/index.ts";
import { instances, programs, randomInstance } from "../src/testing.ts";

const size = { batch: 1, channelsIn: 2, channelsOut: 3, size: 4, kernel: 3, stride: 1 };

beforeAll(() => useBackend("cpu"));

/** Where rounding may decide between two values that are far apart, or is all that is left of a difference. */
const discontinuous = [
  ...(["sign", "heaviside", "isPositive", "isNegative", "less", "greater", "equal", "hamming"] as const),
  ...(["log", "absLog", "reciprocal", "normalize", "det", "logDet", "symmetricEigenRatio", "eigenRatio"] as const),
] as const;

test("fast and tfjs give the same scores where rounding does not decide", () => {
  const arena = new Arena();
  const continuous = omitOps(ops, discontinuous);
  const networks = fc.array(instances(), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(programs({ ops: continuous }), { minLength: 1, maxLength: 4 }), networks, (made, network) => {
      const [fast, slow] = [scoreAll(made, network, { arena }), scoreAll(made, network, { evaluator: "tfjs" })];
      for (const [i, score] of fast.entries()) {
        const reference = slow[i]!;
        if (!score.ok || !reference.ok) expect(score).toEqual(reference);
        else {
          const scale = Math.max(1, Math.abs(reference.value));
          expect(Math.abs(score.value - reference.value) / scale).toBeLessThan(1e-3);
        }
      }
      expect(arena.lent).toBe(0);
    }),
    { numRuns: 1000 },
  );
});

test("an operation without a fast kernel runs by tfjs inside the arena", () => {
  const mine = op({
    arity: 1,
    latex: (a) => a,
    shape: sameShape,
    kernel: (a) => add(a, 1),
    domain: "total",
    examples: [],
  });
  const instance = randomInstance("conv", size, Math.random);
  const before = memory().numTensors;
  const { data } = evaluate(program("abs(mine(abs(T3)))", { ops: extendOps(ops, { mine }) }), instance)!;
  expect(data).toEqual(instance.statistics.T3!.data.map((x) => Math.abs(x) + 1));
  expect(memory().numTensors).toBe(before);
});

test("what only the shapes are read of is not computed", () => {
  let runs = 0;
  const mine = op({
    arity: 1,
    latex: (a) => a,
    shape: scalarShape,
    kernel: (a) => {
      runs++;
      return mean(a);
    },
    domain: "total",
    examples: [],
  });
  const table = extendOps(ops, { mine });
  const instance = randomInstance("conv", size, Math.random);
  const made = program("add(onesLike(mine(T3)), numel(matMul(zerosLike(T1_D), T1_D)))", { ops: table });
  expect(evaluate(made, instance, { evaluator: "fast" })?.data).toEqual(Float32Array.of(33));
  expect(runs).toBe(0);
  // It is when someone reads it.
  const both = [made, program("mine(T3)", { ops: table })];
  const scores = scoreAll(both, [instance], { evaluator: "fast" });
  expect(scores.map(({ ok }) => ok)).toEqual([true, true]);
  expect(runs).toBe(1);
});

test("a scorer needs no more memory for many networks than for one", () => {
  const arena = new Arena();
  const scoresOf = scorer(Object.values(zoo), { arena });
  const network = [randomInstance("conv", { ...size, size: 32, channelsIn: 16, channelsOut: 16 }, Math.random)];
  scoresOf(network);
  const { bytes } = arena;
  for (let i = 0; i < 20; i++) scoresOf(network);
  expect(arena.bytes).toBe(bytes);
  expect(arena.lent).toBe(0);
});

test("one arena serves several scorers in turn", () => {
  const arena = new Arena();
  const network = [randomInstance("conv", size, Math.random)];
  const [one, other] = [scorer([program("mean(T3)")], { arena }), scorer([program("meanAbs(T3)")], { arena })];
  const scores = [one(network), other(network), one(network)];
  expect(scores[2]).toEqual(scores[0]);
  expect(scores[1]).toEqual(scoreAll([program("meanAbs(T3)")], network));
});
