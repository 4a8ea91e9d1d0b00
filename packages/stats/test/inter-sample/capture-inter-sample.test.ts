import { captureEngine } from "@eznas/engine";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  type SymbolicTensor,
  sequential,
  model as tfModel,
} from "@tensorflow/tfjs-layers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  capture,
  captureInterSample,
  denseActivation,
  layerNormDense,
  randomInputs,
  type Statistic,
  type TerminalName,
  terminalNames,
} from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { convolutions, goldenBlocks, inputsOf, perceptron } from "../golden-blocks.ts";
import { models } from "../models.ts";
import { seededRng } from "../seeded-rng.ts";

function expectClose(actual: Statistic | undefined, expected: Statistic, tolerance = 1e-4): void {
  expect(actual?.shape).toEqual(expected.shape);
  const largest = expected.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const off = expected.data.findIndex((x, i) => !(Math.abs(x - actual!.data[i]!) <= tolerance * largest + 1e-6));
  expect([off, actual!.data[off]]).toEqual([-1, undefined]);
}

const sample = ({ shape: [, ...size], data }: Statistic, at: number): Statistic => {
  const each = size.reduce((product, length) => product * length, 1);
  return { shape: [1, ...size], data: data.slice(at * each, (at + 1) * each) };
};

const scaled = ({ shape, data }: Statistic, by: number): Statistic => ({ shape, data: data.map((x) => x * by) });

/** No norm couples the samples. */
const uncoupled = (): LayersModel =>
  sequential({
    layers: [
      layers.dense({ name: "a", units: 6, inputShape: [5], kernelInitializer: initializers.glorotNormal({ seed: 1 }) }),
      layers.reLU(),
      layers.dense({ name: "b", units: 4, kernelInitializer: initializers.glorotNormal({ seed: 2 }) }),
      layers.reLU(),
      layers.dense({ name: "c", units: 2, kernelInitializer: initializers.glorotNormal({ seed: 3 }) }),
    ],
  });

