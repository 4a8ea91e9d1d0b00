import { useBackend } from "@eznas/kernels";
import { eznasA, program } from "@eznas/program";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromProgram, type ProxyDefinition, proxies, proxy, type ZeroCostProxy } from "../../src/index.ts";
import { proxyLaws } from "../../src/testing.ts";
import { goldenNetworks } from "../golden-networks.ts";
import { imagesOf, residual } from "../models.ts";

const all: readonly ZeroCostProxy[] = [
  ...proxies,
  fromProgram(eznasA, { name: "eznas-a" }),
  fromProgram(program("frobenius(sub(T4_D, T4_N))"), { name: "difference" }),
];
// ZiCo's mini-batches are the batch's halves, a program's noise meets the images in their order, and signs of gradients
// that are nearly 0 change with rounding.
const ordered = new Set(["zico", "zico_bc", "difference", "eznas-a"]);

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  let golden: LayersModel;
  beforeAll(async () => {
    await useBackend(backend);
    golden = goldenNetworks[1]!.build();
  });
  afterAll(() => void golden.dispose());

  test.each(all.map((each) => [each.name, each] as const))("%s keeps the laws", async (name, each) => {
    await proxyLaws(each, golden, goldenNetworks[1]!.batch, {
      anyOrder: !ordered.has(name),
      numRuns: backend === "cpu" ? 1 : 3,
    });
  });
});

describe("a proxy that breaks a law is found out", () => {
  const images = imagesOf(4);
  let model: LayersModel;
  beforeAll(async () => {
    await useBackend("cpu");
    model = residual();
  });
  const laws = (measure: ProxyDefinition["measure"], needs: Partial<ZeroCostProxy["needs"]> = {}) =>
    proxyLaws(proxy({ name: "mine", needs, measure }), model, { images, labels: [0, 1, 2, 0] });

  test("that is not a function of its arguments", async () => {
    let calls = 0;
    await expect(laws(() => calls++)).rejects.toThrow(
      "mine breaks the law that the same arguments give the same score",
    );
  });

  test("that changes the model", async () => {
    const change = (): number => {
      const weight = model.weights[0]!;
      weight.write(tf.tidy(() => tf.mul(weight.read(), 1.0001)));
      return 1;
    };
    await expect(laws(change)).rejects.toThrow("the model stays as it is, to the bit");
  });

  test("that leaves a tensor behind", async () => {
    const leak = (): number => tf.zeros([2]).size;
    await expect(laws(leak)).rejects.toThrow("no tensor stays behind");
  });

  test("that fails without a reason", async () => {
    await expect(laws(() => ({ ok: false, reason: "inapplicable", detail: "" }))).rejects.toThrow("a failure says why");
  });

  test("that draws, uses labels or images without saying so", async () => {
    await expect(laws((_, __, rng) => rng())).rejects.toThrow("it draws no random numbers");
    await expect(laws((_, { labels }) => labels?.length ?? 0)).rejects.toThrow("labels do not count");
    await expect(laws((_, { images }) => images.data.length)).rejects.toThrow("images do not count");
  });

  test("that asks for the order of the images", async () => {
    const first = (_: unknown, batch: { readonly images: { readonly data: Float32Array } }) => batch.images.data[0]!;
    await expect(laws(first, { images: 1 })).rejects.toThrow("the order of the images does not matter");
  });
});
