import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardNormal } from "../../src/index.ts";

/** A 32-bit generator (a mixed counter), good enough to judge a distribution by. */
function uniform(seed: number): () => number {
  let count = seed;
  return () => {
    count = (count + 0x6d2b79f5) | 0;
    let mixed = Math.imul(count ^ (count >>> 15), count | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function draw(n: number, seed: number): Float64Array {
  const normal = standardNormal(uniform(seed));
  return Float64Array.from({ length: n }, normal);
}

/**
 * Cumulative distribution by Simpson's rule over the density: the textbook's definition, and no approximation of it.
 */
function cumulative(x: number): number {
  const steps = 400;
  const width = x / steps;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * density(i * width);
  return 0.5 + (sum * width) / 3;
}

const n = 1_000_000;
const sample = draw(n, 1);
const moment = (power: number) => sample.reduce((sum, x) => sum + x ** power, 0) / n;

describe("a million deviates", () => {
  // Standard error of the k-th moment: √((μ₂ₖ − μₖ²)/n); five of them.
  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
    [5, 0, 945],
    [6, 15, 10170],
  ])("have moment %i of the normal distribution", (power, expected, variance) => {
    expect(Math.abs(moment(power) - expected)).toBeLessThan(5 * Math.sqrt(variance / n));
  });

  test("are distributed normally (Kolmogorov and Smirnov, 0.1 % level)", () => {
    const sorted = Float64Array.from(sample).sort();
    let distance = 0;
    for (let i = 0; i < n; i += 97) distance = Math.max(distance, Math.abs((i + 0.5) / n - cumulative(sorted[i]!)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(n));
  });

  test("reach into the tail as often as they should", () => {
    for (const edge of [3, 3.6541528853610088, 4]) {
      const expected = 2 * n * (1 - cumulative(edge));
      const found = sample.reduce((count, x) => count + Number(Math.abs(x) > edge), 0);
      expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  test("do not depend on their neighbors", () => {
    let product = 0;
    for (let i = 1; i < n; i++) product += sample[i]! * sample[i - 1]!;
    expect(Math.abs(product / n)).toBeLessThan(5 / Math.sqrt(n));
  });
});

test("the same seed gives the same deviates, another gives others", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(draw(50, seed)).toEqual(draw(50, seed));
      expect(draw(50, seed)).not.toEqual(draw(50, seed + 1));
    }),
  );
});

test("every deviate is finite, whatever the uniform numbers are", () => {
  const edges = fc.constantFrom(0, 2 ** -32, 2 ** -53, 0.5, 1 - 2 ** -32, 1 - 2 ** -53);
  const numbers = fc.oneof(edges, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 20 }), (fixed) => {
      const more = uniform(7);
      let at = 0;
      const normal = standardNormal(() => fixed[at++] ?? more());
      for (let i = 0; i < 20; i++) expect(Number.isFinite(normal())).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
