import fc from "fast-check";
import { expect, test } from "vitest";
import { anyImages, noise } from "../../training/test/toy-images.ts";
import { pixelValues, resizeImages } from "../src/index.ts";

const mean = (bytes: Uint8Array): number => bytes.reduce((a, b) => a + b, 0) / bytes.length;

test("an image in its own size is what it was", () => {
  fc.assert(
    fc.property(anyImages, (images) => {
      const [, height, width, channels] = images.shape;
      expect(resizeImages(images, [height, width, channels])).toBe(images);
    }),
  );
});

test("where one size divides the other, a pixel is the mean of those that it covers, and the mean stays", () => {
  const factors = fc.record({ down: fc.integer({ min: 1, max: 4 }), across: fc.integer({ min: 1, max: 4 }) });
  fc.assert(
    fc.property(anyImages, factors, fc.boolean(), (images, { down, across }, grow) => {
      const [n, height, width, channels] = images.shape;
      const large = grow ? images : noise({ n, height: height * down, width: width * across, channels, classes: 5 });
      const size = grow ? [height * down, width * across] : [height, width];
      const resized = resizeImages(large, [size[0]!, size[1]!, channels]);
      expect(resized.shape).toEqual([n, ...size, channels]);
      if (grow) expect(mean(resized.pixels)).toBeCloseTo(mean(images.pixels), 9);
      for (let i = 0; i < n && !grow; i++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let c = 0; c < channels; c++) {
              let sum = 0;
              for (let dy = 0; dy < down; dy++)
                for (let dx = 0; dx < across; dx++) {
                  const [row, column] = [y * down + dy, x * across + dx];
                  sum += large.pixels[((i * height * down + row) * width * across + column) * channels + c]!;
                }
              const at = ((i * height + y) * width + x) * channels + c;
              if (Math.abs(resized.pixels[at]! - sum / (down * across)) > 0.5 + 1e-9)
                expect([y, x, c, resized.pixels[at]]).toEqual([y, x, c, sum / (down * across)]);
            }
    }),
    { numRuns: 1000 },
  );
});

test("in any size pixels stay between the darkest and the lightest, and an even gray stays itself", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 13 }));
  fc.assert(
    fc.property(anyImages, sizes, fc.nat(255), (images, [height, width], gray) => {
      const channels = images.shape[3];
      const { pixels } = resizeImages(images, [height, width, channels]);
      expect(pixels.length).toBe(images.shape[0] * height * width * channels);
      expect(Math.min(...pixels)).toBeGreaterThanOrEqual(Math.min(...images.pixels));
      expect(Math.max(...pixels)).toBeLessThanOrEqual(Math.max(...images.pixels));
      const even = { ...images, pixels: images.pixels.slice().fill(gray) };
      expect(resizeImages(even, [height, width, channels]).pixels.every((byte) => byte === gray)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a pixel that is covered in part counts with its share", () => {
  const images = { ...noise({ n: 1, height: 1, width: 3, channels: 1, classes: 1 }), pixels: Uint8Array.of(0, 90, 30) };
  expect([...resizeImages(images, [1, 2, 1]).pixels]).toEqual([30, 50]);
});

test("gray becomes equal channels", () => {
  const gray = noise({ n: 3, height: 4, width: 4, channels: 1, classes: 2 });
  const { pixels, labels } = resizeImages(gray, [4, 4, 3]);
  expect([...pixels]).toEqual([...gray.pixels].flatMap((byte) => [byte, byte, byte]));
  expect(labels).toBe(gray.labels);
});

test("other channels, and sizes that are none, are refused", () => {
  const color = noise({ n: 1, height: 2, width: 2, channels: 3, classes: 1 });
  expect(() => resizeImages(color, [2, 2, 1])).toThrow(
    new RangeError("resizeImages: images of 3 channels cannot become images of 1; only gray ones can"),
  );
  for (const size of [0, 1.5, Number.NaN])
    expect(() => resizeImages(color, [size, 2, 3])).toThrow(
      new RangeError(`resizeImages: height and width must be whole numbers from 1 up, got ${size}×2`),
    );
});

test("numbers are resized as bytes are, but for the rounding", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 13 }));
  fc.assert(
    fc.property(anyImages, sizes, (images, [height, width]) => {
      const numbers = { ...images, pixels: pixelValues(images) };
      const size = [height, width, 3] as const;
      const [byBytes, byNumbers] = [resizeImages(images, size), resizeImages(numbers, size)];
      expect(byNumbers.shape).toEqual(byBytes.shape);
      const far = byNumbers.pixels.findIndex((value, i) => Math.abs(255 * value - byBytes.pixels[i]!) > 0.5 + 1e-3);
      expect(far).toBe(-1);
    }),
    { numRuns: 500 },
  );
});
