import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyImages, noise } from "../../training/test/toy-images.ts";
import { batcher, normalizationOf } from "../src/index.ts";

/** Quicker than toEqual, for thousands of runs. */
const same = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

const places = (n: number) => Uint32Array.from({ length: n }, (_, i) => n - 1 - i);

test("the normalization of images gives every channel mean 0 and deviation 1", () => {
  fc.assert(
    fc.property(anyImages, (images) => {
      const channels = images.shape[3];
      const normalization = normalizationOf(images);
      const data = batcher(images, normalization).plain(places(images.shape[0]));
      for (let c = 0; c < channels; c++) {
        const own = data.filter((_, i) => i % channels === c);
        const mean = own.reduce((a, b) => a + b, 0) / own.length;
        const variance = own.reduce((a, b) => a + (b - mean) ** 2, 0) / own.length;
        expect(mean).toBeCloseTo(0, 3);
        if (new Set(own).size > 1) expect(variance).toBeCloseTo(1, 3);
        else expect(normalization.deviation[c]).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a channel of one value is divided by 1", () => {
  const images = noise({ n: 1, height: 1, width: 1, channels: 3, classes: 1 });
  expect(normalizationOf(images).deviation).toEqual([1, 1, 1]);
});

test("plain is (byte / 255 − mean) / deviation, and so is augmented without crop and mirror", () => {
  fc.assert(
    fc.property(anyImages, fc.nat(), (images, seed) => {
      const [n, height, width, channels] = images.shape;
      const { mean, deviation } = normalizationOf(images);
      const { plain, augmented } = batcher(images, { mean, deviation });
      const size = height * width * channels;
      const expected = Float32Array.from({ length: n * size }, (_, i) => {
        const [place, at] = [places(n)[Math.floor(i / size)]!, i % size];
        return (images.pixels[place * size + at]! / 255 - mean[at % channels]!) / deviation[at % channels]!;
      });
      expect(same(plain(places(n)), expected)).toBe(true);
      expect(same(augmented(places(n), { crop: 0, flip: false }, seeded(seed)), expected)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a mirror of a mirror is the image, row by row", () => {
  fc.assert(
    fc.property(anyImages, (images) => {
      const [n, height, width, channels] = images.shape;
      const { plain, augmented } = batcher(images, normalizationOf(images));
      const mirrored = augmented(places(n), { crop: 0, flip: true }, () => 0.2);
      const again = Float32Array.from({ length: mirrored.length }, (_, i) => {
        const [c, x] = [i % channels, Math.floor(i / channels) % width];
        const row = Math.floor(i / channels / width) * width * channels;
        return mirrored[row + (width - 1 - x) * channels + c]!;
      });
      expect(same(again, plain(places(n)))).toBe(true);
      expect(mirrored.length).toBe(n * height * width * channels);
      expect(
        same(
          augmented(places(n), { crop: 0, flip: true }, () => 0.5),
          plain(places(n)),
        ),
      ).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a crop is a shift of up to its own width, and what comes in is black", () => {
  const normalization = { mean: [0.5], deviation: [0.25] };
  const crops = fc.record({
    crop: fc.integer({ min: 1, max: 4 }),
    down: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    right: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  fc.assert(
    fc.property(crops, fc.nat(1000), ({ crop, down, right }, seed) => {
      const [height, width] = [5, 4];
      const images = noise({ n: 1, height, width, channels: 1, classes: 1 }, seed);
      const draws = [down, right];
      const data = batcher(images, normalization).augmented([0], { crop, flip: false }, () => draws.shift()!);
      const [dy, dx] = [down, right].map((draw) => Math.floor(draw * (2 * crop + 1)) - crop) as [number, number];
      const expected = Float32Array.from({ length: height * width }, (_, i) => {
        const [y, x] = [Math.floor(i / width) + dy, (i % width) + dx];
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        return ((inside ? images.pixels[y * width + x]! / 255 : 0) - 0.5) / 0.25;
      });
      expect(data).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test("every shift and both sides come about equally often", () => {
  const images = { ...noise({ n: 1, height: 1, width: 3, channels: 1, classes: 1 }), pixels: Uint8Array.of(1, 2, 3) };
  const { augmented } = batcher(images, { mean: [0], deviation: [1 / 255] });
  const rng = seeded(5);
  const found = new Map<string, number>();
  for (let i = 0; i < 9000; i++) {
    const key = [...augmented([0], { crop: 1, flip: true }, rng)].map(Math.round).join("");
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  // A third of the crops has the row inside.
  expect([...found].sort().map(([key]) => key)).toEqual(
    ["000", "012", "032", "123", "210", "230", "321"].filter((key) => found.has(key)),
  );
  expect(found.get("000")! / 9000).toBeCloseTo(2 / 3, 1);
  expect(found.get("123")! / found.get("321")!).toBeCloseTo(1, 0);
});
