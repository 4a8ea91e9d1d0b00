import { useBackend } from "@eznas/kernels";
import type { InstanceStatistics } from "@eznas/stats";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  type Combine,
  combineScores,
  ensemble,
  ensembleScores,
  eznasA,
  program,
  type Score,
  scoreAll,
} from "../src/index.ts";
import { instances, programs } from "../src/testing.ts";

beforeAll(() => useBackend("cpu"));

/** The sum of how many networks each program ranks below. */
const sumOfRanks: Combine = (lists) =>
  lists[0]!.map((_, i) => lists.reduce((sum, list) => sum + list.filter((value) => value < list[i]!).length, 0));

const networks = fc.array(fc.array(instances(), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });

test("a network has a combined score exactly where every program has one, and else the first program's reason", () => {
  fc.assert(
    fc.property(fc.array(programs({ maxDepth: 2 }), { minLength: 1, maxLength: 3 }), networks, (population, all) => {
      const combined = ensemble(population, sumOfRanks)(all);
      expect(combined.length).toBe(all.length);
      for (const [i, network] of all.entries()) {
        const own = scoreAll(population, network);
        const failure = own.find(({ ok }) => !ok);
        if (failure) expect(combined[i]).toEqual(failure);
        else expect(combined[i]!.ok).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

const scores = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }), { maxLength: 8 });
const ok = (value: number): Score => ({ ok: true, value });

test("what is combined is each program's scores of the networks that have all", () => {
  const some = fc.tuple(scores, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }));
  fc.assert(
    fc.property(some, ([table, fails]) => {
      const failure: Score = { ok: false, reason: "non-finite", instance: "conv" };
      const given = table.map((row, i) => (fails[i] ? [ok(row[0]!), failure, failure] : row.map(ok)));
      const kept = table.filter((_, i) => !fails[i]);
      const expected = kept.length > 0 ? sumOfRanks([0, 1, 2].map((at) => kept.map((row) => row[at]!))) : [];
      const combined = combineScores(given, sumOfRanks);
      expect(combined.filter((_, i) => !fails[i])).toEqual(expected.map(ok));
      expect(combined.filter((_, i) => fails[i]).every((one) => one === failure)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("another order of networks is another order of scores", () => {
  fc.assert(
    fc.property(scores, (table) => {
      const given = table.map((row) => row.map(ok));
      expect(combineScores(given.toReversed(), sumOfRanks)).toEqual(combineScores(given, sumOfRanks).toReversed());
    }),
    { numRuns: 1000 },
  );
});

test("two programs that disagree meet in the middle", () => {
  const network = (...weights: readonly number[]): readonly InstanceStatistics[] => [
    { name: "conv", statistics: { T3: { shape: [2], data: Float32Array.from(weights) } } },
  ];
  const both = ensemble([program("mean(T3)"), program("frobenius(T3)")], sumOfRanks);
  expect(both([network(1, 2), network(5, 4), network(-9, 2)])).toEqual([ok(1), ok(3), ok(2)]);
});

test("no networks have no scores, nor have those that no program applies to; an empty ensemble is refused", () => {
  expect(ensemble([eznasA], sumOfRanks)([])).toEqual([]);
  const T1G_D = { shape: [1, 2], data: Float32Array.of(1, 2) };
  expect(ensemble([eznasA], sumOfRanks)([[{ name: "wide", statistics: { T1G_D } }]])).toEqual([
    { ok: false, reason: "shape", instance: "wide" },
  ]);
  expect(() => ensemble([], sumOfRanks)).toThrow("ensemble: got no programs");
});

test("a combined score that is not finite is a failure", () => {
  const ok = (value: number): Score => ({ ok: true, value });
  const logs: Combine = (lists) => lists[0]!.map((_, i) => lists.reduce((sum, list) => sum + Math.log(list[i]!), 0));
  expect(combineScores([[ok(-1)], [ok(1)]], logs)).toMatchObject([{ ok: false, reason: "non-finite" }, ok(0)]);
});

test("a part that is not finite fails its network, or ranks last under that part", () => {
  const ok = (value: number): Score => ({ ok: true, value });
  const infinite: Score = { ok: false, reason: "non-finite", instance: "conv" };
  const ensembled = { text: "", parts: [program("T3"), program("T1_D")], combine: sumOfRanks };
  const given = [
    [ok(3), infinite],
    [ok(2), ok(5)],
    [ok(1), ok(9)],
  ];
  expect(ensembleScores(ensembled, given)[0]).toBe(infinite);
  const last = ensembleScores({ ...ensembled, nonFinite: "last" }, given);
  expect(last).toEqual(
    combineScores(
      [
        [ok(3), ok(-1)],
        [ok(2), ok(5)],
        [ok(1), ok(9)],
      ],
      sumOfRanks,
    ),
  );
});
