/** Small labeled sets. */

import { seeded } from "@eznas/gp";
import { type LabeledImages, labeledImages } from "@eznas/images";
import fc from "fast-check";

export interface Size {
  readonly n: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
}

/** Random pixels, whose labels take turns. */
export function noise({ n, height, width, channels, classes }: Size, seed = 1): LabeledImages {
  const rng = seeded(seed);
  return labeledImages({
    shape: [n, height, width, channels],
    pixels: Uint8Array.from({ length: n * height * width * channels }, () => Math.floor(rng() * 256)),
    labels: Uint8Array.from({ length: n }, (_, i) => i % classes),
    classes,
    source: "noise",
  });
}

/** Noise about a gray of each class's own, from dark to light. */
export function shades({ n, height, width, channels, classes }: Size, seed = 1): LabeledImages {
  const rng = seeded(seed);
  const size = height * width * channels;
  return labeledImages({
    shape: [n, height, width, channels],
    pixels: Uint8Array.from({ length: n * size }, (_, i) => {
      const label = Math.floor(i / size) % classes;
      return 20 + (200 * label) / Math.max(classes - 1, 1) + rng() * 30;
    }),
    labels: Uint8Array.from({ length: n }, (_, i) => i % classes),
    classes,
    source: "shades",
  });
}

/** Any images with any labels. */
export const anyImages: fc.Arbitrary<LabeledImages> = fc
  .record({
    n: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    channels: fc.constantFrom(1, 3),
    classes: fc.integer({ min: 1, max: 5 }),
    seed: fc.nat(1000),
  })
  .map(({ seed, ...size }) => {
    const rng = seeded(seed + 7);
    return { ...noise(size, seed), labels: Uint8Array.from({ length: size.n }, () => rng() * size.classes) };
  });
