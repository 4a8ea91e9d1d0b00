import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
  sequential,
} from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { fuseBatchNorms } from "../src/fused-batch-norm.ts";
import { copyWeights, disposeOf, expectClose, norm, numbersOf } from "./models.ts";

beforeAll(() => useBackend("wasm"));

/** The same model in which tf.layers' batch norms are as they are. */
function pair(build: () => LayersModel): [fused: LayersModel, plain: LayersModel] {
  const both = [build(), build()] as [LayersModel, LayersModel];
  copyWeights(both[0], both[1]);
  return both;
}

const gamma = () => initializers.randomUniform({ minval: 0.5, maxval: 1.5, seed: 3 });

const nested = (): LayersModel => {
  const inner = sequential({ layers: [norm({ inputShape: [3, 4, 2], gammaInitializer: gamma() }), layers.reLU({})] });
  const x = input({ shape: [3, 4, 2] });
  return model({ inputs: x, outputs: norm().apply(inner.apply(x)) as SymbolicTensor });
};

const alone =
  (options: object, inputShape = [3, 4, 2]) =>
  (): LayersModel =>
    sequential({ layers: [norm({ inputShape, ...options })] });

describe("outputs, gradients and moving averages are those of tf.layers", () => {
  test.each<[string, () => LayersModel]>([
    ["of images", alone({ gammaInitializer: gamma() })],
    ["with a large epsilon", alone({ epsilon: 0.3 })],
    ["of rows", alone({ gammaInitializer: gamma() }, [7])],
    ["in a nested model", nested],
  ])("%s", (_, build) => {
    const before = tf.memory().numTensors;
    const [fused, plain] = pair(build);
    const norms = fuseBatchNorms(fused);
    const shape = [5, ...(fused.inputs[0]!.shape.slice(1) as number[])];
    const run = (model: LayersModel, seed: number): readonly Float32Array[] =>
      tf.tidy(() => {
        const x = tf.randomNormal(shape, 1.5, 2, "float32", seed);
        const dy = tf.randomNormal(shape, 0, 1, "float32", seed + 100);
        const f = (x: tf.Tensor) => model.apply(x, { training: true }) as tf.Tensor;
        return Object.values(tf.valueAndGrad(f)(x, dy)).map((tensor) => tensor.dataSync<"float32">().slice());
      });
    for (const seed of [1, 2, 3]) expectClose(run(fused, seed), run(plain, seed), 1e-4);
    norms.release();
    expectClose(numbersOf(fused), numbersOf(plain), 1e-5);
    disposeOf(fused, plain);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("scale and shift may be left out, which tf.layers itself does not train: they count as 1 and 0", () => {
  const [bare, neutral] = [alone({ scale: false, center: false })(), alone({})()];
  const norms = [bare, neutral].map(fuseBatchNorms);
  tf.tidy(() => {
    const x = tf.randomNormal([5, 3, 4, 2], 1.5, 2, "float32", 1);
    const [ours, expected] = [bare, neutral].map((each) => each.apply(x, { training: true }) as tf.Tensor);
    expect(ours!.dataSync()).toEqual(expected!.dataSync());
  });
  for (const { release } of norms) release();
  expect(numbersOf(bare)).toEqual(numbersOf(neutral).slice(2));
  disposeOf(bare, neutral);
});

test("channels may come first, which tf.layers itself gets wrong on wasm: a layer of channels last is right", () => {
  const [first, last] = [alone({ axis: 1 }, [2, 3, 4])(), alone({}, [3, 4, 2])()];
  const norms = [first, last].map(fuseBatchNorms);
  tf.tidy(() => {
    const x = tf.randomNormal([5, 2, 3, 4], 1.5, 2, "float32", 1);
    const y = first.apply(x, { training: true }) as tf.Tensor;
    const expected = last.apply(tf.transpose(x, [0, 2, 3, 1]), { training: true }) as tf.Tensor;
    expectClose([tf.transpose(y, [0, 2, 3, 1]).dataSync()], [expected.dataSync()], 1e-5);
  });
  for (const { release } of norms) release();
  expectClose(numbersOf(first), numbersOf(last), 1e-5);
  disposeOf(first, last);
});

test("outside of training, and where a batch norm is frozen, the layer's own call answers", () => {
  const [fused, plain] = pair(alone({}));
  for (const each of [fused, plain]) each.layers[0]!.setWeights([1, 0.5, 0.2, 2].map((value) => tf.fill([2], value)));
  const norms = fuseBatchNorms(fused);
  const outputs = (training: boolean) =>
    tf.tidy(() => {
      const x = tf.randomNormal([2, 3, 4, 2], 0, 1, "float32", 5);
      return [fused, plain].map((each) => (each.apply(x, { training }) as tf.Tensor).dataSync<"float32">().slice());
    });
  const [ours, theirs] = outputs(false);
  expect(ours).toEqual(theirs);
  for (const each of [fused, plain]) each.layers[0]!.trainable = false;
  const [frozen, own] = outputs(true);
  expect(frozen).toEqual(own);
  norms.release();
  expect(numbersOf(fused)).toEqual(numbersOf(plain));
  disposeOf(fused, plain);
});

test("release gives the layer its own call back, and leaves averages that did not move alone", () => {
  const [fused] = pair(alone({}));
  const layer = fused.layers[0]!;
  const own = layer.call;
  const averages = layer.weights.map((weight) => weight.read().dataId);
  const norms = fuseBatchNorms(fused);
  expect(layer.call).not.toBe(own);
  norms.release();
  expect(layer.call).toBe(own);
  expect(layer.weights.map((weight) => weight.read().dataId)).toEqual(averages);
  disposeOf(fused);
});
