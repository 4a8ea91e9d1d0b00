import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Rng, seeded } from "../src/index.ts";

const take = (rng: Rng, count: number): readonly number[] => Array.from({ length: count }, rng);
const part = fc.oneof(fc.integer(), fc.string({ maxLength: 5 }));
const path = fc.array(part, { maxLength: 4 });

test("the same seed and names give the same numbers, all of them on [0, 1)", () => {
  fc.assert(
    fc.property(fc.integer(), path, (seed, names) => {
      const numbers = take(seeded(seed, ...names), 20);
      expect(take(seeded(seed, ...names), 20)).toEqual(numbers);
      for (const x of numbers) expect(x >= 0 && x < 1).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("other seeds or names give other numbers", () => {
  fc.assert(
    fc.property(fc.tuple(fc.integer(), path), fc.tuple(fc.integer(), path), ([a, as], [b, bs]) => {
      const same = JSON.stringify([a, ...as]) === JSON.stringify([b, ...bs]);
      expect(seeded(a, ...as)() === seeded(b, ...bs)()).toBe(same);
    }),
    { numRuns: 1000 },
  );
});

test("a stream does not depend on when and how much others are used", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.uniqueArray(part, { minLength: 2, maxLength: 4 }),
      fc.array(fc.nat(3)),
      (seed, names, order) => {
        const alone = names.map((name) => take(seeded(seed, name), order.length));
        const together = names.map((name) => seeded(seed, name));
        const taken = names.map((): number[] => []);
        for (const which of order) taken[which % names.length]!.push(together[which % names.length]!());
        expect(taken).toEqual(alone.map((numbers, i) => numbers.slice(0, taken[i]!.length)));
      },
    ),
    { numRuns: 1000 },
  );
});

test("names are told apart by their borders and kinds", () => {
  const streams = [
    seeded(1, "a", "b"),
    seeded(1, "ab"),
    seeded(1, "a,b"),
    seeded(1, 'a","b'),
    seeded(1, 1),
    seeded(1, "1"),
    seeded(1),
    seeded(1, ""),
    seeded(11),
    seeded(-1),
    seeded(0.1),
    seeded(2 ** 32 + 1),
  ];
  expect(new Set(streams.map((rng) => rng())).size).toBe(streams.length);
});

describe("numbers are uniform", () => {
  const bins = 64;
  const count = 64_000;
  /** χ² with 63 degrees of freedom has mean 63 and deviation 11; these streams are fixed, so this is no gamble. */
  const chiSquared = (draw: (i: number) => number): number => {
    const counts = new Float64Array(bins);
    for (let i = 0; i < count; i++) counts[draw(i)]!++;
    return counts.reduce((sum, observed) => sum + (observed - count / bins) ** 2 / (count / bins), 0);
  };
  const leading = (x: number): number => Math.floor(x * bins);
  const trailing = (x: number): number => (x * 2 ** 53) % bins;
  const within = seeded(5);

  test.each<[string, (i: number) => number]>([
    ["within a stream", () => within()],
    ["first numbers of consecutive seeds", (i) => seeded(i)()],
    ["first numbers of consecutive generations", (i) => seeded(7, "generation", i)()],
    ["first numbers of names", (i) => seeded(7, `network ${i}`, "weights")()],
  ])("%s", (_, draw) => {
    for (const bin of [leading, trailing]) {
      const value = chiSquared((i) => bin(draw(i)));
      expect(value).toBeGreaterThan(25);
      expect(value).toBeLessThan(110);
    }
  });

  const eighth = (x: number): number => Math.floor(8 * x);
  test.each<[string, (i: number) => readonly [number, number]]>([
    ["pairs of a stream's first two numbers", (i) => take(seeded(i), 2) as [number, number]],
    ["pairs of neighboring seeds' first numbers", (i) => [seeded(i)(), seeded(i + 1)()]],
    ["pairs of two names' first numbers", (i) => [seeded(i, "a")(), seeded(i, "b")()]],
  ])("%s", (_, draw) => {
    const value = chiSquared((i) => {
      const [a, b] = draw(i);
      return 8 * eighth(a) + eighth(b);
    });
    expect(value).toBeGreaterThan(25);
    expect(value).toBeLessThan(110);
  });
});

test("streams are those of the first release: a saved run goes on as it would have", () => {
  expect(take(seeded(0), 2)).toEqual([0.2413516641188046, 0.24196126892122993]);
  expect(take(seeded(7, "generation", 12, "vary"), 2)).toEqual([0.433964324529837, 0.43840033287515345]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("%d is no seed and no name", (bad) => {
  const message = new RangeError(`seeded: seeds and names are finite numbers or strings, got ${bad}`);
  expect(() => seeded(bad)).toThrow(message);
  expect(() => seeded(1, "a", bad)).toThrow(message);
});
