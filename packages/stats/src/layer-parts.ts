/** What a layer computes, taken apart: a convolution with an activation is two parts, so that the tensor between them can be seen. */
import { batchNormTraining } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { averagePoolSame } from "./average-pooling.ts";
import { type ConvolutionConfig, convolution, depthwiseConvolution, inFormat } from "./convolution.ts";
import type { Native } from "./engine/native.ts";
import { nativeOf } from "./engine/native-of.ts";

export type Layer = LayersModel["layers"][number];

/** A layer's kernel. */
export interface Weight {
  readonly variable: LayerVariable;
  /** A depthwise kernel is [height, width, channel, multiplier]; every other ends in [in, out]. */
  readonly depthwise: boolean;
  /** Whether `run` takes the kernel as an argument: what a layer of an unknown class reads by itself cannot be told apart where it is shared. */
  readonly given: boolean;
}

/** One computation. All that a pattern may ask about it is here. */
export interface Part {
  readonly className: string;
  /** `relu`, `relu6`, `linear`, …: what it is, where it is nothing but an activation. */
  readonly activation?: string;
  readonly weight?: Weight;
  readonly channelsFirst: boolean;
  /** What it computes, where that can be said without tfjs. */
  readonly native?: Native;
  run(inputs: readonly tf.Tensor[], kernel: tf.Tensor | undefined): readonly tf.Tensor[];
}

interface LayerConfig extends ConvolutionConfig {
  readonly activation?: string;
  readonly axis: number;
  readonly epsilon: number;
  readonly maxValue?: number;
  readonly poolSize: [number, number];
}

/** Classes that apply their activation last, so that it can be taken off. */
const activated = new Set([
  "Conv1D",
  "Conv2D",
  "Conv2DTranspose",
  "Conv3D",
  "Conv3DTranspose",
  "Dense",
  "DepthwiseConv2D",
  "SeparableConv2D",
]);

/** The computations of a layer, in order. Every part but the first takes the output of the one before. */
export function partsOf(layer: Layer): readonly Part[] {
  return takenApart(layer).map((part) => {
    const native = nativeOf(part, layer);
    return native ? { ...part, native } : part;
  });
}

function takenApart(layer: Layer): readonly Part[] {
  const className = layer.getClassName();
  if (className === "BatchNormalization") return [batchNormalization(layer)];
  if (className === "ReLU") return [activationPart(rectifierName(configOf(layer).maxValue), layer)];
  if (className === "Activation") return [activationPart(configOf(layer).activation ?? "linear", layer)];
  if (className === "Add") return [sum(layer)];
  if (className === "AveragePooling2D") return [averagePooling(layer)];
  if (className === "Softmax") return [activationPart("softmax", layer)];
  if (!activated.has(className)) return [opaque(layer)];
  const { activation = "linear" } = configOf(layer);
  const linear = withoutActivation(layer, className);
  if (activation === "linear") return linear;
  return [
    ...linear,
    activationPart(activation, layers.activation({ activation: activation as "relu", name: layer.name })),
  ];
}

// The configuration of tf.layers' own classes, whose fields the declared type does not give.
const configOf = (layer: Layer): LayerConfig => layer.getConfig() as unknown as LayerConfig;

const rectifierName = (maxValue: number | undefined): string =>
  maxValue === undefined || maxValue === null ? "relu" : `relu${maxValue}`;

const activationPart = (activation: string, layer: Layer): Part => ({
  ...opaque(layer),
  className: "Activation",
  activation,
  ...(activation === "relu" && { run: ([x]) => [tf.relu(x!)] }),
});

/** A sum in one operation, where tf.layers takes one for every term and one more. */
function sum(layer: Layer): Part {
  const part = opaque(layer);
  const run: Part["run"] = (inputs, kernel) => {
    const [first] = inputs;
    const alike = inputs.every(({ shape }) => tf.util.arraysEqual(shape, first!.shape));
    return alike ? [tf.addN([...inputs])] : part.run(inputs, kernel);
  };
  return { ...part, run };
}

