import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { azExpressivity, azNas, azNasParts, azProgressivity, azTrainability, flops } from "../../../src/index.ts";
import { add, chain, conv, headed, imagesOf, layer, normalized, residual } from "../../models.ts";
import { scored } from "../../scored.ts";

let model: LayersModel;
beforeAll(async () => {
  await useBackend("cpu");
  model = normalized();
});
const batch = { images: imagesOf(4) };

test("the parts together are those of the proxies by themselves", async () => {
  expect(await azNasParts(model, batch, seeded(1))).toEqual({
    expressivity: await scored(azExpressivity(), model, batch),
    progressivity: await scored(azProgressivity(), model, batch),
    trainability: await scored(azTrainability(), model, batch),
    complexity: await scored(flops(), model, batch),
  });
});

test("the model's own weights do not count unless asked for, and nothing is left behind", async () => {
  const { numTensors } = tf.memory();
  const own = () => scored(azExpressivity({ weights: "own" }), model, batch);
  const [drawn, before] = [await scored(azExpressivity(), model, batch), await own()];
  const kernel = model.getLayer("c1").weights[0]!;
  const other = tf.tidy(() => tf.neg(tf.square(kernel.read())));
  kernel.write(other);
  other.dispose();
  expect(await scored(azExpressivity(), model, batch)).toBe(drawn);
  expect(await own()).not.toBeCloseTo(before, 3);
  await azNasParts(model, batch, seeded(1));
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("a block that does nothing is last in trainability, and a constant one in expressivity", async () => {
  const idle = headed((x) => {
    const a = chain(x, conv("a", 2));
    return add("sum", a, chain(a, layer(layers.rescaling({ scale: 0 }))));
  });
  expect(await azNasParts(idle, batch, seeded(1))).toMatchObject({ trainability: Number.NEGATIVE_INFINITY });
  expect(await azTrainability().score(idle, batch, seeded(1))).toMatchObject({ reason: "non-finite" });
  const zero = headed((x) => {
    const a = chain(x, conv("a", 2));
    const b = chain(a, layer(layers.rescaling({ scale: 0 })));
    return add("sum", b, chain(b, layer(layers.activation({ activation: "linear" }))));
  });
  const last = Number.NEGATIVE_INFINITY;
  expect(await azNasParts(zero, batch, seeded(1))).toMatchObject({ expressivity: last, progressivity: last });
});

test("a network without two blocks, or of open size, has none", async () => {
  const flat = sequential({ layers: [layers.flatten({ inputShape: [6, 6, 2] }), layers.dense({ units: 3 })] });
  expect(await azNasParts(flat, batch, seeded(1))).toMatchObject({ ok: false, reason: "inapplicable" });
  const open = headed(conv("c", 2), { shape: [null, null, 2] });
  expect(await azNasParts(open, batch, seeded(1))).toMatchObject({ ok: false, reason: "inapplicable" });
});

test("the networks' ranks in the four parts are joined by their logs, ties by the mean rank", () => {
  const part = (...[expressivity, progressivity, trainability, complexity]: [number, number, number, number]) => ({
    expressivity,
    progressivity,
    trainability,
    complexity,
  });
  const last = Number.NEGATIVE_INFINITY;
  const scores = azNas([part(1, 0, last, 5), part(2, 0, -1, 5), part(3, 1, -2, 9)]);
  const log = (...ranks: readonly number[]) => ranks.reduce((sum, rank) => sum + Math.log(rank / 3), 0);
  for (const [i, expected] of [log(1, 1.5, 1, 1.5), log(2, 1.5, 3, 1.5), log(3, 3, 2, 3)].entries())
    expect(scores[i]).toBeCloseTo(expected, 12);
  expect(azNas([])).toEqual([]);
});

test("in a residual network blocks can be named", async () => {
  const blocks = (name: string) => ["stem_bn", "b1", "sum"].includes(name);
  expect(await azNasParts(residual(), batch, seeded(1), { blocks })).toMatchObject({
    trainability: expect.any(Number),
  });
});
