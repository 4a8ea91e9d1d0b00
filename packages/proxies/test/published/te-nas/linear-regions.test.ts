import { useBackend } from "@eznas/kernels";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { linearRegions } from "../../../src/index.ts";
import { eachOutput, isRelu } from "../../../src/network/activations.ts";
import { chain, conv, headed, imagesOf, layer, relu } from "../../models.ts";
import { scored } from "../../scored.ts";

beforeAll(() => useBackend("wasm"));

/** One channel and few pixels, as TE-NAS has it: many images share a region. */
const thin = () => headed((x) => chain(x, conv("a", 1), relu("r"), conv("b", 1), relu("s")), { shape: [2, 1, 2] });

test.each([1, 2, 40, 300])("it is the number of distinct codes of %i images", async (n) => {
  const [model, images] = [thin(), imagesOf(n, [2, 1, 2])];
  const codes: string[] = Array.from({ length: n }, () => "");
  eachOutput(model, images, isRelu, (values) => {
    const units = values.length / n;
    for (let i = 0; i < n; i++) for (let u = 0; u < units; u++) codes[i] += values[i * units + u]! > 0 ? "+" : "-";
  });
  const regions = new Set(codes).size;
  expect(await scored(linearRegions(), model, { images })).toBe(regions);
  if (n > 16) expect(regions).toBeLessThan(n);
});

test("images alike lie in one region", async () => {
  const { data } = imagesOf(1);
  const images = { shape: [3, 6, 6, 2], data: Float32Array.of(...data, ...data, ...data) };
  const model = headed((x) => chain(x, conv("a", 8), relu("r")));
  expect(await scored(linearRegions(), model, { images })).toBe(1);
  expect(await scored(linearRegions(), model, { images: imagesOf(3) })).toBe(3);
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
  expect(await linearRegions().score(model, { images: imagesOf(3) }, Math.random)).toMatchObject({
    reason: "inapplicable",
  });
});