function withoutActivation(layer: Layer, className: string): readonly Part[] {
  const config = configOf(layer);
  const { strides, padding, dataFormat } = config;
  const channelsFirst = dataFormat === "channelsFirst";
  const bias = variableOf(layer, "bias");
  const plus = (y: tf.Tensor): tf.Tensor => {
    if (!bias) return y;
    return tf.add(y, channelsFirst ? tf.reshape(bias.read(), [-1, 1, 1]) : bias.read());
  };
  const part = (name: string, depthwise: boolean, convolve: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor): Part => {
    const variable = variableOf(layer, name)!;
    return {
      className,
      weight: { variable, depthwise, given: true },
      channelsFirst,
      run: ([x], kernel = variable.read()) => [convolve(x!, kernel)],
    };
  };
  switch (className) {
    case "Conv2D": {
      const convolve = convolution(config);
      return [part("kernel", false, (x, kernel) => plus(convolve(x, kernel)))];
    }
    case "DepthwiseConv2D": {
      // The layer of tfjs 4.22 ignores its dilation rate.
      const convolve = depthwiseConvolution({ strides, padding, dataFormat, dilationRate: [1, 1] });
      return [part("depthwise_kernel", true, (x, kernel) => plus(convolve(x, kernel)))];
    }
    case "SeparableConv2D": {
      const pointwise = convolution({ strides: [1, 1], padding: "valid", dataFormat, dilationRate: [1, 1] });
      return [
        part("depthwise_kernel", true, depthwiseConvolution(config)),
        part("pointwise_kernel", false, (x, kernel) => plus(pointwise(x, kernel))),
      ];
    }
    default:
      return [{ ...opaque(layer), run: (inputs) => withLinearActivation(layer, () => apply(layer, inputs)) }];
  }
}

function batchNormalization(layer: Layer): Part {
  const { axis, epsilon } = configOf(layer);
  const gamma = variableOf(layer, "gamma");
  const beta = variableOf(layer, "beta");
  return {
    className: "BatchNormalization",
    channelsFirst: axis === 1,
    // tf.layers' own would move the layer's averages.
    run: ([x]) => [batchNormTraining(x!, { axis, epsilon, gamma: gamma?.read(), beta: beta?.read() })],
  };
}

function averagePooling(layer: Layer): Part {
  const { poolSize, strides, padding, dataFormat } = configOf(layer);
  if (padding !== "same") return opaque(layer);
  const pool = inFormat<undefined>(dataFormat, (x) => averagePoolSame(x as tf.Tensor4D, poolSize, strides));
  return { ...opaque(layer), run: ([x]) => [pool(x!, undefined)] };
}

/** A layer that is run as it is, in inference mode. */
function opaque(layer: Layer): Part {
  const variable = variableOf(layer, "kernel") ?? variableOf(layer, "depthwise_kernel");
  return {
    className: layer.getClassName(),
    ...(variable && {
      weight: { variable, depthwise: variable.originalName.endsWith("depthwise_kernel"), given: false },
    }),
    channelsFirst: false,
    run: (inputs) => apply(layer, inputs),
  };
}

function apply(layer: Layer, inputs: readonly tf.Tensor[]): readonly tf.Tensor[] {
  const outputs = layer.apply([...inputs], { training: false }) as tf.Tensor | tf.Tensor[];
  return Array.isArray(outputs) ? outputs : [outputs];
}

function withLinearActivation<T>(layer: Layer, body: () => T): T {
  const activated = layer as Layer & { activation: unknown };
  const own = activated.activation;
  activated.activation = (
    layers.activation({ activation: "linear", name: layer.name }) as Layer & { activation: unknown }
  ).activation;
  try {
    return body();
  } finally {
    activated.activation = own;
  }
}

function variableOf(layer: Layer, name: string): LayerVariable | undefined {
  return layer.weights.find(({ originalName }) => originalName === name || originalName.endsWith(`/${name}`));
}
