import { expect, test } from "vitest";
import { fashionArticles } from "../src/fashion-articles.ts";
import { labeledImages } from "../src/images.ts";

test("there are 64 gray articles of 8×8 in three equal channels, of all ten classes in turn", () => {
  const { images, normalization } = fashionArticles();
  expect(labeledImages(images)).toBe(images);
  expect([images.shape, images.classes]).toEqual([[64, 8, 8, 3], 10]);
  expect([...images.labels]).toEqual(Array.from({ length: 64 }, (_, i) => i % 10));
  for (let i = 0; i < images.pixels.length; i += 3)
    expect([images.pixels[i + 1], images.pixels[i + 2]]).toEqual([images.pixels[i], images.pixels[i]]);
  expect(normalization).toEqual({ mean: [0.2863, 0.2863, 0.2863], deviation: [0.305, 0.305, 0.305] });
});
