import { useBackend } from "@eznas/kernels";
import { symmetricEigenvalues } from "@eznas/ops/numeric";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { gradNorm, ntkCondition, scoreProxies } from "../../../src/index.ts";
import { bn, chain, conv, headed, imagesOf, relu, residual } from "../../models.ts";
import { scored } from "../../scored.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("it is −λ_max / λ_min of the inner products of the gradients of each image's logits", async () => {
    const model = headed((x) => chain(x, conv("a", 3), bn("b"), relu("r"), conv("c", 3)));
    const images = imagesOf(4);
    const rows = tf.tidy(() => {
      const x = tf.tensor(images.data, [4, 6, 6, 2]);
      const variables = model.weights
        .filter(({ shape }) => shape.length > 1)
        .map((weight) => weight.read() as tf.Variable);
      return [0, 1, 2, 3].map((i) => {
        const f = () => tf.sum(tf.slice(model.apply(x, { training: true }) as tf.Tensor, [i, 0], [1, -1])) as tf.Scalar;
        const { grads } = tf.variableGrads(f, variables);
        return variables.flatMap(({ name }) => Array.from(grads[name]!.dataSync()));
      });
    });
    const products = Float64Array.from(
      rows.flatMap((a) => rows.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0))),
    );
    const spectrum = symmetricEigenvalues(products, 0, 4);
    expect((await scored(ntkCondition(), model, { images })) / (spectrum[3]! / spectrum[0]!)).toBeCloseTo(-1, 4);
  });

  test("two images alike make it singular, which is no score", async () => {
    const { data } = imagesOf(1);
    const images = { shape: [2, 6, 6, 2], data: Float32Array.of(...data, ...data) };
    expect(await ntkCondition().score(residual(), { images }, Math.random)).toMatchObject({
      ok: false,
      reason: "non-finite",
      detail: expect.stringMatching(/singular/),
    });
  });

  test("with a proxy that reads the same pass it is what it is alone, and so is the other", async () => {
    const [model, batch] = [residual(), { images: imagesOf(3), labels: [0, 1, 2] }];
    const both = await scoreProxies([ntkCondition(), gradNorm()], model, batch, () => Math.random);
    expect(both.map((score) => score.ok && score.value)).toEqual([
      await scored(ntkCondition(), model, batch),
      await scored(gradNorm(), model, batch),
    ]);
  });
});
