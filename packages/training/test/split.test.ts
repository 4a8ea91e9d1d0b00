import { seeded } from "@eznas/gp";
import type { LabeledImages } from "@eznas/images";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type SplitSizes, splitImages } from "../src/index.ts";
import { shuffle } from "../src/split.ts";
import { noise } from "./toy-images.ts";

/** Images whose first pixels are their own numbers, with classes of any sizes, and a split of some of them. */
const cases: fc.Arbitrary<{ images: LabeledImages; sizes: SplitSizes; seed: number }> = fc
  .record({
    labels: fc.uint8Array({ min: 0, max: 3, minLength: 3, maxLength: 60 }),
    shares: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    seed: fc.nat(),
    spare: fc.nat(20),
  })
  .map(({ labels, shares, seed, spare }) => {
    const n = labels.length;
    const total = Math.max(3, n - spare);
    const train = 1 + Math.floor(shares[0] * (total - 3));
    const valid = 1 + Math.floor(shares[1] * (total - train - 2));
    return {
      images: { ...numbered(n), labels, classes: 4 },
      sizes: { train, valid, test: total - train - valid },
      seed,
    };
  });

const numbered = (n: number): LabeledImages => ({
  ...noise({ n, height: 1, width: 1, channels: 1, classes: 4 }),
  pixels: Uint8Array.from({ length: n }, (_, i) => i),
});

const counts = ({ labels }: LabeledImages): number[] =>
  [0, 1, 2, 3].map((label) => labels.filter((each) => each === label).length);

test("the three parts have the sizes asked for, no image twice, and every image its own label", () => {
  fc.assert(
    fc.property(cases, ({ images, sizes, seed }) => {
      const split = splitImages(images, sizes, seeded(seed));
      const parts = [split.train, split.valid, split.test];
      expect(parts.map(({ shape }) => shape[0])).toEqual([sizes.train, sizes.valid, sizes.test]);
      const drawn = parts.flatMap(({ pixels }) => [...pixels]);
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(parts.flatMap(({ labels }) => [...labels])).toEqual(drawn.map((place) => images.labels[place]));
    }),
    { numRuns: 1000 },
  );
});

test("in each part every class has its share to within one image, where there are enough of every class", () => {
  fc.assert(
    fc.property(cases, ({ images, sizes, seed }) => {
      const each = Math.ceil((sizes.train + sizes.valid + sizes.test) / 4);
      fc.pre(counts(images).every((count) => count >= each));
      for (const part of Object.values(splitImages(images, sizes, seeded(seed)))) {
        const found = counts(part);
        expect(Math.max(...found) - Math.min(...found)).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a class that runs out leaves its share to the others", () => {
  const images = { ...numbered(12), labels: Uint8Array.of(0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2) };
  const { train, valid, test } = splitImages(images, { train: 6, valid: 3, test: 3 }, seeded(1));
  expect([train, valid, test].map(counts)).toEqual([
    [1, 3, 2, 0],
    [0, 1, 2, 0],
    [0, 1, 2, 0],
  ]);
});

test("the same seed divides alike, another one differently", () => {
  const images = numbered(200);
  const sizes = { train: 100, valid: 50, test: 50 };
  const split = (seed: number) => splitImages(images, sizes, seeded(seed)).train.pixels;
  expect(split(1)).toEqual(split(1));
  expect(split(1)).not.toEqual(split(2));
});

test.each([
  [{ train: 0, valid: 1, test: 1 }, "train must be a whole number from 1 up, got 0"],
  [{ train: 1, valid: 1.5, test: 1 }, "valid must be a whole number from 1 up, got 1.5"],
  [{ train: 1, valid: 1, test: Number.NaN }, "test must be a whole number from 1 up, got NaN"],
  [{ train: 3, valid: 2, test: 1 }, "3 + 2 + 1 images are asked for, but noise has 5"],
])("%o of five images are refused", (sizes, message) => {
  expect(() => splitImages(numbered(5), sizes, seeded(1))).toThrow(new RangeError(`splitImages: ${message}`));
});

test("shuffle gives every order equally often", () => {
  const rng = seeded(3);
  const found = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const items = [0, 1, 2];
    shuffle(items, rng);
    found.set(items.join(""), (found.get(items.join("")) ?? 0) + 1);
  }
  expect([...found.keys()].sort()).toEqual(["012", "021", "102", "120", "201", "210"]);
  for (const count of found.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
