import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type CaptureOptions,
  capture,
  cbr,
  type Inputs,
  type InstanceStatistics,
  isBatchNorm,
  isConvolution,
  isRelu,
  pattern,
  randomInputs,
  rcb,
  type StatisticName,
  statisticNames,
} from "../../src/index.ts";
import { captureLaws, tinyModel } from "../../src/testing.ts";
import { goldenInputs, goldenModel, goldenStatistics } from "../golden-network.ts";
import { add, bn, chain, conv, headed, models, relu } from "../models.ts";
import { seededRng } from "../seeded-rng.ts";

const inputsFor = (shape: readonly number[]) => randomInputs(shape, seededRng(3));

/** The largest difference, as a share of the largest number. */
function distance(a: Float32Array, b: Float32Array): number {
  let [difference, largest] = [0, 0];
  for (const [i, x] of a.entries()) {
    difference = Math.max(difference, Math.abs(x - b[i]!));
    largest = Math.max(largest, Math.abs(x));
  }
  return difference / (largest || 1);
}

/** tfjs keeps the weights of a layer that is used twice. */
function disposeOf(model: LayersModel): void {
  const tensors = model.weights.map((weight) => weight.read());
  model.dispose();
  tf.dispose(tensors);
}

const byName = (instances: readonly InstanceStatistics[], name: string) =>
  instances.find((each) => each.name === name)!.statistics;

