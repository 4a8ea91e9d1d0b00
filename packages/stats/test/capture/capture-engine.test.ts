import { captureEngine } from "@eznas/engine";
import { cellNetwork, modelOf, specs } from "@eznas/engine/testing";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { capture, randomInputs, type StatisticName, statisticNames } from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { bn, chain, conv, headed, relu } from "../models.ts";
import { seededRng } from "../seeded-rng.ts";
import { expectAgreement } from "./agreement.ts";

beforeAll(async () => {
  await useBackend("wasm");
});

function disposeOf(model: LayersModel): void {
  const tensors = model.weights.map((weight) => weight.read());
  model.dispose();
  tf.dispose(tensors);
}

const inputsFor = (shape: readonly number[]) => randomInputs(shape, seededRng(3));

describe("the engine and tfjs's tape give the same statistics", () => {
  test("of random models", async () => {
    await fc.assert(
      fc.asyncProperty(specs, fc.nat(1000), async (spec, seed) => {
        const model = modelOf(spec);
        try {
          const inputs = randomInputs(spec.shape, seededRng(seed));
          const theirs = await capture(model, inputs, { engine: "tfjs" });
          const { numTensors } = tf.memory();
          const ours = await capture(model, inputs, { engine: "simd" });
          expect(tf.memory().numTensors).toBe(numTensors);
          expectAgreement(ours, theirs, 1e-4);
        } finally {
          disposeOf(model);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test.each([
    ["nor_conv_3x3", "nor_conv_3x3", "nor_conv_3x3", "skip_connect", "nor_conv_3x3", "nor_conv_3x3"],
    ["nor_conv_1x1", "skip_connect", "nor_conv_1x1", "skip_connect", "skip_connect", "nor_conv_1x1"],
    ["avg_pool_3x3", "nor_conv_3x3", "none", "nor_conv_1x1", "avg_pool_3x3", "none"],
    ["nor_conv_3x3", "none", "none", "skip_connect", "none", "none"],
    ["none", "none", "none", "none", "none", "none"],
  ] as const)("of a NAS-Bench-201 network of %s, %s, %s, %s, %s, %s", async (...cell) => {
    const model = cellNetwork(cell);
    const inputs = inputsFor([3, 16, 16, 3]);
    expectAgreement(
      await capture(model, inputs, { engine: "simd" }),
      await capture(model, inputs, { engine: "tfjs" }),
      1e-4,
    );
    disposeOf(model);
  });
});

test("a branch through which nothing flows has gradients of exact zeros", async () => {
  const model = cellNetwork(["nor_conv_3x3", "none", "none", "skip_connect", "none", "none"]);
  const instances = await capture(model, inputsFor([2, 8, 8, 3]), { engine: "simd" });
  const dead = instances.find(({ name }) => name === "stage1/edge1-0/conv")!.statistics;
  for (const name of statisticNames.filter((each) => each.includes("G")))
    expect(dead[name]!.data.every((x) => x === 0)).toBe(true);
  expect(dead.T4_D!.data.some((x) => x !== 0)).toBe(true);
  disposeOf(model);
});

test("every statistic asked for alone, and every half of them, is bit by bit what it is among all", async () => {
  const model = cellNetwork(["nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3", "none", "skip_connect", "nor_conv_3x3"]);
  const inputs = inputsFor([1, 8, 8, 3]);
  const all = await capture(model, inputs, { engine: "simd" });
  const halves = [statisticNames.filter((_, i) => i % 2), statisticNames.filter((_, i) => i % 2 === 0)];
  for (const statistics of [...statisticNames.map((name) => [name]), ...halves]) {
    const some = await capture(model, inputs, { engine: "simd", statistics });
    for (const [i, instance] of some.entries()) {
      expect(Object.keys(instance.statistics)).toEqual(statistics);
      for (const name of statistics) expect(instance.statistics[name]).toEqual(all[i]!.statistics[name]);
    }
  }
  disposeOf(model);
});

test("equal tensors are one array: T1 of two instances, their T2, and T4G of the terms of a sum", async () => {
  const model = cellNetwork(["nor_conv_3x3", "nor_conv_3x3", "nor_conv_1x1", "none", "none", "skip_connect"]);
  const instances = await capture(model, inputsFor([1, 8, 8, 3]), { engine: "simd" });
  const of = (name: string, statistic: StatisticName) =>
    instances.find((each) => each.name === `stage1/edge${name}/conv`)!.statistics[statistic]!.data;
  expect(of("1-0", "T1_D")).toBe(of("2-0", "T1_D"));
  expect(of("1-0", "T2_D")).toBe(of("2-0", "T2_D"));
  expect(of("2-0", "T4G_N")).toBe(of("2-1", "T4G_N"));
  expect(of("2-0", "T2G_N")).not.toBe(of("2-1", "T2G_N"));
  disposeOf(model);
});

test("results are the caller's: another capture does not change them", async () => {
  const model = tinyModel();
  const engine = captureEngine();
  const [first] = await capture(model, inputsFor([2, 8, 8, 3]), { engine });
  const kept = Object.entries(first!.statistics).map(
    ([name, { data }]) => [name as StatisticName, data.slice()] as const,
  );
  await capture(model, randomInputs([2, 8, 8, 3], seededRng(8)), { engine });
  for (const [name, data] of kept) expect(first!.statistics[name]!.data).toEqual(data);
  model.dispose();
});

test("an engine that reuses gives the same statistics, in the place of those before", async () => {
  const engine = captureEngine({ reuse: true });
  const large = cellNetwork(["nor_conv_3x3", "nor_conv_3x3", "nor_conv_1x1", "none", "none", "skip_connect"]);
  const small = tinyModel({ inputShape: [8, 8, 3] });
  const inputs = inputsFor([2, 8, 8, 3]);
  const { bytes } = engine;
  for (const model of [small, large, small]) {
    const once = await capture(model, inputs, { engine });
    expect(once).toEqual(await capture(model, inputs, { engine: "simd" }));
    const again = await capture(model, randomInputs([2, 8, 8, 3], seededRng(8)), { engine });
    expect(again[0]!.statistics.T1_D!.data.buffer).toBe(once[0]!.statistics.T1_D!.data.buffer);
    expect(again).toEqual(once);
  }
  expect(engine.bytes).toBeGreaterThan(bytes);
  engine.free();
  expect(engine.bytes).toBe(bytes);
  for (const model of [large, small]) disposeOf(model);
});

test("statistics in the engine's memory are all good at the end, however many inputs made it grow", async () => {
  const engine = captureEngine({ reuse: true });
  const model = tinyModel({ inputShape: [16, 16, 3] });
  const inputs = inputsFor([2, 16, 16, 3]);
  const instances = await capture(model, inputs, { engine });
  const expected = await capture(model, inputs, { engine: "simd" });
  const buffers = new Set<ArrayBufferLike>();
  const places = new Map<number, number>();
  for (const [i, { statistics }] of instances.entries())
    for (const [name, { data }] of Object.entries(statistics)) {
      expect(data).toEqual(expected[i]!.statistics[name as StatisticName]!.data);
      buffers.add(data.buffer);
      places.set(data.byteOffset, data.byteLength);
    }
  expect([...buffers].map(({ byteLength }) => byteLength)).toEqual([engine.bytes]);
  const sorted = [...places].sort(([a], [b]) => a - b);
  for (const [i, [at]] of sorted.entries())
    if (i > 0) expect(at).toBeGreaterThanOrEqual(sorted[i - 1]![0] + sorted[i - 1]![1]);
  model.dispose();
});

test("T3 alone, and statistics without T3, by an engine that reuses", async () => {
  const model = tinyModel();
  const inputs = inputsFor([2, 8, 8, 3]);
  for (const statistics of [["T3"], ["T3G_D"], ["T3", "T1_N"]] satisfies StatisticName[][]) {
    const ours = await capture(model, inputs, { engine: captureEngine({ reuse: true }), statistics });
    expect(ours).toEqual(await capture(model, inputs, { engine: "simd", statistics }));
  }
  model.dispose();
});

test("an engine's memory does not grow with further captures, goes by free(), and comes again", async () => {
  const model = tinyModel({ inputShape: [32, 32, 3] });
  const engine = captureEngine();
  const inputs = inputsFor([2, 32, 32, 3]);
  const before = await capture(model, inputs, { engine });
  const { bytes } = engine;
  for (let i = 0; i < 10; i++) await capture(model, inputs, { engine });
  expect(engine.bytes).toBe(bytes);
  engine.free();
  expect(engine.bytes).toBeLessThan(bytes);
  expect(await capture(model, inputs, { engine })).toEqual(before);
  model.dispose();
});

test("captures that share an engine at a time do not disturb each other, nor does free()", async () => {
  await useBackend("cpu");
  const small = tinyModel({ seed: 5 });
  const large = tinyModel({ channels: [8, 16, 16] });
  const engine = captureEngine();
  const inputs = inputsFor([2, 8, 8, 3]);
  const alone = [await capture(small, inputs, { engine }), await capture(large, inputs, { engine })];
  const together = await Promise.all([capture(small, inputs, { engine }), capture(large, inputs, { engine })]);
  expect(together).toEqual(alone);
  const freed = capture(small, inputs, { engine });
  for (let tick = 0; tick < 20; tick++) {
    engine.free();
    await Promise.resolve();
  }
  expect(await freed).toEqual(alone[0]);
  await useBackend("wasm");
  for (const model of [small, large]) model.dispose();
});

describe("a layer without kernels in the engine", () => {
  const leaky = () =>
    headed((x) =>
      chain(
        x,
        conv("stem", 3),
        relu("r1"),
        conv("c1", 3),
        bn("b1"),
        (y) => layers.leakyReLU({ name: "leaky" }).apply(y) as SymbolicTensor,
      ),
    );

  test("makes tfjs compute the whole model", async () => {
    const model = leaky();
    const inputs = inputsFor([2, 6, 6, 2]);
    expect(await capture(model, inputs)).toEqual(await capture(model, inputs, { engine: "tfjs" }));
    disposeOf(model);
  });

  test("is named in the error where the engine must not be left", async () => {
    const model = leaky();
    await expect(capture(model, inputsFor([2, 6, 6, 2]), { engine: "simd" })).rejects.toThrow(
      'capture: the engine "simd" has no kernels for layer "leaky" with these inputs; leave `engine` out, ' +
        "and tfjs computes the whole model",
    );
    disposeOf(model);
  });

  test("does not matter behind what is asked for", async () => {
    const model = leaky();
    const [c1] = await capture(model, inputsFor([2, 6, 6, 2]), { engine: "simd", statistics: ["T4_D"] });
    expect(c1!.statistics.T4_D!.shape).toEqual([2, 3, 6, 6]);
    disposeOf(model);
  });

  test("is one of the engine's own classes whose `call` was replaced", async () => {
    const model = tinyModel();
    (model.getLayer("relu1") as { call: unknown }).call = ([x]: tf.Tensor[]) => tf.mul(tf.relu(x!), 2);
    const inputs = inputsFor([2, 8, 8, 3]);
    expect(await capture(model, inputs)).toEqual(await capture(model, inputs, { engine: "tfjs" }));
    await expect(capture(model, inputs, { engine: "simd" })).rejects.toThrow('"relu1"');
    model.dispose();
  });

  test("is one with channels first", async () => {
    const x = input({ shape: [2, 6, 6] });
    const first = chain(
      x,
      relu("r"),
      conv("c", 3, 3, { dataFormat: "channelsFirst" }),
      (y) => layers.batchNormalization({ axis: 1 }).apply(y) as SymbolicTensor,
    );
    const network = model({ inputs: x, outputs: first });
    await expect(capture(network, inputsFor([2, 2, 6, 6]), { engine: "simd" })).rejects.toThrow('"c"');
    network.dispose();
  });
});
