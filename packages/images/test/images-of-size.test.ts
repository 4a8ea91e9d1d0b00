import { photographs } from "@eznas/images/photographs";
import { expect, test } from "vitest";
import { imagesOfSize } from "../src/images-of-size.ts";

test("in their own size they are as they are, in half of it the means of four pixels", () => {
  expect(imagesOfSize(photographs(), [32, 32, 3])).toEqual(photographs());
  const { data } = photographs();
  const half = imagesOfSize(photographs(), [16, 16, 3]);
  expect(half.shape).toEqual([64, 16, 16, 3]);
  const four = [0, 3, 96, 99].reduce((sum, at) => sum + data[at]! / 4, 0);
  expect(half.data[0]).toBeCloseTo(four, 2);
});

test("in twice their size every pixel is there four times", () => {
  const { shape, data, source } = imagesOfSize(photographs(), [64, 64, 3]);
  expect([shape, source]).toEqual([[64, 64, 64, 3], `${photographs().source}, resized`]);
  for (const at of [0, 3, 192, 195]) expect(data[at]).toBe(photographs().data[0]);
});