describe.each([
  ["cpu", "tfjs"],
  ["wasm", "tfjs"],
  ["wasm", "auto"],
] as const)("on the %s backend by %s", (backend, engine) => {
  const take = (model: LayersModel, inputs: Inputs, options: CaptureOptions = {}) =>
    capture(model, inputs, { engine, ...options });

  let before: number;
  beforeAll(async () => {
    await useBackend(backend);
  });
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });

  test("all 22 statistics of a small network are PyTorch's", async () => {
    const model = goldenModel();
    const instances = await take(model, goldenInputs);
    expect(instances.map(({ name }) => name)).toEqual(goldenStatistics.map(({ name }) => `${name}.conv`));
    for (const [i, { statistics }] of instances.entries())
      for (const name of statisticNames) {
        const { shape, data } = goldenStatistics[i]!.stats[name];
        expect([name, statistics[name]?.shape]).toEqual([name, shape]);
        for (const [j, value] of data.entries())
          if (Math.abs(statistics[name]!.data[j]! - value) > 2e-5 + 2e-3 * Math.abs(value))
            expect([name, j, statistics[name]!.data[j]]).toEqual([name, j, value]);
      }
    disposeOf(model);
  });

  test.each(Object.keys(models) as (keyof typeof models)[])("the laws hold of %s", async (kind) => {
    const model = models[kind]();
    const shape = [2, ...(model.inputs[0]!.shape.slice(1) as number[])];
    await captureLaws(model, inputsFor(shape), { engine });
    disposeOf(model);
  });

  test("the laws hold of CBR, of the second convolution of two, and of a pattern of one's own", async () => {
    const model = models["depthwise and separable convolutions"]();
    for (const chosen of [cbr(), rcb({ doubleConv: "second" })]) {
      const one = chosen.name === "cbr" ? tinyModel() : model;
      await captureLaws(one, inputsFor([2, ...(one.inputs[0]!.shape.slice(1) as number[])]), {
        pattern: chosen,
        engine,
      });
      if (one !== model) one.dispose();
    }
    // T2 is the convolution's output, and T4's convolution is the next instance's: the chains overlap.
    const overlapping = pattern("relu-conv-bn-relu", [
      { layer: isRelu, input: "T1" },
      { layer: isConvolution, weight: "T3" },
      { layer: isBatchNorm, input: "T2" },
      { layer: isRelu, output: "T4" },
    ]);
    const tiny = tinyModel();
    await captureLaws(tiny, inputsFor([2, 8, 8, 3]), { pattern: overlapping, engine });
    tiny.dispose();
    disposeOf(model);
  });

  test("a ReLU's readers have each their own T2G and T1G, and these add up to the gradient at the ReLU", async () => {
    const model = models["one ReLU for two convolutions and a shortcut"]();
    const instances = await take(model, inputsFor([2, 6, 6, 2]));
    const [c1, c2] = [byName(instances, "c1"), byName(instances, "c2")];
    expect(c1.T2_D).toBe(c2.T2_D);
    expect(c1.T1_N).toBe(c2.T1_N);
    expect(c1.T2_P!.data).toBe(c2.T2_P!.data);
    expect(distance(c1.T2G_D!.data, c2.T2G_D!.data)).toBeGreaterThan(0.1);
    // The shortcut's share is the gradient at the sum, which is T4G of either.
    const { T2G_D: first, T4G_D: shortcut } = c1;
    const total = first!.data.map((x, i) => x + c2.T2G_D!.data[i]! + shortcut!.data[i]!);
    const atRelu = pattern("relu as T4", [
      { layer: isConvolution, weight: "T3", input: "T1" },
      { layer: isBatchNorm, input: "T2" },
      { layer: isRelu, output: "T4" },
    ]);
    const [whole] = await take(model, inputsFor([2, 6, 6, 2]), { pattern: atRelu, statistics: ["T4G_D"] });
    expect(distance(total, whole!.statistics.T4G_D!.data)).toBeLessThan(1e-5);
    disposeOf(model);
  });

  test("shared padding gives every convolution its own T2G, ahead of the padding", async () => {
    const model = models["padding between, of one's own and shared"]();
    const same = headed((x) => {
      const r = chain(x, conv("stem", 3), bn("stem_bn"), relu("r"));
      return add("sum", ...["c1", "c2", "c3"].map((name, i) => chain(r, conv(name, 3), bn(`b${i + 1}`))));
    });
    const inputs = inputsFor([2, 6, 6, 2]);
    const [padded, plain] = [await take(model, inputs), await take(same, inputs)];
    for (const [i, { name, statistics }] of plain.entries())
      for (const [statistic, { shape, data }] of Object.entries(statistics)) {
        const other = padded[i]!.statistics[statistic as StatisticName]!;
        expect([name, statistic, other.shape]).toEqual([name, statistic, shape]);
        expect(distance(data, other.data)).toBeLessThan(1e-3);
      }
    disposeOf(model);
    same.dispose();
  });

  test("a dead branch has gradients of zeros, also where nothing leads from it to the loss", async () => {
    const model = models["a dead branch"]();
    const inputs = inputsFor([2, 6, 6, 2]);
    const dead = byName(await take(model, inputs), "c1");
    const cutOff = (await take(model, inputs, { output: "stem_bn" })).map(({ statistics }) => statistics);
    for (const statistics of [dead, ...cutOff])
      for (const name of statisticNames.filter((each) => each.includes("G"))) {
        expect(statistics[name]!.data.length).toBeGreaterThan(0);
        expect(statistics[name]!.data.every((x) => x === 0)).toBe(true);
      }
    expect(dead.T4_D!.data.some((x) => x !== 0)).toBe(true);
    disposeOf(model);
  });

  test("a layer that is used twice has one T3 and a T3G for every use", async () => {
    const model = models["a layer used twice"]();
    const [first, second] = await take(model, inputsFor([2, 6, 6, 2]), { statistics: ["T3", "T3G_D"] });
    expect([first!.name, second!.name]).toEqual(["shared", "shared#2"]);
    expect(first!.statistics.T3!.data).toBe(second!.statistics.T3!.data);
    expect(distance(first!.statistics.T3G_D!.data, second!.statistics.T3G_D!.data)).toBeGreaterThan(0.1);
    disposeOf(model);
  });

  test("one tensor in several places is one array: T4 of an instance and T1 of the next", async () => {
    const model = models["a chain"]();
    const [c1, c2] = await take(model, inputsFor([2, 6, 6, 2]));
    for (const input of ["D", "N", "P"] as const)
      expect(c1!.statistics[`T4_${input}`]!.data).toBe(c2!.statistics[`T1_${input}`]!.data);
    expect(c1!.statistics.T4G_D!.data).not.toBe(c1!.statistics.T4_D!.data);
    disposeOf(model);
  });

  test("a captured weight is a copy: writing into it does not change the model", async () => {
    const model = tinyModel();
    const [conv1] = await take(model, inputsFor([1, 8, 8, 3]), { statistics: ["T3"] });
    const again = conv1!.statistics.T3!.data.slice();
    conv1!.statistics.T3!.data.fill(7);
    const [same] = await take(model, inputsFor([1, 8, 8, 3]), { statistics: ["T3"] });
    expect(same!.statistics.T3!.data).toEqual(again);
    disposeOf(model);
  });

  test("the loss is the sum of the layer named by `output`, and what lies behind it does not run", async () => {
    const model = models["a chain"]();
    const cut = headed((x) =>
      chain(
        x,
        conv("stem", 3),
        bn("stem_bn"),
        relu("r1"),
        conv("c1", 4),
        bn("b1"),
        relu("r2"),
        conv("c2", 2, 1),
        bn("b2"),
      ),
    );
    const inputs = inputsFor([2, 6, 6, 2]);
    const [, ofPool] = await take(model, inputs, { output: "pool", statistics: ["T4G_D"] });
    const T4 = (await take(cut, inputs, { statistics: ["T4_D"] }))[1]!.statistics.T4_D!.data;
    // d(mean over 36 places of tanh x)/dx
    expect(
      distance(
        T4.map((x) => (1 - Math.tanh(x) ** 2) / 36),
        ofPool!.statistics.T4G_D!.data,
      ),
    ).toBeLessThan(1e-4);
    disposeOf(model);
    cut.dispose();
  });

  test("a batch norm's own output as the loss has ones as its gradient", async () => {
    const model = models["a chain"]();
    const [, c2] = await take(model, inputsFor([1, 6, 6, 2]), { output: "b2", statistics: ["T4G_D"] });
    expect(c2!.statistics.T4G_D!.data.every((x) => x === 1)).toBe(true);
    disposeOf(model);
  });

  test("a model trains and predicts after a capture as it would have without", async () => {
    const [model, twin] = [models["a chain"](), models["a chain"]()];
    await take(model, inputsFor([2, 6, 6, 2]));
    const x = tf.ones([1, 6, 6, 2]);
    const [a, b] = [model.predict(x) as tf.Tensor, twin.predict(x) as tf.Tensor];
    expect(a.dataSync()).toEqual(b.dataSync());
    tf.dispose([x, a, b]);
    disposeOf(model);
    twin.dispose();
  });
});

