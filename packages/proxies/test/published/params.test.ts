import { useBackend } from "@eznas/kernels";
import { tinyModel } from "@eznas/stats/testing";
import { beforeAll, expect, test } from "vitest";
import { params } from "../../src/index.ts";
import { conv, headed, imagesOf } from "../models.ts";
import { nasBench201 } from "../nas-bench-201.ts";

beforeAll(() => useBackend("cpu"));
const batch = { images: imagesOf(1) };

// The benchmark's API gives 1.531546 M, 0.073306 M and 1.073466 M parameters.
test.each([
  ["|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|", 1_531_546],
  ["|skip_connect~0|+|avg_pool_3x3~0|none~1|+|none~0|skip_connect~1|none~2|", 73_306],
  ["|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|", 1_073_466],
])("%s of NAS-Bench-201 has the benchmark's parameters", async (text, value) => {
  const model = nasBench201(text);
  expect(await params().score(model, batch, Math.random)).toEqual({ ok: true, value });
  model.dispose();
});

test("a frozen layer has parameters too, a shared one has them once, and moving statistics are none", async () => {
  const model = tinyModel();
  const before = await params().score(model, batch, Math.random);
  for (const layer of model.layers) layer.trainable = false;
  expect(await params().score(model, batch, Math.random)).toEqual(before);
  expect(before).toEqual({ ok: true, value: 3 * 9 * 4 + 8 + 4 * 9 * 6 + 12 + 36 + 12 + 6 * 3 + 3 });

  const shared = conv("shared", 2);
  expect(
    await params().score(
      headed((x) => shared(shared(x))),
      batch,
      Math.random,
    ),
  ).toEqual({ ok: true, value: 36 + 9 });
});
