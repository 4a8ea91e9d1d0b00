import { trainingEngine } from "@eznas/engine/training";
import { seeded } from "@eznas/gp";
import { normalizationOf } from "@eznas/images";
import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { splitImages, type TrainableNetwork, trainArchitecture } from "../src/index.ts";
import { noise, shades } from "./toy-images.ts";

beforeAll(() => useBackend("wasm"));

const size = { n: 40, height: 8, width: 8, channels: 3, classes: 3 };
const space = nasBench201({ channels: 2, cells: 1, classes: 3, resolution: 8 });
const network = (id: string): TrainableNetwork => ({ id, build: (rng) => space.build(space.parse(id), rng) });
const small = network("|nor_conv_1x1~0|+|none~0|none~1|+|skip_connect~0|none~1|avg_pool_3x3~2|");
const other = network("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|avg_pool_3x3~2|");
const split = (of = shades(size)) => splitImages(of, { train: 24, valid: 9, test: 7 }, seeded(1));
const training = { epochs: 4, batch: 8, rate: 0.1, augmentation: { crop: 1, flip: true } };

test("a row has the accuracies of both sets in percent, and nothing of the network stays", async () => {
  const before = tf.memory().numTensors;
  const steps: number[] = [];
  const onStep = (step: number) => void steps.push(step);
  const row = await trainArchitecture(small, { images: split(), seed: 3, training, onStep });
  expect(row).toMatchObject({ id: small.id, seed: 3, status: "trained" });
  expect((row.valid! / 100) * 9).toBeCloseTo(Math.round((row.valid! / 100) * 9), 9);
  expect((row.test! / 100) * 7).toBeCloseTo(Math.round((row.test! / 100) * 7), 9);
  expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(tf.memory().numTensors).toBe(before);
});

test.each([true, false])("a row is a function of the architecture and the seed (engine: %s)", async (engine) => {
  // Images that nothing can be learned of: the accuracies differ with every weight.
  const images = split(noise(size, 4));
  const train = (each: TrainableNetwork, seed: number, shared = engine ? trainingEngine() : undefined) =>
    trainArchitecture(each, { images, seed, training, engine: shared });
  const first = await train(small, 1);
  const shared = engine ? trainingEngine() : undefined;
  await train(other, 1, shared);
  expect(await train(small, 1, shared)).toEqual(first);
  const others = [await train(small, 2), await train(small, 3), await train(other, 1)];
  expect(others.some(({ valid, test }) => valid !== first.valid || test !== first.test)).toBe(true);
});

test("images are normalized by those to train on, if nothing else is said", async () => {
  const images = split();
  const given = { images, seed: 1, training };
  const row = await trainArchitecture(small, given);
  expect(await trainArchitecture(small, { ...given, normalization: normalizationOf(images.train) })).toEqual(row);
});

test("a network that diverges has its row, and its tensors are gone", async () => {
  const before = tf.memory().numTensors;
  const row = await trainArchitecture(small, { images: split(), seed: 1, training: { ...training, rate: 1e20 } });
  expect(row).toEqual({ id: small.id, seed: 1, status: "diverged" });
  expect(tf.memory().numTensors).toBe(before);
});

test("what onStep throws is the caller's, and the network's tensors are gone", async () => {
  const before = tf.memory().numTensors;
  const onStep = () => {
    throw new Error("enough");
  };
  await expect(trainArchitecture(small, { images: split(), seed: 1, training, onStep })).rejects.toThrow("enough");
  expect(tf.memory().numTensors).toBe(before);
});
