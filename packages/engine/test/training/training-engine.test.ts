import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cellNetwork } from "../../src/testing/cell-network.ts";
import { modelOf, type Spec, specs } from "../../src/testing/random-model.ts";
import { seededRng } from "../../src/testing/seeded-rng.ts";
import { TrainingEngine, type TrainingRun, trainingEngine } from "../../src/training.ts";

beforeAll(async () => {
  await useBackend("wasm");
});

let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

function disposeOf(model: LayersModel): void {
  const tensors = model.weights.map((weight) => weight.read());
  model.dispose();
  tf.dispose(tensors);
}

const runOf = (model: LayersModel, batch: number, engine = new TrainingEngine()): TrainingRun => {
  const run = engine.begin(model, batch);
  if (typeof run === "string") throw new Error(run);
  return run;
};

interface Batch {
  readonly shape: readonly number[];
  readonly images: Float32Array;
  readonly labels: readonly number[];
}

function batchOf(shape: readonly number[], classes: number, seed = 1): Batch {
  const rng = seededRng(seed);
  const images = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 4 * rng() - 2);
  return { shape, images, labels: Array.from({ length: shape[0]! }, () => Math.floor(rng() * classes)) };
}

/** The loss and the gradients by tfjs's tape. */
function byTape(model: LayersModel, { shape, images, labels }: Batch, classes: number) {
  return tf.tidy(() => {
    const x = tf.tensor(images, [...shape]);
    const targets = tf.oneHot(tf.tensor1d([...labels], "int32"), classes);
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(
      () => tf.losses.softmaxCrossEntropy(targets, model.apply(x, { training: true }) as tf.Tensor),
      variables,
    );
    return {
      loss: value.dataSync()[0]!,
      gradients: variables.map(({ name }) => grads[name]?.dataSync<"float32">().slice()),
    };
  });
}

