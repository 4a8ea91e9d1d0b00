import { useBackend } from "@eznas/kernels";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { flops } from "../../src/index.ts";
import { chain, conv, depthwise, headed, imagesOf, layer, separable } from "../models.ts";
import { nasBench201 } from "../nas-bench-201.ts";

beforeAll(() => useBackend("cpu"));
const batch = { images: imagesOf(1) };

// The benchmark's API gives 220.11969, 7.78305 and 153.27297 M FLOPs.
test.each([
  ["|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|", 220_119_690],
  ["|skip_connect~0|+|avg_pool_3x3~0|none~1|+|none~0|skip_connect~1|none~2|", 7_783_050],
  ["|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|", 153_272_970],
])("%s of NAS-Bench-201 has the benchmark's FLOPs", async (text, value) => {
  const model = nasBench201(text);
  expect(await flops().score(model, batch, Math.random)).toEqual({ ok: true, value });
  model.dispose();
});

test("every kind of convolution counts where it is applied, and every use of a shared one", async () => {
  const count = async (model: ReturnType<typeof headed>) => {
    const score = await flops().score(model, batch, Math.random);
    return score.ok ? score.value - 3 * (model.layers.at(-1)!.weights[0]!.shape[0]! + 1) : score;
  };
  expect(await count(headed(conv("strided", 4, 3, { strides: 2, padding: "valid", useBias: true })))).toBe(
    2 * 2 * (9 * 2 * 4 + 4),
  );
  expect(await count(headed(depthwise("d", { depthMultiplier: 3, useBias: false })))).toBe(36 * 9 * 2 * 3);
  expect(await count(headed(separable("s", 5, { depthMultiplier: 2 })))).toBe(36 * (9 * 2 * 2 + 4 * 5 + 5));
  const shared = conv("shared", 2);
  expect(await count(headed((x) => chain(x, shared, shared)))).toBe(2 * 36 * 36);
  const first = { dataFormat: "channelsFirst" } as const;
  expect(await count(headed((x) => chain(x, layer(layers.permute({ dims: [3, 1, 2] })), conv("c", 4, 3, first))))).toBe(
    36 * 9 * 2 * 4,
  );
});

test("a model of open size has none", async () => {
  const model = headed(conv("c", 2), { shape: [null, null, 2] });
  expect(await flops().score(model, batch, Math.random)).toMatchObject({ ok: false, reason: "inapplicable" });
});
