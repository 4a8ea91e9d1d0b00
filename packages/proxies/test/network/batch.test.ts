import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { noise, oneImage } from "../../src/network/batch.ts";
import { conv, headed } from "../models.ts";

beforeAll(() => useBackend("cpu"));

test("noise is N(0, 1) and follows its generator", () => {
  const { shape, data } = noise([10, 1000], seeded(3));
  expect(shape).toEqual([10, 1000]);
  expect(data).toEqual(noise([10, 1000], seeded(3)).data);
  expect(data.reduce((sum, x) => sum + x, 0) / 1e4).toBeCloseTo(0, 1);
  expect(data.reduce((sum, x) => sum + x * x, 0) / 1e4).toBeCloseTo(1, 1);
});

test("one image has the model's size, if it has one", () => {
  expect(oneImage(headed(conv("c", 2)))).toEqual([1, 6, 6, 2]);
  expect(oneImage(headed(conv("c", 2), { shape: [null, 6, 2] }))).toMatch(/leaves its input's size open/);
});
