import { trainingEngine } from "@eznas/engine/training";
import { seeded } from "@eznas/gp";
import { type LabeledImages, labeledImages, normalizationOf } from "@eznas/images";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { evaluateNetwork, type TrainingOptions, trainingDefaults, trainNetwork } from "../src/index.ts";
import { cellNet, convNet, copyWeights, disposeOf, expectClose, norm, numbersOf } from "./models.ts";
import { noise, shades } from "./toy-images.ts";

beforeAll(() => useBackend("wasm"));

let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const color = (n: number): LabeledImages => noise({ n, height: 8, width: 8, channels: 3, classes: 3 });
const light = { epochs: 2, batch: 4, rate: 0.05, augmentation: { crop: 1, flip: true } };

/** Both ways to compute the steps. */
const ways = [
  { way: "the engine", engineOf: () => trainingEngine()! },
  { way: "tfjs's tape", engineOf: () => undefined },
] as const;

describe.each(ways)("by $way", ({ engineOf }) => {
  const train = (model: LayersModel, images: LabeledImages, options: Partial<TrainingOptions> = light, seed = 1) =>
    trainNetwork(model, { images, options, rng: seeded(seed), engine: engineOf() });

  test("classes that can be told apart are learned to the last image", async () => {
    const images = shades({ n: 60, height: 6, width: 6, channels: 3, classes: 3 });
    const model = convNet([6, 6, 3], 3);
    const trained = await train(model, images, {
      epochs: 40,
      batch: 12,
      rate: 0.03,
      augmentation: { crop: 0, flip: true },
    });
    expect(trained).toMatchObject({ ok: true });
    expect(trained.ok && trained.loss).toBeLessThan(0.2);
    expect(evaluateNetwork(model, { images, normalization: normalizationOf(images) }).accuracy).toBe(100);
    disposeOf(model);
  });

  test("the same seed gives the same weights bit for bit, another seed others", async () => {
    const weights = async (seed: number) => {
      const model = convNet([8, 8, 3], 3);
      await train(model, color(18), light, seed);
      const numbers = numbersOf(model);
      disposeOf(model);
      return numbers;
    };
    const first = await weights(1);
    expect(await weights(1)).toEqual(first);
    expect(await weights(2)).not.toEqual(first);
  });

  test("the moving averages are those that tf.layers itself takes of the same batches", async () => {
    const [n, batch, epochs] = [12, 4, 2];
    const images = color(n);
    const [ours, theirs] = [convNet([8, 8, 3], 3), convNet([8, 8, 3], 3)];
    copyWeights(ours, theirs);
    // A rate that moves no weight, so that every batch meets the same network; and no order but that of the images.
    const still = { epochs, batch, rate: 1e-30, augmentation: { crop: 0, flip: false } };
    await trainNetwork(ours, { images, options: still, rng: () => 1 - 1e-9, engine: engineOf() });
    const { mean, deviation } = normalizationOf(images);
    for (let step = 0; step < (epochs * n) / batch; step++) {
      const start = (step * batch) % n;
      tf.tidy(() => {
        const all = tf.tensor4d(Array.from(images.pixels), [n, 8, 8, 3]);
        const x = tf.div(tf.sub(tf.div(all, 255), [...mean]), [...deviation]);
        theirs.apply(tf.slice(x, [start, 0, 0, 0], [batch, 8, 8, 3]), { training: true });
      });
    }
    expectClose(numbersOf(ours), numbersOf(theirs), 1e-5);
    disposeOf(ours, theirs);
  });

  test("one step is the step of model.fit", async () => {
    const images = color(8);
    const [ours, theirs] = [convNet([8, 8, 3], 3), convNet([8, 8, 3], 3)];
    copyWeights(ours, theirs);
    const plain = { epochs: 1, batch: 8, rate: 0.2, momentum: 0, nesterov: false, weightDecay: 0 };
    await train(ours, images, { ...plain, augmentation: { crop: 0, flip: false } });
    const optimizer = tf.train.sgd(0.2);
    theirs.compile({ optimizer, loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) });
    const { mean, deviation } = normalizationOf(images);
    const x = tf.tidy(() => {
      const all = tf.tensor4d(Array.from(images.pixels), [8, 8, 8, 3]);
      return tf.div(tf.sub(tf.div(all, 255), [...mean]), [...deviation]);
    });
    const labels = tf.oneHot(tf.tensor1d(Array.from(images.labels), "int32"), 3);
    await theirs.fit(x, labels, { epochs: 1, batchSize: 8, shuffle: false, verbose: 0 });
    expectClose(numbersOf(ours), numbersOf(theirs), 1e-4);
    tf.dispose([x, labels]);
    optimizer.dispose();
    disposeOf(ours, theirs);
    before = tf.memory().numTensors; // fit keeps a few scalars of its own
  });

  test("an absurd rate makes it diverge, which is an outcome", async () => {
    const model = convNet([8, 8, 3], 3);
    const trained = await train(model, color(12), { ...light, rate: 1e20 });
    expect(trained).toMatchObject({ ok: false, reason: "diverged" });
    disposeOf(model);
  });

  test("what onStep throws ends it, and the model can be used and trained afterwards", async () => {
    const images = color(12);
    const model = convNet([8, 8, 3], 3);
    const calls = model.layers.map(({ call }) => call);
    const told: (readonly [number, number])[] = [];
    const training = trainNetwork(model, {
      images,
      options: light,
      rng: seeded(1),
      engine: engineOf(),
      onStep(step, steps) {
        told.push([step, steps]);
        if (step === 3) throw new Error("enough");
      },
    });
    await expect(training).rejects.toThrow("enough");
    expect(told).toEqual([
      [1, 6],
      [2, 6],
      [3, 6],
    ]);
    expect(model.layers.map(({ call }) => call)).toEqual(calls);
    const { accuracy } = evaluateNetwork(model, { images, normalization: normalizationOf(images) });
    expect(accuracy).toBeGreaterThanOrEqual(0);
    expect(numbersOf(model).every((numbers) => numbers.every(Number.isFinite))).toBe(true);
    expect(await train(model, images)).toMatchObject({ ok: true });
    disposeOf(model);
  });

  test("weights that no logit depends on are decayed and nothing else", async () => {
    class Ones extends layers.Layer {
      static readonly className: string = "Ones";
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.ones((Array.isArray(inputs) ? inputs[0]! : inputs).shape);
      }
      override computeOutputShape(shape: number[]): number[] {
        return shape;
      }
    }
    const model = convNet([8, 8, 3], 3, { extra: [new Ones({})] });
    const kernel = numbersOf(model)[0]!;
    await train(model, color(4), { ...light, epochs: 1, rate: 0.5, momentum: 0, weightDecay: 0.1 });
    expectClose([numbersOf(model)[0]!], [kernel.map((value) => value * 0.95)], 1e-6);
    disposeOf(model);
  });

  test("an epoch leaves out the images that fill no batch, and every epoch has another order", async () => {
    const model = sequential({ layers: [layers.flatten({ inputShape: [1, 1, 1] }), layers.dense({ units: 2 })] });
    const images = noise({ n: 7, height: 1, width: 1, channels: 1, classes: 2 });
    let steps = 0;
    const options = { epochs: 3, batch: 3, augmentation: { crop: 0, flip: false } };
    await trainNetwork(model, { images, options, rng: seeded(1), engine: engineOf(), onStep: () => void steps++ });
    expect(steps).toBe(6);
    disposeOf(model);
  });
});

