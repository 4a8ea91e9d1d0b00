import { TrainingEngine } from "@eznas/engine/training";
import { useBackend } from "@eznas/kernels";
import {
  anyNet,
  mobileNet,
  nasBench101,
  nasBenchMacro,
  residualActivations,
  residualDepths,
  residualNorms,
  type Space,
  stack,
  visionTransformer,
} from "@eznas/spaces";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { deviates } from "../nds/cells.ts";

beforeAll(() => useBackend("wasm"));

const small = { classes: 3, resolution: 8 };
const cases: readonly (readonly [name: string, space: Space<unknown>, text: string])[] = [
  ["stack", stack(small), "w16k3s1r0-w24k5s2r1"],
  ["any-net-x", anyNet({ ...small, channels: 8, stages: 2 }), "d1w16b1g4-d2w32b2g8"],
  ["mobile-net", mobileNet({ ...small, stages: 2 }), "d2k3e2q1swish-d1k5e2q1relu"],
  ["nas-bench-macro", nasBenchMacro({ ...small, channels: 2, headChannels: 8 }), "01210012"],
  [
    "nas-bench-101",
    nasBench101({ ...small, channels: 8, cells: 1 }),
    "|conv3x3-bn-relu~0|+|maxpool3x3~0.1|+|conv1x1-bn-relu~0.1|+|output~0.1.2.3|",
  ],
  ["residual-depths", residualDepths({ ...small, stages: 2 }), "2-1"],
  ["residual-activations", residualActivations(small), "relu-relu6-elu-swish-tanh-linear"],
  ["residual-norms", residualNorms(small), "batch-layer-none-batch-layer-none"],
  ["vision-transformer", visionTransformer({ ...small, patch: 2 }), "w16-h2m2-h4m1"],
];

test.each(cases)("a step of %s is computed by the engine, with the gradients of tfjs's tape", (_, space, text) => {
  const rng = deviates(4);
  const model = space.build(space.parse(text), rng);
  const batch = 4;
  const images = Float32Array.from({ length: batch * 8 * 8 * 3 }, () => 4 * rng() - 2);
  const labels = [0, 1, 2, 1];
  const { loss, gradients } = tf.tidy(() => {
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(
      () =>
        tf.losses.softmaxCrossEntropy(
          tf.oneHot(tf.tensor1d(labels, "int32"), 3),
          model.apply(tf.tensor(images, [batch, 8, 8, 3]), { training: true }) as tf.Tensor,
        ),
      variables,
    );
    return { loss: value.dataSync()[0]!, gradients: variables.map(({ name }) => grads[name]!.dataSync().slice()) };
  });
  const run = new TrainingEngine().begin(model, batch);
  if (typeof run === "string") throw new Error(run);
  expect(run.step(images, labels)).toBeCloseTo(loss, 4);
  const byVariable = new Map(run.weights.map(({ variable, gradient }) => [variable, gradient]));
  const largest = Math.max(...gradients.map((each) => Math.max(...each.map(Math.abs))));
  expect(run.weights.length).toBe(model.trainableWeights.length);
  for (const [i, weight] of model.trainableWeights.entries())
    for (const [k, value] of byVariable.get(weight)!.entries())
      expect(Math.abs(value - gradients[i]![k]!)).toBeLessThan(1e-3 * largest);
  model.dispose();
});
