import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  drawEvenly,
  nasBench201,
  nasBenchMacro,
  residualActivations,
  residualDepths,
  sampleDistinct,
} from "../src/index.ts";

const macro = nasBenchMacro({ channels: 4 });
const pool = 300;

test("no two compute the same function, and each is one of the pool", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.nat(1000), (count, seed) => {
      const drawn = drawEvenly(macro, count, seeded(seed), { pool });
      expect(drawn.length).toBe(count);
      expect(new Set(drawn.map(macro.functionOf!)).size).toBe(count);
      const first = new Set(sampleDistinct(macro, pool, seeded(seed)).map(macro.format));
      for (const each of drawn) expect(first.has(macro.format(each))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test("fewer are the first of more, so a table of some can grow", () => {
  fc.assert(
    fc.property(fc.nat(80), fc.nat(80), fc.nat(1000), (a, b, seed) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      expect(drawEvenly(macro, few, seeded(seed), { pool })).toEqual(
        drawEvenly(macro, many, seeded(seed), { pool }).slice(0, few),
      );
    }),
    { numRuns: 20 },
  );
});

describe.each([
  ["nas-bench-201", nasBench201({ channels: 4, cells: 1, resolution: 8 })],
  ["nas-bench-macro", macro],
  ["residual-depths", residualDepths({ channels: 4, resolution: 8 })],
] as const)("of %s", (_, space) => {
  const size = (architecture: never): number => Math.log(space.params(architecture));

  test("every eighth of the range of sizes has half its share at least, or all that the pool has there", () => {
    const all = sampleDistinct(space as never, 400, seeded(3)).map(size as (a: unknown) => number);
    const drawn = drawEvenly(space as never, 64, seeded(3), { pool: 400 }).map(size as (a: unknown) => number);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const share = (sizes: readonly number[]): number[] => {
      const counts = Array<number>(8).fill(0);
      for (const each of sizes) counts[Math.min(7, Math.floor((8 * (each - least)) / (most - least)))]!++;
      return counts;
    };
    const [there, taken] = [share(all), share(drawn)];
    for (const [i, count] of there.entries()) expect(taken[i]).toBeGreaterThanOrEqual(Math.min(count, 4));
  });
});

test("networks of one size are those that were drawn first", () => {
  const space = residualActivations({ channels: 2, resolution: 8 });
  expect(drawEvenly(space, 20, seeded(5))).toEqual(sampleDistinct(space, 20, seeded(5)));
});

test("a small space is drawn from whole, and no more than it has", () => {
  const space = residualDepths({ depths: [1, 2], channels: 2, resolution: 8 });
  expect(new Set(drawEvenly(space, 8, seeded(1)).map(space.format)).size).toBe(8);
  expect(() => drawEvenly(space, 9, seeded(1))).toThrow(
    new RangeError("drawEvenly: 9 architectures were asked for, but the pool of residual-depths has 8"),
  );
});

test.each([-1, 1.5, Number.NaN])("%s architectures, or a pool of them, are refused", (count) => {
  expect(() => drawEvenly(macro, count, seeded(1))).toThrow(
    new RangeError(`drawEvenly: count must be a whole number from 0 up, got ${count}`),
  );
  expect(() => drawEvenly(macro, 1, seeded(1), { pool: count })).toThrow(
    new RangeError(`drawEvenly: pool must be a whole number from 1 up, got ${count}`),
  );
});