describe.each(["cpu", "wasm"] as const)("by tfjs on %s", (backend) => {
  let before: number;
  const take = (model: LayersModel, inputs: Inputs, options: CaptureOptions = {}) =>
    capture(model, inputs, { engine: "tfjs", ...options });
  beforeAll(async () => {
    await useBackend(backend);
  });
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });

  describe("computes only what is asked for", () => {
    const kernelsFor = async (statistics: readonly StatisticName[]): Promise<Record<string, number>> => {
      const model = tinyModel();
      const { kernels } = await tf.profile(
        async () => void (await take(model, inputsFor([2, 8, 8, 3]), { statistics })),
      );
      disposeOf(model);
      return Object.fromEntries(
        ["Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"].map((name) => [
          name,
          kernels.filter((kernel) => kernel.name === name).length,
        ]),
      );
    };

    test.each<[readonly StatisticName[], number, number, number]>([
      [["T3"], 0, 0, 0],
      [["T1_D"], 2, 0, 0],
      [["T4_D"], 3, 0, 0],
      [["T4_N"], 3, 0, 0],
      [["T4_P"], 6, 0, 0],
      [["T4_D", "T2_N", "T1_P"], 7, 0, 0],
      [["T4G_D"], 3, 1, 0],
      [["T2G_D"], 3, 2, 0],
      [["T1G_D"], 3, 2, 0],
      [["T3G_D"], 3, 1, 2],
      [["T1G_D", "T3G_D"], 3, 2, 2],
      [["T1G_D", "T1G_N"], 6, 4, 0],
      [statisticNames, 9, 6, 6],
    ])(
      "%j takes %i convolutions, %i input gradients and %i filter gradients",
      async (statistics, forward, input, filter) => {
        const { Conv2D, Conv2DBackpropInput, Conv2DBackpropFilter } = await kernelsFor(statistics);
        expect([Conv2D, Conv2DBackpropInput, Conv2DBackpropFilter]).toEqual([forward, input, filter]);
      },
    );
  });

  test("nothing stays behind when a layer throws in the middle of a pass", async () => {
    const model = models["a chain"]();
    const layer = model.getLayer("pool") as unknown as { call: unknown };
    layer.call = () => {
      throw new Error("out of order");
    };
    const inputs = inputsFor([2, 6, 6, 2]);
    await expect(take(model, inputs)).rejects.toThrow("out of order");
    await expect(take(model, inputs, { statistics: ["T1_D"] })).resolves.toHaveLength(2);
    disposeOf(model);
  });

  test("nothing stays behind when a gradient cannot be computed", async () => {
    const model = headed((x) => {
      const y = chain(x, conv("stem", 3), bn("stem_bn"), relu("r1"), conv("c1", 3), bn("b1"));
      // Not a rectifier, so that the layer itself is run.
      const throwing = layers.activation({ name: "throwing", activation: "tanh" });
      throwing.call = (inputs) =>
        tf.customGrad((value) => ({
          value: tf.tanh(value as tf.Tensor),
          gradFunc: () => {
            throw new Error("no gradient today");
          },
        }))(Array.isArray(inputs) ? inputs[0]! : inputs);
      return throwing.apply(y) as SymbolicTensor;
    });
    await expect(take(model, inputsFor([1, 6, 6, 2]))).rejects.toThrow("no gradient today");
    expect(tf.engine().state.gradientDepth).toBe(0);
    disposeOf(model);
  });
});

