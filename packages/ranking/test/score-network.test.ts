import { OutOfMemory, useBackend } from "@eznas/kernels";
import { proxies, proxyNamed, type ZeroCostProxy } from "@eznas/proxies";
import { nasBench201 } from "@eznas/spaces";
import { tinyModel } from "@eznas/stats/testing";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { inputsFor } from "../src/inputs.ts";
import { metrics } from "../src/metric.ts";
import { scoreArchitecture, scoreModel } from "../src/score-network.ts";

const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
const architecture = space.parse("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|nor_conv_1x1~1|none~2|");
const inputs = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape });

beforeAll(() => useBackend("wasm"));

test("costs and programs come in the order they were asked for, and nothing is left in memory", async () => {
  const before = tf.memory().numTensors;
  const asked = metrics("flops,mean(abs(T3)),params,eznas-a");
  const { instances, scores } = await scoreArchitecture(space, architecture, { metrics: asked, inputs, seed: 1 });
  expect(instances).toBe(3 * 2 + 4);
  expect(scores.map(({ name }) => name)).toEqual(asked.map(({ name }) => name));
  expect(scores[0]).toEqual({ name: "flops", ok: true, value: space.flops(architecture) });
  expect(scores[2]).toEqual({ name: "params", ok: true, value: space.params(architecture) });
  for (const score of scores) expect(score.ok && Number.isFinite(score.value)).toBe(true);
  expect(tf.memory().numTensors).toBe(before);
});

test("where memory ends, the error names the architecture", async () => {
  const backend = tf.backend() as tf.KernelBackend & { makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo };
  const taken: tf.TensorInfo[] = [];
  // Room that is never written to costs the machine nothing.
  for (let values = 2 ** 28; values >= 2 ** 8; )
    try {
      taken.push(backend.makeOutput([values], "float32"));
    } catch {
      values /= 2;
    }
  try {
    const scored = scoreArchitecture(space, architecture, { metrics: metrics("grad_norm"), inputs, seed: 1 });
    await expect(scored).rejects.toThrow(OutOfMemory);
    await expect(scored).rejects.toThrow(`${space.format(architecture)}: the wasm backend has no room for`);
  } finally {
    for (const { dataId } of taken) backend.disposeData(dataId);
  }
});

test("the seed decides the weights", async () => {
  const by = async (seed: number) =>
    (await scoreArchitecture(space, architecture, { metrics: metrics("mean(abs(T3))"), inputs, seed })).scores;
  expect(await by(1)).toEqual(await by(1));
  expect(await by(2)).not.toEqual(await by(1));
});

test("costs alone build nothing", async () => {
  const { instances } = await scoreArchitecture(space, architecture, { metrics: metrics("params"), inputs, seed: 1 });
  expect(instances).toBe(0);
});

test("sizes are those of the network that the space builds, and of a model alike", async () => {
  const asked = metrics("params,flops,instances,cbr: instances,layers,-depth,width,resolution");
  const { scores } = await scoreArchitecture(space, architecture, { metrics: asked, inputs, seed: 1 });
  const values = scores.map((score) => (score.ok ? score.value : score));
  // A stem, three cells of two convolutions, two residual blocks of three and a classifier; a cell's longest path goes through both.
  const widths = [4, ...[4, 4], ...[8, 8, 8], ...[8, 8], ...[16, 16, 16], ...[16, 16], 10];
  const roots = [8, ...[8, 8], ...[4, 4, 4], ...[4, 4], ...[2, 2, 2], ...[2, 2], 1];
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  expect(values.slice(2)).toEqual([10, 6, 14, -12, mean(widths), mean(roots)]);
  const built = space.build(architecture, () => 0.5);
  expect((await scoreModel(built, { metrics: asked, inputs })).scores).toEqual(scores);
  built.dispose();
});

