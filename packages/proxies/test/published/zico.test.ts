import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { zico } from "../../src/index.ts";
import { kernelGradients } from "../../src/network/loss.ts";
import { networkOf } from "../../src/network/network.ts";
import { imagesOf, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));

test("with two mini-batches it is Σ log Σ (|a| + |b|) / |a − b|", async () => {
  const model = residual();
  const images = imagesOf(6);
  const labels = [0, 1, 2, 2, 1, 1];
  const half = (from: number) => ({
    images: { shape: [3, 6, 6, 2], data: images.data.slice(from * 72, (from + 3) * 72) },
    labels: labels.slice(from, from + 3),
  });
  const [a, b] = [0, 3].map((from) => kernelGradients(networkOf(model), half(from), {})) as [Gradients, Gradients];
  let expected = 0;
  for (const [layer, { gradient }] of a.entries()) {
    let sum = 0;
    for (const [i, x] of gradient.entries()) {
      const y = b[layer]!.gradient[i]!;
      if (x !== y) sum += (Math.abs(x) + Math.abs(y)) / Math.abs(x - y);
    }
    expected += Math.log(sum);
  }
  const byTape = await zico().score(model, { images, labels }, Math.random, { engine: "tfjs" });
  expect(byTape.ok && byTape.value).toBeCloseTo(expected, 9);
  expect((await scored(zico(), model, { images, labels })) / expected).toBeCloseTo(1, 3);
  expect(await scored(zico({ batches: 3 }), model, { images, labels })).not.toBeCloseTo(expected, 1);
});

type Gradients = ReturnType<typeof kernelGradients>;

test("mini-batches alike have nothing to vary", async () => {
  const { data } = imagesOf(2);
  const images = { shape: [4, 6, 6, 2], data: Float32Array.of(...data, ...data) };
  expect(await scored(zico({ loss: "sum" }), residual(), { images })).toBe(0);
});

test("images that do not divide, and one mini-batch, are refused", async () => {
  expect(() => zico({ batches: 1 })).toThrow(new RangeError("zico: expected two mini-batches or more, got 1"));
  const odd = { images: imagesOf(3), labels: [0, 1, 2] };
  await expect(zico().score(residual(), odd, Math.random)).rejects.toThrow(
    "3 images cannot be cut into 2 mini-batches",
  );
});