const largestOf = (data: ArrayLike<number>): number =>
  Array.from(data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * Every number to `tolerance` times the largest of its gradient; of a gradient that cancels out (a bias before a batch
 * norm has none, nor has anything before one over a single image) a hundredth of the largest of
 * all, or 0.003, counts as its largest.
 */
function expectAgreement(run: TrainingRun, theirs: ReturnType<typeof byTape>, tolerance: number): void {
  const floor = Math.max(3e-3, ...theirs.gradients.map((each) => (each ? largestOf(each) / 100 : 0)));
  expect(run.weights.length).toBe(theirs.gradients.length);
  for (const [w, { variable, gradient }] of run.weights.entries()) {
    const expected = theirs.gradients[w] ?? new Float32Array(gradient.length);
    expect([variable.name, gradient.length]).toEqual([variable.name, expected.length]);
    const allowed = tolerance * Math.max(largestOf(expected), floor);
    const off = expected.findIndex((value, i) => !(Math.abs(value - gradient[i]!) <= allowed));
    if (off >= 0) expect([variable.name, off, gradient[off], allowed]).toEqual([variable.name, off, expected[off]]);
  }
}

/** A layer norm as tf.layers itself can compute it: with scale and shift. */
const computable = (spec: Spec): Spec => ({
  ...spec,
  parts: spec.parts.map((part) => (part.kind === "layer norm" ? { ...part, bias: true, same: true } : part)),
});

/** Without what is random in training, and without what tf.layers has no gradient for. */
const trainable = (spec: Spec): Spec => ({
  ...spec,
  parts: computable(spec).parts.map((part) => ({
    ...part,
    dilation: 1,
    kind: part.kind === "dropout" ? "relu" : part.kind,
  })),
});

describe("loss and gradients are those of tfjs's tape", () => {
  test("of random models", () => {
    fc.assert(
      fc.property(specs, fc.nat(1000), (drawn, seed) => {
        const spec = trainable(drawn);
        const model = modelOf(spec);
        try {
          const batch = batchOf(spec.shape, 2, seed);
          const theirs = byTape(model, batch, 2);
          const { numTensors } = tf.memory();
          const run = runOf(model, spec.shape[0]);
          const loss = run.step(batch.images, batch.labels);
          expect(tf.memory().numTensors).toBe(numTensors);
          expect(Math.abs(loss - theirs.loss)).toBeLessThan(1e-4 * Math.max(1, theirs.loss));
          expectAgreement(run, theirs, 1e-3);
        } finally {
          disposeOf(model);
        }
      }),
      { numRuns: 50 },
    );
    before = tf.memory().numTensors; // a random model's layers that lead nowhere are nobody's to dispose of
  }, 60_000);

  test.each([
    ["nor_conv_3x3", "nor_conv_3x3", "nor_conv_3x3", "skip_connect", "nor_conv_3x3", "nor_conv_3x3"],
    ["avg_pool_3x3", "nor_conv_3x3", "none", "nor_conv_1x1", "avg_pool_3x3", "none"],
    ["nor_conv_3x3", "none", "none", "skip_connect", "none", "none"],
    ["none", "none", "none", "none", "none", "none"],
  ] as const)("of a NAS-Bench-201 network of %s, %s, %s, %s, %s, %s", (...cell) => {
    const inner = cellNetwork(cell);
    // The engine needs to know an image's size, which that network leaves open.
    const x = input({ shape: [8, 8, 3] });
    const sized = model({ inputs: x, outputs: inner.apply(x) as SymbolicTensor });
    const batch = batchOf([3, 8, 8, 3], 4);
    const theirs = byTape(sized, batch, 4);
    const run = runOf(sized, 3);
    expect(run.step(batch.images, batch.labels)).toBeCloseTo(theirs.loss, 4);
    expectAgreement(run, theirs, 1e-4);
    disposeOf(sized);
  });
});

const inferred = (model: LayersModel, { shape, images }: Batch): ArrayLike<number> =>
  tf.tidy(() => (model.apply(tf.tensor(images, [...shape]), { training: false }) as tf.Tensor).dataSync().slice());

/** Where a layer takes a value twice, tf.layers' inference may free it too early. */
function givesBack(model: LayersModel, shape: readonly number[]): boolean {
  try {
    inferred(model, batchOf(shape, 2));
    return true;
  } catch {
    return false;
  }
}

describe("inference is tf.layers' own, by the moving averages", () => {
  const expectInference = (model: LayersModel, shape: readonly number[], seed: number): void => {
    const batch = batchOf(shape, 2, seed);
    const rng = seededRng(seed);
    // Averages that are not those of a fresh model.
    for (const weight of model.weights)
      if (/moving/.test(weight.originalName))
        tf.tidy(() => void weight.write(tf.fill(weight.shape as number[], 0.5 + rng())));
    const theirs = inferred(model, batch);
    const infer = new TrainingEngine().infer(model, shape[0]!);
    if (typeof infer === "string") throw new Error(infer);
    const ours = infer(batch.images);
    const largest = Math.max(largestOf(theirs), 0.1);
    expect(ours.length).toBe(theirs.length);
    for (const [i, value] of Array.from(theirs).entries())
      expect(Math.abs(ours[i]! - value)).toBeLessThan(1e-4 * largest);
    expect(infer(batch.images)).toEqual(ours);
  };

  test("of random models", () => {
    fc.assert(
      fc.property(specs, fc.nat(1000), (drawn, seed) => {
        const spec = computable(drawn);
        const model = modelOf(spec);
        try {
          fc.pre(givesBack(model, spec.shape));
          expectInference(model, spec.shape, seed);
        } finally {
          disposeOf(model);
        }
      }),
      { numRuns: 50 },
    );
    before = tf.memory().numTensors; // a random model's layers that lead nowhere are nobody's to dispose of
  }, 60_000);

  test("of a network of which a part leads nowhere, after steps of training", () => {
    const inner = cellNetwork(["nor_conv_3x3", "none", "none", "skip_connect", "none", "none"]);
    const x = input({ shape: [8, 8, 3] });
    const sized = model({ inputs: x, outputs: inner.apply(x) as SymbolicTensor });
    const run = runOf(sized, 3);
    const batch = batchOf([3, 8, 8, 3], 4);
    for (let step = 0; step < 3; step++) run.step(batch.images, batch.labels);
    run.writeBack();
    expectInference(sized, [5, 8, 8, 3], 1);
    disposeOf(sized);
  });
});

const dense = (units = 3, inputShape: number[] = [4]): LayersModel =>
  sequential({ layers: [layers.dense({ units, inputShape })] });

test("a step meets the weights as they were written to, and writeBack puts them into the model", () => {
  const model = dense();
  const batch = batchOf([5, 4], 3);
  const run = runOf(model, 5);
  run.step(batch.images, batch.labels);
  for (const { value, gradient } of run.weights) for (let i = 0; i < value.length; i++) value[i]! -= gradient[i]!;
  const loss = run.step(batch.images, batch.labels);
  const before = byTape(model, batch, 3).loss;
  run.writeBack();
  expect(loss).toBeLessThan(before);
  expect(loss).toBeCloseTo(byTape(model, batch, 3).loss, 5);
  for (const { variable, value } of run.weights) expect(variable.read().dataSync()).toEqual(value);
  disposeOf(model);
});

test("a loss of no number says so, and one of large logits is right", () => {
  const model = dense(2, [1]);
  const run = runOf(model, 2);
  const [kernel, bias] = run.weights as [(typeof run.weights)[number], (typeof run.weights)[number]];
  kernel.value.set([1000, -1000]);
  bias.value.set([0, 0]);
  expect(run.step(Float32Array.of(1, 1), [0, 1])).toBe(1000);
  expect([...bias.gradient]).toEqual([0.5, -0.5]);
  kernel.value.set([Number.NaN, 0]);
  expect(run.step(Float32Array.of(1, 1), [0, 1])).toBeNaN();
  disposeOf(model);
});

test("moving averages are those of tf.layers, also of a batch norm at two places", () => {
  const build = (): LayersModel => {
    const shared = layers.batchNormalization({ momentum: 0.7 });
    return sequential({
      layers: [
        layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2], name: `conv${Math.random()}` }),
        shared,
        layers.reLU({}),
        shared,
        layers.flatten(),
        layers.dense({ units: 2 }),
      ],
    });
  };
  const [ours, theirs] = [build(), build()];
  for (const [i, weight] of ours.weights.entries()) theirs.weights[i]!.write(weight.read());
  const run = runOf(ours, 4);
  for (const seed of [1, 2, 3]) {
    const batch = batchOf([4, 6, 6, 2], 2, seed);
    run.step(batch.images, batch.labels);
    tf.tidy(() => void theirs.apply(tf.tensor(batch.images, [4, 6, 6, 2]), { training: true }));
  }
  run.writeBack();
  for (const [i, weight] of theirs.weights.entries()) {
    const [own, expected] = [ours.weights[i]!.read().dataSync(), weight.read().dataSync()];
    for (const [k, value] of expected.entries()) expect(own[k]).toBeCloseTo(value, 5);
  }
  disposeOf(ours);
  disposeOf(theirs);
});

