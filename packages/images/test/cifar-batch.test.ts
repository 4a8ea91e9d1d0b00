import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRng } from "../../stats/test/seeded-rng.ts";
import { cifarBatch, type Images, pixelValues } from "../src/index.ts";

/** Images whose every number tells which image, row, column and channel it is. */
function labeled(n: number, height: number, width: number): Images & { readonly pixels: Float32Array } {
  const count = n * height * width * 3;
  const pixels = Float32Array.from({ length: count }, (_, i) => (i + 1) / count);
  return { shape: [n, height, width, 3], pixels, source: "a test" };
}

const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const;

describe("cifarBatch", () => {
  test("a label goes where its image goes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }), fc.nat(), (n, batch, seed) => {
        const images = labeled(n, 2, 3);
        const labels = Uint8Array.from({ length: n }, (_, image) => image);
        const options = { batch, ...plain, pad: 0, flip: false };
        const drawn = cifarBatch({ ...images, labels }, { ...options, rng: seededRng(seed) });
        expect([...drawn.labels!]).toEqual(
          Array.from({ length: batch }, (_, i) => Math.round(drawn.data[i * 18]! * images.pixels.length - 1) / 18),
        );
        const unlabeled = cifarBatch(images, { ...options, rng: seededRng(seed) });
        expect(unlabeled).toEqual({ shape: drawn.shape, data: drawn.data });
      }),
      { numRuns: 300 },
    );
  });

  test("without padding and mirroring a batch has the images as they are, none twice while they last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }), fc.nat(), (n, batch, seed) => {
        const images = labeled(n, 2, 3);
        const size = 18;
        const { shape, data } = cifarBatch(images, { batch, rng: seededRng(seed), ...plain, pad: 0, flip: false });
        expect(shape).toEqual([batch, 2, 3, 3]);
        const chosen = Array.from({ length: batch }, (_, i) => {
          const image = Math.round(data[i * size]! * images.pixels.length - 1) / size;
          expect(data.slice(i * size, (i + 1) * size)).toEqual(images.pixels.slice(image * size, (image + 1) * size));
          return image;
        });
        if (batch <= n) expect(new Set(chosen).size).toBe(batch);
      }),
      { numRuns: 300 },
    );
  });

  test("a crop is a shifted image with black where it ends, mirrored half of the time", () => {
    const images = labeled(1, 3, 3);
    const at = (y: number, x: number): number =>
      y < 0 || y > 2 || x < 0 || x > 2 ? 0 : images.pixels[(y * 3 + x) * 3]!;
    const seen = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const { data } = cifarBatch(images, { batch: 1, rng: seededRng(seed), ...plain, pad: 1 });
      let matches = 0;
      for (const down of [-1, 0, 1])
        for (const right of [-1, 0, 1])
          for (const mirrored of [false, true]) {
            const same = [0, 1, 2].every((y) =>
              [0, 1, 2].every((x) => data[(y * 3 + x) * 3] === at(y + down, (mirrored ? 2 - x : x) + right)),
            );
            if (same) {
              matches++;
              seen.add(`${down} ${right} ${mirrored}`);
            }
          }
      expect(matches).toBe(1);
    }
    expect(seen.size).toBe(18);
  });

  test("numbers are normalized per channel, black too", () => {
    const images: Images = { shape: [1, 1, 1, 3], pixels: Uint8Array.of(255, 0, 255), source: "bytes" };
    const centered = cifarBatch(images, { batch: 1, rng: () => 0.5 });
    const expected = [(1 - 0.4914) / 0.2023, (0 - 0.4822) / 0.1994, (1 - 0.4465) / 0.201];
    for (const [i, value] of centered.data.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    const outside = cifarBatch(images, { batch: 1, rng: () => 0 });
    expect(outside.data[0]).toBeCloseTo(-0.4914 / 0.2023, 5);
  });

  test("bytes and the same images as numbers give the same batch, in gray and in color", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 3), fc.integer({ min: 1, max: 5 }), fc.nat(), (channels, n, seed) => {
        const rng = seededRng(seed);
        const pixels = Uint8Array.from({ length: n * 12 * channels }, () => rng() * 256);
        const bytes: Images = { shape: [n, 3, 4, channels], pixels, source: "bytes" };
        const numbers: Images = { ...bytes, pixels: pixelValues(bytes) };
        const [mean, std] = [
          [0.4914, 0.1, 0.9],
          [0.2023, 0.3, 1],
        ].map((values) => values.slice(0, channels)) as [number[], number[]];
        const batch = (images: Images) => cifarBatch(images, { batch: 4, rng: seededRng(seed), mean, std, pad: 1 });
        expect(batch(bytes)).toEqual(batch(numbers));
      }),
      { numRuns: 300 },
    );
  });

  test("a mean or deviation that is not one for each channel is refused", () => {
    const gray: Images = { shape: [1, 1, 1, 1], pixels: Uint8Array.of(7), source: "gray" };
    expect(() => cifarBatch(gray, { batch: 1, rng: Math.random })).toThrow(
      new RangeError("cifarBatch: mean must have a number for each of 1 channels, got 3"),
    );
    expect(() => cifarBatch(labeled(1, 1, 1), { batch: 1, rng: Math.random, std: [1] })).toThrow(
      new RangeError("cifarBatch: std must have a number for each of 3 channels, got 1"),
    );
  });

  test("the same rng gives the same batch", () => {
    const make = (seed: number) => cifarBatch(labeled(9, 4, 4), { batch: 5, rng: seededRng(seed) });
    expect(make(3)).toEqual(make(3));
    expect(make(3)).not.toEqual(make(4));
  });

  test("refuses no images, and a batch or a padding that is no whole number", () => {
    const one = labeled(1, 2, 2);
    const rng = Math.random;
    expect(() => cifarBatch(labeled(0, 2, 2), { batch: 1, rng })).toThrow("there are no images in a test");
    for (const batch of [0, -1, 1.5, Number.NaN]) expect(() => cifarBatch(one, { batch, rng })).toThrow(RangeError);
    for (const pad of [-1, 0.5]) expect(() => cifarBatch(one, { batch: 1, rng, pad })).toThrow(RangeError);
  });
});
