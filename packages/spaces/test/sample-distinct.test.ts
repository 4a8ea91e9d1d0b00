import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { functionOf, nasBench201, type Space, sampleDistinct } from "../src/index.ts";

const space = nasBench201();

test("no two architectures compute the same function, and each is one of the space", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1000), (count, seed) => {
      const drawn = sampleDistinct(space, count, seeded(seed));
      expect(drawn.length).toBe(count);
      expect(new Set(drawn.map(functionOf)).size).toBe(count);
      for (const each of drawn) expect(space.parse(space.format(each))).toEqual(each);
    }),
    { numRuns: 200 },
  );
});

test("they are the random ones, without those that were met before", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(1000), (count, seed) => {
      const rng = seeded(seed);
      const met = new Map<string, string>();
      while (met.size < count) {
        const cell = space.sample(rng);
        if (!met.has(functionOf(cell))) met.set(functionOf(cell), space.format(cell));
      }
      expect(sampleDistinct(space, count, seeded(seed)).map(space.format)).toEqual([...met.values()]);
    }),
    { numRuns: 50 },
  );
});

test("fewer are the first of more, so a table of some can grow", () => {
  const many = sampleDistinct(space, 100, seeded(4));
  expect(sampleDistinct(space, 40, seeded(4))).toEqual(many.slice(0, 40));
});

describe("a space that does not tell its functions", () => {
  const dice: Space<number> = {
    ...(space as unknown as Space<number>),
    name: "dice",
    sample: (rng) => 1 + Math.floor(rng() * 6),
    format: String,
  };
  const { functionOf: _, ...throws } = dice;

  test("has architectures that differ in their texts", () => {
    expect([...sampleDistinct(throws, 6, seeded(1))].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("refuses more than it has", () => {
    expect(() => sampleDistinct(throws, 7, seeded(1))).toThrow(
      new RangeError("sampleDistinct: 7 distinct architectures were asked for, but 7000 draws from dice met 6"),
    );
  });
});

test.each([-1, 1.5, Number.NaN])("%s architectures are refused", (count) => {
  expect(() => sampleDistinct(space, count, seeded(1))).toThrow(
    new RangeError(`sampleDistinct: count must be a whole number from 0 up, got ${count}`),
  );
});