test("a layer at two places is one weight, whose gradient is the sum", () => {
  const shared = layers.dense({ units: 4, useBias: false });
  const model = sequential({ layers: [layers.dense({ units: 4, inputShape: [4] }), shared, shared] });
  const batch = batchOf([3, 4], 4);
  const run = runOf(model, 3);
  run.step(batch.images, batch.labels);
  expect(run.weights.map(({ variable }) => variable.shape)).toEqual([[4, 4], [4], [4, 4]]);
  const { gradients } = byTape(model, batch, 4);
  for (const [w, { gradient }] of run.weights.entries())
    for (const [i, value] of gradient.entries()) expect(value).toBeCloseTo(gradients[w]![i]!, 5);
  disposeOf(model);
});

test("one engine runs models one after the other, small and large, each as an engine of its own", () => {
  const engine = new TrainingEngine();
  const build = (filters: number, size: number) =>
    sequential({
      layers: [
        layers.conv2d({ filters, kernelSize: 3, inputShape: [size, size, 3] }),
        layers.batchNormalization(),
        layers.reLU({}),
        layers.globalAveragePooling2d({}),
        layers.dense({ units: 3 }),
      ],
    });
  for (const [filters, size] of [
    [4, 6],
    [32, 40],
    [3, 5],
  ] as const) {
    const model = build(filters, size);
    const batch = batchOf([4, size, size, 3], 3);
    const [shared, own] = [runOf(model, 4, engine), runOf(model, 4)];
    for (let step = 0; step < 2; step++) {
      expect(shared.step(batch.images, batch.labels)).toBe(own.step(batch.images, batch.labels));
      for (const [w, { gradient }] of shared.weights.entries()) expect(gradient).toEqual(own.weights[w]!.gradient);
    }
    disposeOf(model);
  }
});

