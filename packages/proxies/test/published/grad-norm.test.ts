import { useBackend } from "@eznas/kernels";
import { program, sum } from "@eznas/program";
import { findInstances, rcb } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { fromProgram, gradNorm } from "../../src/index.ts";
import { imagesOf, normalized, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));
const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };

test("with the sum as loss, over the instances' convolutions, it is the program frobenius(T3G_D), summed", async () => {
  const model = residual();
  const names = findInstances(model, rcb()).map(({ name }) => name);
  const layers = (name: string) => names.includes(name);
  const asProgram = fromProgram(program("frobenius(T3G_D)", { toScalar: sum, aggregate: sum }));
  const value = await scored(asProgram, model, batch);
  expect(await scored(gradNorm({ loss: "sum", layers }), model, batch)).toBeCloseTo(value, 5);
  expect(value).toBeGreaterThan(0.1);
});

test("a kernel before a batch norm that is twice as large has half the gradient", async () => {
  const model = normalized();
  const of = (name: string) => gradNorm({ layers: (layer) => layer === name });
  const before = await scored(of("c1"), model, batch);
  const c1 = model.getLayer("c1").weights[0]!;
  const own = c1.read().clone();
  c1.write(tf.mul(own, 2));
  expect(await scored(of("c1"), model, batch)).toBeCloseTo(before / 2, 4);
  expect(await scored(of("c2"), model, batch)).toBeGreaterThan(0);
  c1.write(own);
});

test("it is the sum over the layers", async () => {
  const model = residual();
  const kernels = model.layers.filter(({ weights }) => weights.some(({ shape }) => shape.length > 1));
  let total = 0;
  for (const { name } of kernels) total += await scored(gradNorm({ layers: (layer) => layer === name }), model, batch);
  expect(await scored(gradNorm(), model, batch)).toBeCloseTo(total, 5);
});
