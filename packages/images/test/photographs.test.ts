import { expect, test } from "vitest";
import { pixelValues } from "../src/images.ts";
import { photographs } from "../src/photographs.ts";

test("there are 64 color pictures of 32×32 with contrast, all different, and as natural pictures are", () => {
  const { shape, ...images } = photographs();
  const data = pixelValues(images);
  expect(shape).toEqual([64, 32, 32, 3]);
  const size = 32 * 32 * 3;
  expect(data.length).toBe(64 * size);
  const pictures = Array.from({ length: 64 }, (_, i) => data.subarray(i * size, (i + 1) * size));
  expect(new Set(pictures.map((picture) => picture.join())).size).toBe(64);
  for (const picture of pictures) {
    const mean = picture.reduce((a, b) => a + b, 0) / size;
    const variance = picture.reduce((a, b) => a + (b - mean) ** 2, 0) / size;
    expect(Math.sqrt(variance)).toBeGreaterThan(0.05);
    // Neighboring pixels are alike, which noise's are not.
    let together = 0;
    for (let i = 3; i < size; i++) together += (picture[i]! - mean) * (picture[i - 3]! - mean);
    expect(together / (size - 3) / variance).toBeGreaterThan(0.6);
  }
  expect(data.every((x) => x >= 0 && x <= 1)).toBe(true);
});
