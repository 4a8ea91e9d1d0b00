/** Published proxies on networks of many spaces: by the engine as by the tape, and together as alone. */
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { type Batch, type ProxyScore, proxies, scoreProxies } from "@eznas/proxies";
import { darts, mobileNet, nasBench201, type Space, visionTransformer } from "@eznas/spaces";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A member of a space by its text, or a random one. */
const memberOf =
  <A>(space: Space<A>, text?: string) =>
  (): LayersModel => {
    const rng = seeded(1, "member");
    return space.build(text === undefined ? space.sample(rng) : space.parse(text), rng);
  };

const own = (transposed: boolean): LayersModel =>
  sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 3], filters: 6, kernelSize: 3, activation: "relu" }),
      layers.maxPooling2d({ poolSize: 2 }),
      transposed
        ? layers.conv2dTranspose({ filters: 5, kernelSize: 3, activation: "relu" })
        : layers.conv2d({ filters: 5, kernelSize: 2, strides: 2, padding: "same", activation: "tanh" }),
      layers.batchNormalization(),
      layers.reLU({ maxValue: 6 }),
      layers.flatten(),
      layers.dense({ units: 7, activation: "relu" }),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });

const networks: Readonly<Record<string, () => LayersModel>> = {
  "NAS-Bench-201": memberOf(
    nasBench201({ channels: 4, cells: 1, resolution: 16 }),
    "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|",
  ),
  NDS: memberOf(darts({ widths: [4], depths: [3], resolution: 16 })),
  "a mobile net": memberOf(mobileNet(), "d1k3e2q0relu-d2k5e4q1swish-d1k7e6q1relu"),
  "a vision transformer": memberOf(visionTransformer(), "w16-h2m4-h1m2"),
  "a model of tf.layers": () => own(false),
  "a layer that the engine does not know": () => own(true),
};

/** Relative differences between two computations in float32, as in the goldens of `@eznas/proxies`. */
const tolerances: Readonly<Record<string, number>> = {
  grasp: 1e-2, // the tape's difference leaves the derivative where no batch norm takes out the weights' scale
  zico: 2e-3,
  zico_bc: 2e-3,
};

const stream = () => seeded(1, "stream");

function close(name: string, a: ProxyScore, b: ProxyScore): void {
  if (!a.ok || !b.ok) {
    expect(a, name).toEqual(b);
    return;
  }
  const difference = Math.abs(a.value - b.value) / Math.max(Math.abs(a.value), Math.abs(b.value), 1e-30);
  expect(difference, `${name}: ${a.value} for ${b.value}`).toBeLessThanOrEqual(tolerances[name] ?? 2e-4);
}

describe.each(Object.entries(networks))("%s", (name, build) => {
  let model: LayersModel;
  let batch: Batch;
  let alone: readonly ProxyScore[];
  beforeAll(async () => {
    await useBackend("wasm");
    model = build();
    const shape = [4, ...(model.inputs[0]!.shape.slice(1) as number[])];
    const draw = seeded(1, "images");
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => 2 * draw() - 1);
    batch = { images: { shape, data }, labels: [3, 1, 4, 1] };
    const scores: ProxyScore[] = [];
    for (const proxy of proxies) scores.push(await proxy.score(model, batch, stream()));
    alone = scores;
  });
  afterAll(() => void model.dispose());

  test("the engine gives what the tape gives", async () => {
    for (const [i, proxy] of proxies.entries())
      close(proxy.name, alone[i]!, await proxy.score(model, batch, stream(), { engine: "tfjs" }));
  });

  test("together, each has the score that it has alone, and no tensor is left", async () => {
    const { numTensors } = tf.memory();
    const subsets = fc.shuffledSubarray([...proxies.keys()], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(subsets, async (chosen) => {
        const scores = await scoreProxies(
          chosen.map((i) => proxies[i]!),
          model,
          batch,
          stream,
        );
        expect(scores).toEqual(chosen.map((i) => alone[i]!));
      }),
      { numRuns: 2, examples: [[[...proxies.keys()]]] },
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test("the engine refuses what it does not know, where it is asked for alone", async () => {
    const scoring = proxies[2]!.score(model, batch, stream(), { engine: "simd" });
    if (name === "a layer that the engine does not know")
      await expect(scoring).rejects.toThrow(/^proxy: the engine "simd" has no kernels for layer "conv2d_transpose/);
    else expect(await scoring).toEqual(alone[2]);
  });
});
