import { writeVariable } from "@eznas/engine/training";
import { batchNormTraining } from "@eznas/kernels";
import type * as tf from "@tensorflow/tfjs-core";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";

type Layer = LayersModel["layers"][number];
type Call = Layer["call"];

/**
 * Lets a model's batch norms train by the fused kernels of `@eznas/kernels` until `release` is called, which sets their
 * moving averages. In tf.layers as it is they take a third of a training step.
 */
export function fuseBatchNorms(model: LayersModel): { release(): void } {
  const fused = batchNormsOf(model).map(fuse);
  return {
    release() {
      for (const { release } of fused) release();
    },
  };
}

function batchNormsOf(model: LayersModel): readonly Layer[] {
  return model.layers.flatMap((layer) =>
    "layers" in layer
      ? batchNormsOf(layer as LayersModel)
      : layer.getClassName() === "BatchNormalization"
        ? [layer]
        : [],
  );
}

/** The fields of tf.layers' class that its declared type keeps to itself. */
interface BatchNormalization {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

function fuse(layer: Layer): { release(): void } {
  const { axis, momentum, epsilon, gamma, beta, movingMean, movingVariance } = layer as unknown as BatchNormalization;
  const averages = [movingMean, movingVariance].map((variable) => variable.read().dataSync<"float32">().slice());
  let moved = false;
  const onMoments = (...moments: Float32Array[]): void => {
    moved = true;
    for (const [which, moment] of moments.entries()) {
      const average = averages[which]!;
      for (let c = 0; c < average.length; c++) average[c] = momentum * average[c]! + (1 - momentum) * moment[c]!;
    }
  };
  const own: Call = layer.call;
  const call: Call = (inputs, kwargs) => {
    if (!kwargs["training"] || !layer.trainable) return own.call(layer, inputs, kwargs);
    const x = Array.isArray(inputs) ? inputs[0]! : (inputs as tf.Tensor);
    return batchNormTraining(x, { gamma: gamma?.read(), beta: beta?.read(), epsilon, axis, onMoments });
  };
  layer.call = call;
  return {
    release() {
      layer.call = own;
      if (!moved) return;
      for (const [which, variable] of [movingMean, movingVariance].entries()) writeVariable(variable, averages[which]!);
    },
  };
}
