import { type TrainingRun, writeVariable } from "@eznas/engine/training";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { fuseBatchNorms } from "./fused-batch-norm.ts";

/** A network in training by tfjs's own tape, whatever its layers are and on any backend. */
export interface TapeRun extends TrainingRun {
  /** Gives the model its own batch norms back. */
  release(): void;
}

export function tapeRun(model: LayersModel, classes: number): TapeRun {
  const variables = [...new Set(model.trainableWeights)]; // a layer at two places is listed twice
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const norms = fuseBatchNorms(model);
  const weights = variables.map((variable) => {
    const value = variable.read().dataSync<"float32">().slice();
    return { variable, value, gradient: new Float32Array(value.length) };
  });
  const writeBack = (): void => {
    for (const { variable, value } of weights) writeVariable(variable, value);
  };
  return {
    weights,
    step(images, labels) {
      writeBack();
      return tf.tidy(() => {
        const x = tf.tensor(images, [labels.length, ...shape]);
        const targets = tf.oneHot(tf.tensor1d(Array.from(labels), "int32"), classes);
        const { value, grads } = tf.variableGrads(
          () => tf.losses.softmaxCrossEntropy(targets, model.apply(x, { training: true }) as tf.Tensor),
          variables.map((variable) => variable.read() as tf.Variable),
        );
        for (const { variable, gradient } of weights) {
          // A weight that no logit depends on has none.
          const given = grads[(variable.read() as tf.Variable).name];
          if (given) gradient.set(given.dataSync<"float32">());
        }
        return value.dataSync()[0]!;
      });
    },
    writeBack,
    release: norms.release,
  };
}