describe("the engine and tfjs's tape agree on the weights after some steps", () => {
  const models: readonly (readonly [string, () => LayersModel])[] = [
    [
      "a cell with every operation",
      () => cellNet("|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"),
    ],
    [
      "a cell with convolutions that lead nowhere",
      () => cellNet("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|avg_pool_3x3~2|"),
    ],
    ["a cell of nothing", () => cellNet("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|")],
    ["convolutions and logits with biases", () => convNet([8, 8, 3], 3)],
    [
      "one batch norm at two places",
      () => {
        const shared = norm();
        return convNet([8, 8, 3], 3, { extra: [shared, layers.reLU({}), shared] });
      },
    ],
  ];

  test.each(models)("%s", async (_, build) => {
    const images = color(24);
    const [ours, theirs] = [build(), build()];
    copyWeights(ours, theirs);
    const start = numbersOf(ours);
    const options = { ...light, batch: 12, rate: 0.02 };
    const byEngine = await trainNetwork(ours, { images, options, rng: seeded(1), engine: trainingEngine() });
    const byTape = await trainNetwork(theirs, { images, options, rng: seeded(1) });
    expect(numbersOf(ours)).not.toEqual(start);
    expectClose(numbersOf(ours), numbersOf(theirs), 1e-4);
    if (!byEngine.ok || !byTape.ok) throw new Error("diverged");
    expect(byEngine.loss).toBeCloseTo(byTape.loss, 4);
    disposeOf(ours, theirs);
  });

  test("one engine trains networks one after the other, each as an engine of its own does", async () => {
    const engine = trainingEngine();
    const images = color(12);
    const builds = [models[3]![1], models[0]![1], models[3]![1]];
    for (const build of builds) {
      const [shared, own] = [build(), build()];
      copyWeights(shared, own);
      await trainNetwork(shared, { images, options: light, rng: seeded(1), engine });
      await trainNetwork(own, { images, options: light, rng: seeded(1), engine: trainingEngine() });
      expect(numbersOf(shared)).toEqual(numbersOf(own));
      disposeOf(shared, own);
    }
  });
});

