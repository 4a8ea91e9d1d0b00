import { kendallTau, logRankSum } from "@eznas/fitness";
import { inMemory } from "@eznas/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Composition, compose, type Part, sumOfLogRanks, worthReading } from "../../src/discovery/compose.ts";
import { networksOf } from "../../src/discovery/measured-networks.ts";

const task = (name: string, n: number) =>
  inMemory(
    name,
    Array.from({ length: n }, (_, i) => ({ id: `net ${i}`, accuracy: 50 + i, instances: [] })),
  );
const tasks = [task("a", 7), task("b", 5)];
const networks = networksOf(tasks);
const options = { networks, spaces: ["a", "b"], objective: "mean tau", parts: 3, gain: 0.01, width: 12 } as const;

const score = fc.integer({ min: -5, max: 5 });
const candidates = fc
  .array(fc.array(score, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 8 })
  .map((rows): readonly Part[] => rows.map((scores, i) => ({ text: `p${i}`, scores })));

const mean = ({ scores }: Part): number => {
  const taus = [scores.slice(0, 7), scores.slice(7)].map((of) => kendallTau(of, [...of.keys()]) || 0);
  return (taus[0]! + taus[1]!) / 2;
};

describe("compose", () => {
  test("the first is the best single part", () => {
    fc.assert(
      fc.property(candidates, (candidates) => {
        const [first] = compose(candidates, options);
        expect(first!.parts).toHaveLength(1);
        expect(first!.value).toBeCloseTo(Math.max(...candidates.map(mean)), 12);
      }),
    );
  });

  test("lengths go from one up, no part stands twice, and the text says the parts", () => {
    fc.assert(
      fc.property(candidates, (candidates) => {
        const all = compose(candidates, options);
        expect(all.map(({ parts }) => parts.length)).toEqual([1, 2, 3].slice(0, candidates.length));
        for (const { parts, text } of all) {
          expect(new Set(parts).size).toBe(parts.length);
          const texts = parts.map((part) => part.text);
          expect(text).toBe(parts.length === 1 ? texts[0] : `logRanks(${texts.join(", ")})`);
        }
      }),
    );
  });

  test("with more candidates no number of parts has a worse best, where all are gone on from", () => {
    const wide = { ...options, width: 1000 };
    fc.assert(
      fc.property(candidates, candidates, (some, more) => {
        const before = compose(some, wide);
        const after = compose([...some, ...more.map((part) => ({ ...part, text: `more ${part.text}` }))], wide);
        for (const [i, { value }] of before.entries()) expect(after[i]!.value).toBeGreaterThanOrEqual(value);
      }),
      { numRuns: 40 },
    );
  });

  test("nothing is composed of nothing", () => {
    expect(compose([], options)).toEqual([]);
  });
});

describe("sumOfLogRanks", () => {
  test("ranks within each task, a network without a score last", () => {
    const one = { text: "one", scores: [Number.NaN, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5] };
    const two = { text: "two", scores: [7, 6, 5, 4, 3, 2, 1, 5, 4, 3, 2, 1] };
    const last = (scores: readonly number[]) => scores.map((x) => (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x));
    expect(sumOfLogRanks([one, two], networks)).toEqual([
      ...logRankSum([last(one.scores.slice(0, 7)), two.scores.slice(0, 7)]),
      ...logRankSum([one.scores.slice(7), two.scores.slice(7)]),
    ]);
  });
});

test("a sum does not apply where a part does not", () => {
  const scores = [Number.NaN, Number.NaN, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5];
  const sum = sumOfLogRanks(
    [
      { text: "one", scores },
      { text: "two", scores: scores.map((_, i) => i) },
    ],
    networks,
  );
  expect(sum.slice(0, 7)).toEqual(Array(7).fill(Number.NaN));
  expect(sum.slice(7).some(Number.isNaN)).toBe(false);
});

describe("worthReading", () => {
  const of = (values: readonly number[]): readonly Composition[] =>
    values.map((value, i) => ({
      parts: Array.from({ length: i + 1 }, () => ({ text: "p", scores: [] })),
      text: `${i + 1}`,
      value,
    }));

  test("no longer one raises the value by the gain for each further part, and what is taken does so over the first", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -64, max: 64 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 16 }),
        (values, gain) => {
          const at = worthReading(of(values), gain).parts.length - 1;
          for (const [more, longer] of values.slice(at + 1).entries())
            expect(longer).toBeLessThan(values[at]! + (more + 1) * gain);
          expect(values[at]).toBeGreaterThanOrEqual(values[0]! + at * gain);
        },
      ),
    );
  });

  test.each([
    [[0.5, 0.509, 0.509], "1"],
    [[0.5, 0.505, 0.53], "3"],
    [[0.5, 0.505, 0.519], "1"],
    [[0.5, 0.55, 0.555], "2"],
  ])("of %j with a gain of 0.01 it is %s", (values, text) => {
    expect(worthReading(of(values), 0.01).text).toBe(text);
  });

  test("of none it is refused", () => {
    expect(() => worthReading([], 0.01)).toThrow(/expected one composition at least/);
  });
});
