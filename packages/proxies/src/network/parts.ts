/** What a layer computes, taken apart where a proxy has to see or change something inside it. */
import { batchNormTraining } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { averagePoolSame, separable, spreadKernel } from "./windows.ts";

export type Layer = LayersModel["layers"][number];

/** One computation. */
export interface Part {
  /** As tf.layers has it: `Conv2D`, `BatchNormalization`, …; `Activation` for an activation, however it was written. */
  readonly className: string;
  /** `relu`, `relu6`, `softmax`, …, where it is nothing but an activation. */
  readonly activation?: string;
  /** What a convolution or a linear layer multiplies by, and what it adds. */
  readonly kernel?: LayerVariable;
  readonly bias?: LayerVariable | undefined;
  readonly depthwise?: boolean;
  run(inputs: readonly tf.Tensor[]): tf.Tensor;
}

interface Config {
  readonly activation?: string;
  readonly axis: number;
  readonly epsilon: number;
  readonly maxValue?: number | null;
  readonly poolSize: [number, number];
  readonly strides: [number, number];
  readonly padding: "same" | "valid";
  readonly dataFormat?: "channelsFirst" | "channelsLast";
  readonly dilationRate: [number, number];
}

/** The computations of a layer, in order; every one but the first takes the output of the one before. */
export function partsOf(layer: Layer): readonly Part[] {
  const className = layer.getClassName();
  if (className === "ReLU") {
    const { maxValue } = configOf(layer);
    return [{ className: "Activation", activation: `relu${maxValue ?? ""}`, run: (inputs) => apply(layer, inputs) }];
  }
  if (className === "Activation" || className === "Softmax")
    return [activationPart(layer, className === "Softmax" ? "softmax" : (configOf(layer).activation ?? "linear"))];
  if (className === "BatchNormalization") return [batchNormalization(layer)];
  if (className === "Add") return [{ className, run: (inputs) => sum(layer, inputs) }];
  if (className === "AveragePooling2D") return [averagePooling(layer)];
  const linear = linearParts(layer, className);
  const activation = linear[0]!.kernel ? configOf(layer).activation : undefined;
  return activation === undefined || activation === "linear" ? linear : [...linear, activationOf(layer, activation)];
}

function variableOf(layer: Layer, name: string): LayerVariable | undefined {
  return layer.weights.find(({ originalName }) => originalName === name || originalName.endsWith(`/${name}`));
}

const configOf = (layer: Layer): Config => layer.getConfig() as unknown as Config;

function linearParts(layer: Layer, className: string): readonly Part[] {
  const bias = variableOf(layer, "bias");
  if (className === "SeparableConv2D") {
    const [depthwise, pointwise] = [variableOf(layer, "depthwise_kernel")!, variableOf(layer, "pointwise_kernel")!];
    const run = separable(configOf(layer));
    return [
      { className, kernel: depthwise, depthwise: true, run: ([x]) => run.depthwise(x!, depthwise.read()) },
      { className, kernel: pointwise, bias, run: ([x]) => run.pointwise(x!, pointwise.read(), bias?.read()) },
    ];
  }
  const depthwise = variableOf(layer, "depthwise_kernel");
  const kernel = depthwise ?? variableOf(layer, "kernel");
  const run = (inputs: readonly tf.Tensor[]): tf.Tensor => withoutActivation(layer, () => apply(layer, inputs));
  if (!kernel) return [{ className, run: (inputs) => apply(layer, inputs) }];
  const part: Part = { className, kernel, bias, depthwise: depthwise !== undefined, run };
  const { dilationRate: [down, right] = [1, 1], strides, padding, dataFormat } = configOf(layer);
  if (className !== "Conv2D" || dataFormat === "channelsFirst" || (down === 1 && right === 1)) return [part];
  return [
    {
      ...part,
      run: ([x]) => {
        const y = tf.conv2d(x as tf.Tensor4D, spreadKernel(kernel.read(), [down, right]), strides, padding);
        return bias ? tf.add(y, bias.read()) : y;
      },
    },
  ];
}

const activationPart = (layer: Layer, activation: string): Part => ({
  className: "Activation",
  activation,
  run: (inputs) => apply(layer, inputs),
});

/** The activation inside a layer, as a part of its own. */
function activationOf({ name }: Layer, activation: string): Part {
  return activationPart(layers.activation({ activation: activation as "relu", name }), activation);
}

function batchNormalization(layer: Layer): Part {
  const { axis, epsilon } = configOf(layer);
  const [gamma, beta] = [variableOf(layer, "gamma"), variableOf(layer, "beta")];
  return {
    className: "BatchNormalization",
    // That of tf.layers would move the layer's averages.
    run: ([x]) => batchNormTraining(x!, { axis, epsilon, gamma: gamma?.read(), beta: beta?.read() }),
  };
}

function averagePooling(layer: Layer): Part {
  const { poolSize, strides, padding, dataFormat } = configOf(layer);
  const className = "AveragePooling2D";
  if (padding !== "same" || dataFormat === "channelsFirst") return { className, run: (inputs) => apply(layer, inputs) };
  return { className, run: ([x]) => averagePoolSame(x as tf.Tensor4D, poolSize, strides) };
}

/** A sum in one operation, where tf.layers takes one for every term and one more. */
function sum(layer: Layer, inputs: readonly tf.Tensor[]): tf.Tensor {
  const alike = inputs.every(({ shape }) => tf.util.arraysEqual(shape, inputs[0]!.shape));
  return alike ? tf.addN([...inputs]) : apply(layer, inputs);
}

function apply(layer: Layer, inputs: readonly tf.Tensor[]): tf.Tensor {
  const outputs = layer.apply([...inputs], { training: false }) as tf.Tensor | tf.Tensor[];
  return Array.isArray(outputs) ? outputs[0]! : outputs;
}

function withoutActivation<T>(layer: Layer, body: () => T): T {
  const activated = layer as Layer & { activation?: { apply(x: tf.Tensor): tf.Tensor; getClassName(): string } };
  const own = activated.activation;
  if (!own || own.getClassName() === "linear") return body();
  activated.activation = linearActivation;
  try {
    return body();
  } finally {
    activated.activation = own;
  }
}

const linearActivation = { apply: (x: tf.Tensor): tf.Tensor => tf.clone(x), getClassName: (): string => "linear" };
