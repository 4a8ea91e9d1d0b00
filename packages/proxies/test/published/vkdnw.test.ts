import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { scoreProxies, vkdnw, vkdnwSingle } from "../../src/index.ts";
import { goldenNetworks } from "../golden-networks.ts";
import { conv, headed, imagesOf, normalized, residual } from "../models.ts";
import { scored } from "../scored.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("it is the entropy of nine shares, and with the size it is more by the number of tensors", async () => {
    const model = residual();
    const tensors = model.weights.filter(({ originalName }) => !originalName.includes("moving")).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const batch = { images: imagesOf(8) };
        const [entropy, single] = [
          await scored(vkdnw(), model, batch, seed),
          await scored(vkdnwSingle(), model, batch, seed),
        ];
        expect(entropy).toBeGreaterThan(0);
        expect(entropy).toBeLessThanOrEqual(Math.log(9));
        expect(single).toBeCloseTo(tensors + entropy, 12);
      }),
      { numRuns: 3 },
    );
    expect(tensors).toBe(4 + 6 + 2);
  });

  test("the images' numbers and the model's weights do not count, but what is drawn does", async () => {
    const [a, b] = [imagesOf(8, [6, 6, 2], 1), imagesOf(8, [6, 6, 2], 2)];
    const model = residual();
    const before = await scored(vkdnw(), model, { images: a }, 5);
    expect(await scored(vkdnw(), model, { images: b }, 5)).toBe(before);
    expect(await scored(vkdnw(), model, { images: a }, 6)).not.toBe(before);
    model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 2)));
    expect(await scored(vkdnw(), model, { images: a }, 5)).toBe(before);
    const given = vkdnw({ draws: "nothing" });
    expect(await scored(given, model, { images: a })).not.toBe(await scored(given, model, { images: b }));
  });

  test("both together are to the bit what each is alone", async () => {
    const { batch, build } = goldenNetworks[0]!;
    const model = build();
    const together = await scoreProxies([vkdnw(), vkdnwSingle()], model, batch, () => seeded(1));
    expect(together.map((score) => score.ok && score.value)).toEqual([
      await scored(vkdnw(), model, batch),
      await scored(vkdnwSingle(), model, batch),
    ]);
    model.dispose();
  });

  test("a spectrum that is all but one eigenvalue 0 has no entropy, which is said", async () => {
    const few = await vkdnw().score(headed(conv("c", 4), { units: 2 }), { images: imagesOf(1) }, seeded(1));
    expect(few).toMatchObject({ ok: true });
    const deep = await vkdnw().score(deeper(), { images: imagesOf(1) }, seeded(1));
    expect(deep).toMatchObject({
      ok: false,
      reason: "inapplicable",
      detail: expect.stringMatching(/give more images/),
    });
  });
});

/** Of more than ten tensors, and with two classes one direction for each image. */
const deeper = () =>
  headed(
    (x) => {
      let y = x;
      for (let i = 0; i < 12; i++) y = conv(`c${i}`, 2)(y);
      return y;
    },
    { units: 2 },
  );

test("one class, and outputs that are no classes, have no score", async () => {
  await useBackend("cpu");
  const one = headed(conv("c", 3), { units: 1 });
  expect(await vkdnw().score(one, { images: imagesOf(4) }, seeded(1))).toMatchObject({
    reason: "inapplicable",
    detail: expect.stringMatching(/has one class/),
  });
  expect(normalized().outputs[0]!.shape).toHaveLength(2);
});