test("images and labels of another number than the batch are refused", () => {
  const model = dense();
  const run = runOf(model, 2);
  expect(() => run.step(new Float32Array(7), [0, 1])).toThrow(
    new RangeError("TrainingEngine: expected images of 8 numbers, got 7"),
  );
  expect(() => run.step(new Float32Array(8), [0])).toThrow(new RangeError("TrainingEngine: expected 2 labels, got 1"));
  expect(() => run.step(new Float32Array(8), [0, 3])).toThrow(
    new RangeError("TrainingEngine: labels must be from 0 to 2, got 3"),
  );
  const infer = new TrainingEngine().infer(model, 2);
  if (typeof infer === "string") throw new Error(infer);
  expect(() => infer(new Float32Array(9))).toThrow(
    new RangeError("TrainingEngine: expected images of 8 numbers, got 9"),
  );
  disposeOf(model);
});

describe("what the kernels cannot train is said", () => {
  class Twice extends layers.Layer {
    static readonly className: string = "Twice";
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2);
    }
  }
  const chain = (...parts: readonly LayersModel["layers"][number][]) =>
    sequential({ layers: [layers.dense({ units: 3, inputShape: [4] }), ...parts] });
  const frozen = (): LayersModel => {
    const model = chain();
    model.layers[0]!.trainable = false;
    return model;
  };
  const nested = (part: LayersModel): LayersModel => sequential({ layers: [part, layers.reLU({})] });
  const twoOutputs = (): LayersModel => {
    const x = input({ shape: [4] });
    return model({ inputs: x, outputs: [1, 2].map((units) => layers.dense({ units }).apply(x) as SymbolicTensor) });
  };

  test.each<[string, () => LayersModel, string]>([
    [
      "a dropout",
      () => chain(layers.dropout({ rate: 0.5, name: "drop" })),
      'has a layer "drop" that is random in training',
    ],
    [
      "noise",
      () => chain(layers.gaussianNoise({ stddev: 1, name: "noise" })),
      'has a layer "noise" that is random in training',
    ],
    [
      "a layer of the user's own",
      () => chain(new Twice({ name: "twice" })),
      'has a layer "twice" that there are no kernels for',
    ],
    ["a frozen layer", frozen, "has frozen layers"],
    ["a frozen layer in a nested model", () => nested(frozen()), "has frozen layers"],
    ["two outputs", twoOutputs, "has more than one output"],
    [
      "images that come out",
      () => sequential({ layers: [layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [2, 2, 1] })] }),
      "does not put out one row of logits for each image",
    ],
  ])("%s", (_, build, reason) => {
    const model = build();
    expect(new TrainingEngine().begin(model, 2)).toBe(reason);
    disposeOf(model);
  });
});

test("a model that it cannot read is refused in its own name", () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const two = model({ inputs: [a, b], outputs: layers.add().apply([a, b]) as SymbolicTensor, name: "two" });
  for (const use of ["begin", "infer"] as const)
    expect(() => new TrainingEngine()[use](two, 2)).toThrow(
      /^trainingEngine: expected a model with one input, but "two"/,
    );
  disposeOf(two);
});

test("there is no engine where SIMD is switched off", () => {
  vi.stubEnv("EZNAS_SIMD", "1");
  expect(trainingEngine()).toBeInstanceOf(TrainingEngine);
  vi.stubEnv("EZNAS_SIMD", "0");
  expect(trainingEngine()).toBeUndefined();
  vi.unstubAllEnvs();
});