test("a proxy and its negative are measured once", async () => {
  const { name, needs, score } = proxyNamed("synflow");
  let calls = 0;
  const counting: ZeroCostProxy = {
    name,
    needs,
    score: (...args) => {
      calls++;
      return score(...args);
    },
  };
  const asked = metrics("synflow,-synflow").map((one) => (one.kind === "proxy" ? { ...one, proxy: counting } : one));
  const { scores } = await scoreArchitecture(space, architecture, { metrics: asked, inputs, seed: 1 });
  const [plain, negative] = scores.map((one) => (one.ok ? one.value : Number.NaN));
  expect([calls, negative]).toEqual([1, -plain!]);
});

test("a program that cannot be scored says why and does not stop the others", async () => {
  const { scores } = await scoreArchitecture(space, architecture, {
    metrics: metrics("det(T1_D),mean(T3),reciprocal(sub(T3, T3))"),
    inputs,
    seed: 1,
  });
  expect(scores.map((score) => score.ok || score.reason)).toEqual([true, true, "non-finite"]);
});

test("a model of one's own has programs, proxies and costs", async () => {
  const model = tinyModel();
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const own = await inputsFor({ images: "noise", batch: 1, seed: 1, shape });
  const asked = metrics("eznas-a,params,-flops,logs(params, flops),az_nas");
  const { scores } = await scoreModel(model, { metrics: asked, inputs: own });
  expect(scores.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
  expect(scores.slice(1, 4)).toMatchObject([
    { value: 413 },
    { value: -23061 },
    { value: Math.log(413) + Math.log(23061) },
  ]);
  expect(scores[4]).toMatchObject({
    name: "az_nas",
    reason: "inapplicable",
    detail: expect.stringMatching(/rank several/),
  });
  await expect(scoreModel(model, { metrics: asked, inputs })).resolves.toBeDefined();
  const wide = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: [16, 16, 3] });
  await expect(scoreModel(model, { metrics: asked, inputs: wide })).rejects.toThrow(
    "takes images of 8×8×3, the inputs are of 16×16×3",
  );
});

const everything = metrics(
  [
    ...proxies.map(({ name }) => `proxy:${name}`),
    "eznas-a",
    "cbr:eznas-a",
    "mean(T3)",
    "params",
    "flops",
    "az_nas",
  ].join(),
);

async function scoredAlone(model: LayersModel) {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const own = await inputsFor({ images: "noise", batch: 4, seed: 1, shape });
  const { scores } = await scoreModel(model, { metrics: everything, inputs: own });
  expect(scores.map(({ name }) => name)).toEqual(everything.map(({ name }) => name));
  for (const [i, one] of everything.entries())
    expect((await scoreModel(model, { metrics: [one], inputs: own })).scores[0]).toEqual(scores[i]);
  return new Map(scores.map((score) => [score.name, score]));
}

test("a model without instances has a reason for each program, and the others their scores", async () => {
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ],
  });
  const scores = await scoredAlone(model);
  expect(scores.get("eznas-a")).toMatchObject({ ok: false, reason: "inapplicable" });
  expect(JSON.stringify(scores.get("eznas-a"))).toMatch(/found no ReLU → Conv/);
  for (const name of ["proxy:snip", "proxy:grad_norm", "params", "flops"]) expect(scores.get(name)?.ok).toBe(true);
});

const conv = (filters: number, rest: object = {}) =>
  layers.conv2d({ filters, kernelSize: 3, padding: "same", ...rest });
const block = () => [layers.batchNormalization(), layers.activation({ activation: "relu" })];

