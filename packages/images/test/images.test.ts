import fc from "fast-check";
import { expect, test } from "vitest";
import { anyImages, noise } from "../../training/test/toy-images.ts";
import { imagesAt, type LabeledImages, labeledImages, pixelValues, sharedBytes } from "../src/index.ts";

test("images that fit their shape and classes are given back as they are", () => {
  fc.assert(fc.property(anyImages, (images) => labeledImages(images) === images));
});

test("the images at places are those images, in that order, in memory that threads can share", () => {
  fc.assert(
    fc.property(anyImages, fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }), (images, drawn) => {
      const [n, height, width, channels] = images.shape;
      const size = height * width * channels;
      const places = drawn.map((place) => place % n);
      const some = imagesAt(images, places);
      expect(some.shape).toEqual([places.length, height, width, channels]);
      expect(some.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
      for (const [i, place] of places.entries()) {
        expect(some.labels[i]).toBe(images.labels[place]);
        expect([...some.pixels.subarray(i * size, (i + 1) * size)]).toEqual([
          ...images.pixels.subarray(place * size, (place + 1) * size),
        ]);
      }
    }),
    { numRuns: 1000 },
  );
});

const two = noise({ n: 2, height: 1, width: 2, channels: 3, classes: 2 });

test.each<[string, Partial<LabeledImages>, string]>([
  [
    "no images",
    { shape: [0, 1, 2, 3], pixels: sharedBytes(0), labels: sharedBytes(0) },
    "there are no images in noise",
  ],
  ["too few pixels", { pixels: new Uint8Array(11) }, "noise must have 2 images of 1×2×3, 12 bytes, got 11"],
  ["too few labels", { labels: new Uint8Array(1) }, "noise must have a label for each of its 2 images, got 1"],
  ["a label too large", { classes: 1 }, "the labels of noise must be from 0 to 0, got 1 for image 1"],
])("%s are refused", (_, change, message) => {
  expect(() => labeledImages({ ...two, ...change })).toThrow(new RangeError(`labeledImages: ${message}`));
});

test("bytes as numbers are from 0 to 1, numbers are as they are", () => {
  expect([...pixelValues({ pixels: Uint8Array.of(0, 51, 255) })]).toEqual([0, Math.fround(0.2), 1]);
  const pixels = Float32Array.of(0, 0.3);
  expect(pixelValues({ pixels })).toBe(pixels);
});
