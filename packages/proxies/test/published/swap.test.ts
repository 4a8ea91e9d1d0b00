import { useBackend } from "@eznas/kernels";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { params, swap } from "../../src/index.ts";
import { eachOutput, isRelu } from "../../src/network/activations.ts";
import { chain, headed, imagesOf, layer, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));

test.each([1, 6, 16, 25, 40])("it is the number of distinct patterns over %i images", async (n) => {
  const [model, images] = [residual(), imagesOf(n)];
  const patterns = new Set<string>();
  eachOutput(model, images, isRelu, (values) => {
    const units = values.length / n;
    for (let u = 0; u < units; u++)
      patterns.add(Array.from({ length: n }, (_, i) => (values[i * units + u]! > 0 ? 1 : 0)).join(""));
  });
  expect(await scored(swap(), model, { images })).toBe(patterns.size);
});

test("regularized, it falls off on both sides of μ", async () => {
  const [model, batch] = [residual(), { images: imagesOf(6) }];
  const [plain, theta] = [await scored(swap(), model, batch), (await scored(params(), model, batch)) / 1000];
  const at = (mu: number) => scored(swap({ regularization: { mu, sigma: 0.5 } }), model, batch);
  expect(await at(theta)).toBeCloseTo(plain, 9);
  expect(await at(theta + 1)).toBeCloseTo(plain * Math.exp(-2), 6);
  expect(await at(theta - 1)).toBeCloseTo(plain * Math.exp(-2), 6);
});

test("ReLUs behind the maps do not count, and without others there is no score", async () => {
  const model = headed((x) =>
    chain(
      x,
      layer(layers.flatten({})),
      layer(layers.dense({ units: 4, activation: "relu" })),
      layer(layers.reshape({ targetShape: [1, 1, 4] })),
    ),
  );
  expect(await swap().score(model, { images: imagesOf(3) }, Math.random)).toEqual({
    ok: false,
    reason: "inapplicable",
    detail: `the model "${model.name}" has no ReLU on a feature map`,
  });
});