describe("what the engine does not know goes to the tape, bit for bit", () => {
  const frozen = (): LayersModel => {
    const model = convNet([8, 8, 3], 3);
    model.layers[3]!.trainable = false;
    return model;
  };
  test.each([
    ["a dropout", () => convNet([8, 8, 3], 3, { extra: [layers.dropout({ rate: 0.3, seed: 4 })] })],
    ["a frozen layer", frozen],
  ] as const)("%s", async (_, build) => {
    const [ours, theirs] = [build(), build()];
    copyWeights(ours, theirs);
    const start = numbersOf(ours);
    const given = { images: color(12), options: light };
    await trainNetwork(ours, { ...given, rng: seeded(1), engine: trainingEngine() });
    await trainNetwork(theirs, { ...given, rng: seeded(1) });
    expect(numbersOf(ours)).toEqual(numbersOf(theirs));
    expect(numbersOf(ours)).not.toEqual(start);
    disposeOf(ours, theirs);
  });

  test("a frozen layer keeps its weights", async () => {
    const model = frozen();
    const read = () => model.layers[3]!.getWeights().map((tensor) => [...tensor.dataSync()]);
    const start = read();
    await trainNetwork(model, { images: color(12), options: light, rng: seeded(1), engine: trainingEngine() });
    expect(read()).toEqual(start);
    disposeOf(model);
  });
});

test("what is not given is NAS-Bench-201's schedule", async () => {
  const images = color(256);
  const train = async (options?: Partial<TrainingOptions>) => {
    const model = sequential({
      layers: [
        layers.flatten({ inputShape: [8, 8, 3] }),
        layers.dense({ units: 3, kernelInitializer: "zeros", useBias: false }),
      ],
    });
    const rng = seeded(1);
    await trainNetwork(model, { images, rng, engine: trainingEngine(), ...(options && { options }) });
    const numbers = numbersOf(model);
    disposeOf(model);
    return numbers;
  };
  expect(trainingDefaults).toMatchObject({ epochs: 12, batch: 256, rate: 0.1, momentum: 0.9, weightDecay: 5e-4 });
  expect(await train()).toEqual(await train(trainingDefaults));
});

describe("trainNetwork refuses", () => {
  const images = color(12);
  const refusal = async (options: Partial<TrainingOptions>, given: LabeledImages = images) => {
    const model = convNet([8, 8, 3], 3);
    const error = await trainNetwork(model, { images: given, options, rng: seeded(1) }).catch((error) => error);
    disposeOf(model);
    return error;
  };
  const ok = { batch: 4 };

  test.each<[Partial<TrainingOptions>, string]>([
    [{ epochs: 0 }, "epochs must be a whole number from 1 up, got 0"],
    [{ epochs: 1.5 }, "epochs must be a whole number from 1 up, got 1.5"],
    [{ batch: 0 }, "batch must be a whole number from 1 up, got 0"],
    [{ batch: 13 }, "batch must be at most the 12 images of noise, got 13"],
    [{ rate: 0 }, "rate must be above 0, got 0"],
    [{ rate: Number.POSITIVE_INFINITY }, "rate must be above 0, got Infinity"],
    [{ rate: Number.NaN }, "rate must be above 0, got NaN"],
    [{ momentum: 1 }, "momentum must be from 0 to below 1, got 1"],
    [{ momentum: -0.1 }, "momentum must be from 0 to below 1, got -0.1"],
    [{ weightDecay: -1 }, "weightDecay must be 0 or above, got -1"],
    [{ augmentation: { crop: -1, flip: false } }, "augmentation.crop must be a whole number from 0 up, got -1"],
  ])("%o", async (options, message) => {
    expect(await refusal({ ...ok, ...options })).toEqual(new RangeError(`trainNetwork: ${message}`));
  });

  test("images of another size", async () => {
    const small = noise({ n: 12, height: 4, width: 8, channels: 3, classes: 3 });
    expect(await refusal(ok, small)).toEqual(
      new RangeError("trainNetwork: the model takes 8×8×3, but the images of noise are 4×8×3"),
    );
  });

  test("images of other classes", async () => {
    expect(await refusal(ok, { ...images, classes: 4 })).toEqual(
      new RangeError("trainNetwork: the model puts out 3, but noise has 4 classes"),
    );
  });

  test("labels that are no classes", async () => {
    const labels = images.labels.slice();
    labels[5] = 3;
    expect(await refusal(ok, { ...images, labels })).toEqual(
      new RangeError("labeledImages: the labels of noise must be from 0 to 2, got 3 for image 5"),
    );
  });
});

test("labeledImages of one class train a model of one logit to a loss of 0", async () => {
  const images = labeledImages({ ...color(4), labels: new Uint8Array(4), classes: 1 });
  const model = convNet([8, 8, 3], 1);
  const trained = await trainNetwork(model, { images, options: light, rng: seeded(1), engine: trainingEngine() });
  expect(trained).toEqual({ ok: true, loss: 0 });
  disposeOf(model);
});
