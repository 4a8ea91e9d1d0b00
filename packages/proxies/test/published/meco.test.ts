import { useBackend } from "@eznas/kernels";
import { symmetricEigenvalues } from "@eznas/ops/numeric";
import { input, layers, model } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { meco } from "../../src/index.ts";
import { covariances, normalized } from "../../src/numeric/correlations.ts";
import { mecoScore } from "../../src/published/meco.ts";
import { chain, conv, headed, imagesOf, layer, relu } from "../models.ts";

beforeAll(() => useBackend("cpu"));
const image = imagesOf(1);

test("channels that are multiples of one another have 0, one channel alone has 1", () => {
  expect(mecoScore(headed(conv("c", 1)), image)).toBeCloseTo(1, 12);
  const alike = headed(conv("c", 3, 1, { kernelInitializer: "ones" }));
  expect(mecoScore(alike, image)).toBeCloseTo(0, 12);
});

test("two channels have 1 − |r|, whatever their scales, and every layer counts", () => {
  const model = headed((x) =>
    chain(x, layer(layers.rescaling({ scale: 3 })), layer(layers.rescaling({ scale: -0.5 }))),
  );
  const columns = [0, 1].map((c) => Array.from({ length: 36 }, (_, i) => image.data[2 * i + c]!));
  const [a, b] = columns.map((x) => {
    const mean = x.reduce((sum, v) => sum + v, 0) / 36;
    const size = Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0));
    return x.map((v) => (v - mean) / size);
  });
  const r = a!.reduce((sum, v, i) => sum + v * b![i]!, 0);
  expect(mecoScore(model, image)).toBeCloseTo(2 * (1 - Math.abs(r)), 5);
});

test("a channel that is constant, and padding, count for nothing", () => {
  const dead = (x: Parameters<typeof chain>[0]) => chain(x, conv("c", 3, 1, { kernelInitializer: "zeros" }), relu("r"));
  expect(mecoScore(headed(dead), image)).toMatchObject({ ok: false, reason: "inapplicable" });
  const lively = headed((x) => chain(x, conv("a", 1), layer(layers.dropout({ rate: 0.5 })), conv("b", 1)));
  expect(mecoScore(lively, image)).toBeCloseTo(2, 12);
  const padded = headed((x) => chain(x, layer(layers.zeroPadding2d({})), conv("c", 1, 3, { padding: "valid" })));
  expect(mecoScore(padded, image)).toBeCloseTo(1, 12);
});

test("as many channels as pixels, or more, have 0 whatever they are, and fewer have not", () => {
  const pixels = 36;
  for (const channels of [pixels, pixels + 3]) {
    const wide = headed(conv("c", channels, 1));
    expect(mecoScore(wide, image)).toMatchObject({ detail: expect.stringMatching(/no feature map of more pixels/) });
    const both = headed((x) => chain(x, conv("a", 8), conv("c", channels, 1)));
    expect(mecoScore(both, image)).toBe(mecoScore(headed(conv("a", 8)), image));
    const found = symmetricEigenvalues(
      normalized(covariances(imagesOf(1, [6, 6, channels]).data, channels), channels),
      0,
      channels,
    );
    expect(found[0]).toBeCloseTo(0, 10);
  }
  const fewer = headed(conv("c", 8));
  expect(mecoScore(fewer, image)).toBeGreaterThan(1e-6);
});

test("a model of open size has none", async () => {
  const model = headed(conv("c", 2), { shape: [null, null, 2] });
  expect(await meco().score(model, { images: image }, Math.random)).toMatchObject({ reason: "inapplicable" });
});

test("a model without feature maps has none", async () => {
  const x = input({ shape: [6, 6, 2] });
  const outputs = chain(x, layer(layers.flatten({})), layer(layers.dense({ units: 3 })));
  const dense = model({ inputs: x, outputs, name: "perceptron" });
  expect(await meco().score(dense, { images: image }, Math.random)).toEqual({
    ok: false,
    reason: "inapplicable",
    detail: 'the model "perceptron" has no layer with a feature map',
  });
});
