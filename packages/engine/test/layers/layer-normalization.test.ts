import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { layerNormalization } from "../../src/layers/layer-normalization.ts";
import { viewOf } from "../../src/parts/layer-view.ts";
import { layOut } from "../../src/recording/lay-out.ts";
import { machine } from "../../src/recording/machine.ts";
import { type Region, recording } from "../../src/recording/recording.ts";
import { seededRng } from "../../src/testing/seeded-rng.ts";

beforeAll(() => useBackend("cpu"));

const epsilon = 1e-3;
const [rows, width] = [5, 7];

function random(size: number, seed: number): Float32Array {
  const rng = seededRng(seed);
  return Float32Array.from({ length: size }, () => 2 * rng() - 1);
}

test("its gradients by input, scale and offset are tfjs's", () => {
  const layer = layers.layerNormalization({ epsilon });
  layer.build([rows, width]);
  const [gamma, beta] = layer.weights;
  const [x, dy, scale, offset] = [random(rows * width, 1), random(rows * width, 2), random(width, 3), random(width, 4)];
  const own = machine();
  const record = recording(own);
  const input = record.value([rows, width]);
  const [part] = layerNormalization.parts(viewOf(layer));
  const { output, gradient } = part!.computation!.record([input], record)!;
  const from = record.value([rows, width]);
  const { inputs, weights } = gradient(from, record);
  const wanted = [output.buffer, inputs[0]!.buffer, ...weights!.map(([, buffer]) => buffer)];
  const given: readonly (readonly [Region, Float32Array])[] = [
    [input.buffer, x],
    [from.buffer, dy],
    [record.weight(gamma!), scale],
    [record.weight(beta!), offset],
  ];
  record.emit([...wanted, ...given.map(([buffer]) => buffer)], [], () => {});
  const { instructions, bytes } = layOut(record, [input.buffer, from.buffer]);
  own.memory.grow(Math.ceil(bytes / 65536));
  const heap = new Float32Array(own.memory.buffer);
  for (const [buffer, data] of given) heap.set(data, buffer.at / 4);
  for (const { run } of instructions) run({ heap, results: [], inPlace: false, minus: undefined });
  const results = wanted.map(({ at, floats }) => heap.slice(at / 4, at / 4 + floats));
  expect(weights!.map(([variable]) => variable)).toEqual([gamma, beta]);

  const expected = tf.tidy(() => {
    const normalized = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor): tf.Tensor => {
      const centered = tf.sub(a, tf.mean(a, 1, true));
      const variance = tf.mean(tf.square(centered), 1, true);
      return tf.add(tf.mul(tf.div(centered, tf.sqrt(tf.add(variance, epsilon))), b), c);
    };
    const args = [tf.tensor2d(x, [rows, width]), tf.tensor1d(scale), tf.tensor1d(offset)];
    const { value, grads } = tf.valueAndGrads((...all) => normalized(all[0]!, all[1]!, all[2]!))(
      args,
      tf.tensor2d(dy, [rows, width]),
    );
    return [value, ...grads].map((tensor) => tensor.dataSync<"float32">().slice());
  });
  for (const [i, all] of expected.entries())
    for (const [k, value] of all.entries()) expect(results[i]![k]).toBeCloseTo(value, 5);
});