test("tfjs on cpu, tfjs on wasm and the engine agree on every statistic of every model", async () => {
  for (const build of Object.values(models)) {
    const results: (readonly InstanceStatistics[])[] = [];
    for (const [backend, engine] of [
      ["cpu", "tfjs"],
      ["wasm", "tfjs"],
      ["wasm", "auto"],
    ] as const) {
      await useBackend(backend);
      const model = build();
      const inputs = inputsFor([2, ...(model.inputs[0]!.shape.slice(1) as number[])]);
      results.push(await capture(model, inputs, { engine }));
      disposeOf(model);
    }
    const [reference, ...others] = results;
    expect(reference!.length).toBeGreaterThan(0);
    for (const other of others)
      for (const [i, { name, statistics }] of reference!.entries())
        for (const statistic of statisticNames) {
          const gap = distance(statistics[statistic]!.data, other[i]!.statistics[statistic]!.data);
          if (!(gap < 2e-3)) expect([name, statistic, gap]).toEqual([name, statistic, 0]);
        }
  }
});

test("a model that was built on another backend is captured on the present one", async () => {
  await useBackend("cpu");
  const model = models["a chain"]();
  const onCpu = await capture(model, inputsFor([1, 6, 6, 2]));
  await useBackend("wasm");
  const onWasm = await capture(model, inputsFor([1, 6, 6, 2]));
  for (const [i, { statistics }] of onCpu.entries())
    for (const name of statisticNames)
      expect(distance(statistics[name]!.data, onWasm[i]!.statistics[name]!.data)).toBeLessThan(2e-3);
  model.dispose();
});

test("captures that run at the same time do not disturb each other, even where the wasm heap grows", async () => {
  await useBackend("wasm");
  const models = [1, 2, 3, 4].map((seed) => tinyModel({ seed, inputShape: [32, 32, 3], channels: [16, 32, 32] }));
  const inputs = inputsFor([8, 32, 32, 3]);
  const before = tf.memory().numTensors;
  const together = await Promise.all(models.map((model) => capture(model, inputs)));
  expect(tf.memory().numTensors).toBe(before);
  for (const [i, model] of models.entries()) {
    const alone = await capture(model, inputs);
    for (const [j, { statistics }] of alone.entries())
      for (const name of statisticNames)
        if (
          Buffer.compare(
            Buffer.from(statistics[name]!.data.buffer),
            Buffer.from(together[i]![j]!.statistics[name]!.data.buffer),
          )
        )
          expect([i, j, name]).toEqual("the same together as alone");
    model.dispose();
  }
});

test("a sequential model with padding as its own layer is captured like a functional one", async () => {
  await useBackend("cpu");
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [6, 6, 2], filters: 2, kernelSize: 1, name: "stem" }),
      layers.reLU({}),
      layers.zeroPadding2d({ padding: 1 }),
      layers.conv2d({ filters: 2, kernelSize: 3, name: "c" }),
      layers.batchNormalization({}),
    ],
  });
  const [c] = await capture(model, inputsFor([1, 6, 6, 2]), { statistics: ["T2_D", "T2G_D", "T4_D"] });
  expect(Object.values(c!.statistics).map(({ shape }) => shape)).toEqual([
    [1, 2, 6, 6],
    [1, 2, 6, 6],
    [1, 2, 6, 6],
  ]);
  model.dispose();
});
