import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import { tinyModel } from "@eznas/stats/testing";
import { memory } from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { inputsFor } from "../src/inputs.ts";
import { metrics } from "../src/metric.ts";
import { scoreArchitecture, scoreModel } from "../src/score-network.ts";

const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
const architecture = space.parse("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|nor_conv_1x1~1|none~2|");
const inputs = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape });

beforeAll(() => useBackend("wasm"));

test("costs and programs come in the order they were asked for, and nothing is left in memory", async () => {
  const before = memory().numTensors;
  const asked = metrics("flops,mean(abs(T3)),params,eznas-a");
  const { instances, scores } = await scoreArchitecture(space, architecture, { metrics: asked, inputs, seed: 1 });
  expect(instances).toBe(3 * 2 + 4);
  expect(scores.map(({ name }) => name)).toEqual(asked.map(({ name }) => name));
  expect(scores[0]).toEqual({ name: "flops", ok: true, value: space.flops(architecture) });
  expect(scores[2]).toEqual({ name: "params", ok: true, value: space.params(architecture) });
  for (const score of scores) expect(score.ok && Number.isFinite(score.value)).toBe(true);
  expect(memory().numTensors).toBe(before);
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

test("a program that cannot be scored says why and does not stop the others", async () => {
  const { scores } = await scoreArchitecture(space, architecture, {
    metrics: metrics("det(T1_D),mean(T3),reciprocal(sub(T3, T3))"),
    inputs,
    seed: 1,
  });
  expect(scores.map((score) => score.ok || score.reason)).toEqual([true, true, "non-finite"]);
});

test("a model of one's own has programs and no costs", async () => {
  const model = tinyModel();
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const own = await inputsFor({ images: "noise", batch: 1, seed: 1, shape });
  const { scores } = await scoreModel(model, { metrics: metrics("eznas-a"), inputs: own });
  expect(scores[0]?.ok).toBe(true);
  await expect(scoreModel(model, { metrics: metrics("params"), inputs: own })).rejects.toThrow(TypeError);
});

test("a model without instances is refused", async () => {
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3 }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ],
  });
  await expect(scoreModel(model, { metrics: metrics("eznas-a"), inputs })).rejects.toThrow(/found no ReLU → Conv/);
});