describe.each([
  ["cpu", "tfjs"],
  ["wasm", "tfjs"],
  ["wasm", "simd"],
] as const)("on the %s backend by %s", (backend, engine) => {
  let before: number;
  beforeAll(() => useBackend(backend));
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a part's gradient is that of a capture of the part alone", async () => {
    const model = tinyModel();
    const inputs = randomInputs([4, 8, 8, 3], seededRng(1));
    const own = await captureInterSample(model, inputs, { engine, statistics: ["T3G_S"] });
    for (let at = 0; at < 4; at++) {
      const D = sample(inputs.D, at);
      const alone = await capture(model, { D, N: D, P: D }, { engine, statistics: ["T3G_D"] });
      for (const [i, { statistics }] of alone.entries())
        expect(sample(own[i]!.statistics.T3G_S!, at).data).toEqual(statistics.T3G_D!.data);
    }
    model.dispose();
  });

  test("the batch as one part has the gradient T3G_D, no deviation, and a mean that is it", async () => {
    const model = tinyModel();
    const inputs = randomInputs([3, 8, 8, 3], seededRng(2));
    const instances = await captureInterSample(model, inputs, { engine, samplesPerPart: 3 });
    for (const { statistics } of instances) {
      expect(Object.keys(statistics)).toEqual(terminalNames);
      const { T3G_D, T3G_S, T3G_mean, T3G_std } = statistics;
      expect(T3G_S).toEqual({ shape: [1, ...T3G_D!.shape], data: T3G_D!.data });
      expect(T3G_mean).toEqual(T3G_D);
      expect(T3G_std!.data.every((x) => x === 0)).toBe(true);
    }
    model.dispose();
  });

  test("where no norm couples samples, the gradients of all parts add up to T3G_D, whatever a part is", async () => {
    const model = uncoupled();
    const inputs = randomInputs([6, 5], seededRng(3));
    const pattern = denseActivation();
    for (const samplesPerPart of [1, 2, 3, 6])
      for (const { statistics } of await captureInterSample(model, inputs, { engine, pattern, samplesPerPart }))
        expectClose(scaled(statistics.T3G_mean!, 6 / samplesPerPart), statistics.T3G_D!);
    model.dispose();
  });

  test("mean and deviation are those of the gradients", async () => {
    const model = tinyModel();
    const inputs = randomInputs([4, 8, 8, 3], seededRng(4));
    const [{ statistics }] = (await captureInterSample(model, inputs, { engine })) as unknown as [{ statistics: All }];
    const { shape, data } = statistics.T3G_S;
    const [parts, size] = [shape[0]!, data.length / shape[0]!];
    const of = (k: number): number[] => Array.from({ length: parts }, (_, at) => data[at * size + k]!);
    const mean = Float32Array.from({ length: size }, (_, k) => of(k).reduce((a, b) => a + b) / parts);
    const std = mean.map((m, k) => Math.sqrt(of(k).reduce((a, x) => a + (x - m) ** 2, 0) / parts));
    expectClose(statistics.T3G_mean, { shape: shape.slice(1), data: mean });
    expectClose(statistics.T3G_std, { shape: shape.slice(1), data: std });
    model.dispose();
  });

  test.each([
    ["perceptron", perceptron, layerNormDense()],
    ["convolutions", convolutions, undefined],
  ] as const)(
    "the gradient at the input of the %s is PyTorch's, for every instance the same array",
    async (kind, build, pattern) => {
      const model = build();
      const { shape, data } = goldenBlocks[kind].inputGradient;
      const instances = await captureInterSample(model, inputsOf(goldenBlocks[kind]), {
        engine,
        statistics: ["JX_D"],
        ...(pattern && { pattern }),
      });
      expectClose(instances[0]!.statistics.JX_D, { shape, data: Float32Array.from(data) });
      expect(new Set(instances.map(({ statistics }) => statistics.JX_D)).size).toBe(1);
      model.dispose();
    },
  );

  test("an input that is read twice has the sum of both gradients", async () => {
    const build = (twice: boolean): LayersModel => {
      const x = input({ shape: [5] });
      const relu = layers.reLU().apply(x) as SymbolicTensor;
      const dense = layers.dense({ units: 3, kernelInitializer: "ones" }).apply(relu) as SymbolicTensor;
      const y = layers.reLU().apply(dense) as SymbolicTensor;
      if (!twice) return tfModel({ inputs: x, outputs: y });
      const other = layers.dense({ units: 3, kernelInitializer: "ones" }).apply(x) as SymbolicTensor;
      return tfModel({ inputs: x, outputs: layers.add().apply([y, other]) as SymbolicTensor });
    };
    const D = { shape: [1, 5], data: Float32Array.of(1, -1, 2, -2, 3) };
    const gradients: number[][] = [];
    for (const twice of [false, true]) {
      const model = build(twice);
      const options = { engine, pattern: denseActivation(), statistics: ["JX_D"] } as const;
      const [{ statistics }] = (await captureInterSample(model, { D, N: D, P: D }, options)) as unknown as [
        { statistics: All },
      ];
      gradients.push([...statistics.JX_D.data]);
      model.dispose();
    }
    expect(gradients).toEqual([
      [3, 0, 3, 0, 3],
      [6, 3, 6, 3, 6],
    ]);
  });

  test("statistics come in the order in which they are named, those of capture as it gives them", async () => {
    const model = tinyModel();
    const inputs = randomInputs([2, 8, 8, 3], seededRng(5));
    const statistics = ["JX_D", "T4_P", "T3G_mean", "T3", "T1G_N"] as const;
    const instances = await captureInterSample(model, inputs, { engine, statistics });
    const plain = await capture(model, inputs, { engine, statistics: ["T4_P", "T3", "T1G_N"] });
    for (const [i, instance] of instances.entries()) {
      expect(Object.keys(instance.statistics)).toEqual(statistics);
      const { T4_P, T3, T1G_N } = instance.statistics;
      expect({ T4_P, T3, T1G_N }).toEqual(plain[i]!.statistics);
    }
    model.dispose();
  });

  test("a part that does not divide the batch and the name of no statistic are refused", async () => {
    const model = tinyModel();
    const inputs = randomInputs([4, 8, 8, 3], seededRng(6));
    for (const samplesPerPart of [0, 3, 1.5, 8])
      await expect(captureInterSample(model, inputs, { engine, samplesPerPart })).rejects.toThrow(
        `samplesPerPart must be a whole number that divides the batch of 4, got ${samplesPerPart}`,
      );
    const statistics = ["T3G_var"] as unknown as TerminalName[];
    await expect(captureInterSample(model, inputs, { engine, statistics })).rejects.toThrow(
      '"T3G_var" is no statistic',
    );
    model.dispose();
  });
});

test("errors say whose they are, whichever statistics are asked for", async () => {
  await useBackend("cpu");
  const tiny = tinyModel();
  const inputs = randomInputs([2, 7, 8, 3], Math.random);
  for (const statistics of [["T1_D"], ["T3G_S"], ["T3G_mean"], ["JX_D"]] as const) {
    await expect(captureInterSample(tiny, inputs, { statistics })).rejects.toThrow(/^captureInterSample: model "/);
    await expect(captureInterSample(tiny, inputs, { statistics, output: "none" })).rejects.toThrow(
      /^captureInterSample: /,
    );
  }
  tiny.dispose();
});

test("channels first: the gradient at the input has the input's own layout", async () => {
  await useBackend("wasm");
  const model = models["channels first"]();
  const inputs = randomInputs([2, 2, 6, 6], seededRng(7));
  const [instance] = await captureInterSample(model, inputs, { statistics: ["JX_D"] });
  expect(instance!.statistics.JX_D!.shape).toEqual([2, 2, 6, 6]);
  model.dispose();
});

test("an engine that uses its memory again does not disturb what was taken before", async () => {
  await useBackend("wasm");
  const model = tinyModel();
  const inputs = randomInputs([4, 8, 8, 3], seededRng(8));
  const reused = await captureInterSample(model, inputs, { engine: captureEngine({ reuse: true }) });
  const fresh = await captureInterSample(model, inputs, { engine: "simd" });
  expect(reused).toEqual(fresh);
  model.dispose();
});

type All = Readonly<Record<TerminalName, Statistic>>;