test.each([
  [
    "an output of maps",
    [conv(4, { inputShape: [8, 8, 3] }), ...block(), conv(4), ...block(), conv(2, { kernelSize: 1 })],
  ],
  [
    "maps that grow",
    [
      conv(4, { inputShape: [8, 8, 3] }),
      ...block(),
      conv(4, { strides: 2 }),
      ...block(),
      layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2 }),
    ],
  ],
  [
    "convolutions without padding",
    [
      conv(4, { inputShape: [9, 9, 3], padding: "valid" }),
      ...block(),
      conv(4, { padding: "valid" }),
      ...block(),
      conv(4, { padding: "valid", strides: 2 }),
      ...block(),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 2 }),
    ],
  ],
])("%s: every metric has a score or a reason, alone as beside the others", async (_, list) => {
  const before = tf.memory().numTensors;
  const model = sequential({ layers: list });
  const scores = await scoredAlone(model);
  for (const name of ["params", "flops", "mean(T3)"]) expect(scores.get(name)?.ok).toBe(true);
  for (const score of scores.values())
    if (!score.ok)
      expect("detail" in score ? score.detail : score.instance).not.toMatch(/undefined|broadcast|Incompatible/);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("published proxies score a network beside programs, by labels and noise that follow the seed", async () => {
  const four = await inputsFor({ images: "noise", batch: 4, seed: 1, shape: space.inputShape });
  const before = tf.memory().numTensors;
  const by = (seed: number, names: string) =>
    scoreArchitecture(space, architecture, { metrics: metrics(names), inputs: four, seed });
  const names = "proxy:snip,eznas-a,naswot,proxy:params,params,zen";
  const { scores } = await by(1, names);
  expect(scores.map(({ name, ok }) => [name, ok])).toEqual(names.split(",").map((name) => [name, true]));
  expect(scores[3]).toMatchObject({ value: space.params(architecture) });
  expect(await by(1, names)).toMatchObject({ scores });
  // What comes beside a proxy does not change it.
  expect((await by(1, "zen")).scores[0]).toEqual(scores[5]);
  expect((await by(2, "zen")).scores[0]).not.toEqual(scores[5]);
  expect(tf.memory().numTensors).toBe(before);
});

test("labels that the images have are those of the cross-entropy, unless the model has fewer classes", async () => {
  const by = async (labels?: readonly number[]) => {
    const D = { ...inputs.D, ...(labels && { labels: Uint8Array.from(labels) }) };
    const asked = { metrics: metrics("grad_norm"), inputs: { ...inputs, D }, seed: 1 };
    return (await scoreArchitecture(space, architecture, asked)).scores;
  };
  const unlabeled = await by();
  const each = await Promise.all(Array.from({ length: 10 }, (_, label) => by([label])));
  expect(new Set(each.map((scores) => JSON.stringify(scores))).size).toBe(10);
  expect(each).toContainEqual(unlabeled);
  expect(await by([10])).toEqual(unlabeled);
});

test("what a proxy cannot do is told with its reason", async () => {
  const { scores } = await scoreArchitecture(space, architecture, {
    metrics: metrics("naswot"),
    inputs: { ...inputs, D: { shape: [2, 8, 8, 3], data: new Float32Array(2 * 192) } },
    seed: 1,
  });
  expect(scores[0]).toMatchObject({ name: "naswot", ok: false, reason: "non-finite" });
});

test("a program on Conv-BatchNorm-ReLU instances scores otherwise than on ReLU-Conv-BatchNorm", async () => {
  const asked = metrics("frobenius(T2_D),cbr:frobenius(T2_D)");
  const { scores } = await scoreArchitecture(space, architecture, { metrics: asked, inputs, seed: 1 });
  expect(scores.map(({ name }) => name)).toEqual(asked.map(({ name }) => name));
  expect(scores[0]).not.toMatchObject({ value: (scores[1] as { readonly value: number }).value });
  for (const [place, { name }] of asked.entries()) {
    const alone = await scoreArchitecture(space, architecture, { metrics: metrics(name), inputs, seed: 1 });
    expect(alone.scores[0]).toEqual(scores[place]);
  }
});

test("the loss changes gradients and nothing else", async () => {
  const by = async (loss: "logits" | "features") =>
    (
      await scoreArchitecture(space, architecture, {
        metrics: metrics("frobenius(T3G_D),frobenius(T4_D),proxy:snip"),
        inputs,
        seed: 1,
        loss,
      })
    ).scores;
  const [logits, features] = [await by("logits"), await by("features")];
  expect(logits[0]).not.toEqual(features[0]);
  expect(logits.slice(1)).toEqual(features.slice(1));
});
