import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { azExpressivity, azTrainability, scoreProxies } from "../../../src/index.ts";
import { type Features, featuresOf } from "../../../src/published/az-nas/features.ts";
import { chain, conv, headed, imagesOf, layer, residual } from "../../models.ts";

const only = (of: ReturnType<typeof featuresOf>): Features => {
  if ("ok" in of) throw new Error("no features");
  return of;
};

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("the Jacobian of a linear block is estimated as what it is, nearly", () => {
    const twice = initializers.constant({ value: 2 });
    const model = headed((x) =>
      chain(
        x,
        conv("a", 1, 1),
        conv("b", 1, 1, { kernelInitializer: twice }),
        layer(layers.averagePooling2d({ name: "c" })),
      ),
    );
    const rng = seeded(1);
    const features = only(
      featuresOf(model, imagesOf(64), {
        blocks: (name) => /^[abc]$/.test(name),
        signs: () => (rng() < 0.5 ? -1 : 1),
      }),
    );
    expect(features.features.map(({ shape }) => shape)).toEqual([
      [64, 6, 6, 1],
      [64, 6, 6, 1],
      [64, 3, 3, 1],
    ]);
    const [scaled, pooled] = features.blocks;
    expect([...scaled!.jacobian]).toEqual([2]);
    expect([...pooled!.jacobian]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(features.blocks.map(({ idle }) => idle)).toEqual([false, false]);
  });

  test("values that later blocks read live until then, and nothing after", () => {
    const model = residual();
    const { numTensors } = tf.memory();
    const named = { blocks: (name: string) => ["r1", "c1", "c2", "sum"].includes(name), signs: () => 1 };
    const { features } = only(featuresOf(model, imagesOf(2), named));
    const plain = only(featuresOf(model, imagesOf(2), { blocks: named.blocks }));
    expect(plain).toEqual({ features, blocks: [] });
    expect(tf.memory().numTensors).toBe(numTensors);
    model.dispose();
  });

  test.each(["simd", "tfjs"] as const)(
    "the draws do not depend on whether gradients are asked for: %s",
    async (engine) => {
      const [model, batch] = [residual(), { images: imagesOf(2) }];
      const alone = await azExpressivity().score(model, batch, seeded(1), { engine });
      const both = [azExpressivity(), azTrainability()];
      expect((await scoreProxies(both, model, batch, () => seeded(1), { engine }))[0]).toEqual(alone);
      model.dispose();
    },
  );
});
