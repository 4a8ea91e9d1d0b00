/** What a layer computes, taken apart: a convolution with an activation is two parts, so that the tensor between them can be seen. */
import { batchNormTraining } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { averagePoolSame } from "./average-pooling.ts";
import { convolution, depthwiseConvolution, inFormat } from "./convolution.ts";
import { configOf, type Layer, type Look, lookAt, variableOf } from "./layer-look.ts";
import type { Native } from "./native.ts";
import { nativeOf } from "./native-of.ts";

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
  readonly activation?: string | undefined;
  readonly weight?: Weight | undefined;
  /** What is added after the kernel. */
  readonly bias?: LayerVariable | undefined;
  readonly channelsFirst: boolean;
  /** What it computes, where that can be said without tfjs. */
  readonly native?: Native | undefined;
  run(inputs: readonly tf.Tensor[], kernel: tf.Tensor | undefined): readonly tf.Tensor[];
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
  const look = lookAt(layer);
  const parts: readonly Described[] = takenApart(look);
  for (const part of parts) part.native = nativeOf(part, look);
  return parts;
}

interface Described extends Part {
  native?: Native | undefined;
}

function takenApart(look: Look): readonly Part[] {
  const { className } = look;
  if (className === "BatchNormalization") return [batchNormalization(look)];
  if (className === "LayerNormalization") return [layerNormalization(look)];
  if (className === "ReLU") return [activationPart(rectifierName(configOf(look).maxValue), look)];
  if (className === "Activation") return [activationPart(configOf(look).activation ?? "linear", look)];
  if (className === "Add") return [sum(look)];
  if (className === "AveragePooling2D") return [averagePooling(look)];
  if (className === "Softmax") return [activationPart("softmax", look)];
  if (!activated.has(className)) return [opaque(look)];
  const { activation = "linear" } = configOf(look);
  const linear = withoutActivation(look);
  if (activation === "linear") return linear;
  const own = layers.activation({ activation: activation as "relu", name: look.layer.name });
  return [...linear, activationPart(activation, lookAt(own))];
}

const rectifierName = (maxValue: number | undefined): string =>
  maxValue === undefined || maxValue === null ? "relu" : `relu${maxValue}`;

const activationPart = (activation: string, { layer }: Look): Part => ({
  className: "Activation",
  activation,
  channelsFirst: false,
  run: activation === "relu" ? ([x]) => [tf.relu(x!)] : (inputs) => apply(layer, inputs),
});

/** A sum in one operation, where tf.layers takes one for every term and one more. */
function sum({ layer, className }: Look): Part {
  const run: Part["run"] = (inputs) => {
    const [first] = inputs;
    const alike = inputs.every(({ shape }) => tf.util.arraysEqual(shape, first!.shape));
    return alike ? [tf.addN([...inputs])] : apply(layer, inputs);
  };
  return { className, channelsFirst: false, run };
}

function withoutActivation(look: Look): readonly Part[] {
  const { layer, className } = look;
  const config = configOf(look);
  const { strides, padding, dataFormat } = config;
  const channelsFirst = dataFormat === "channelsFirst";
  const bias = variableOf(look, "bias");
  const plus = (y: tf.Tensor): tf.Tensor => {
    if (!bias) return y;
    return tf.add(y, channelsFirst ? tf.reshape(bias.read(), [-1, 1, 1]) : bias.read());
  };
  const part = (
    name: string,
    depthwise: boolean,
    convolve: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor,
    last = true,
  ): Part => {
    const variable = variableOf(look, name)!;
    return {
      className,
      weight: { variable, depthwise, given: true },
      bias: last ? bias : undefined,
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
        part("depthwise_kernel", true, depthwiseConvolution(config), false),
        part("pointwise_kernel", false, (x, kernel) => plus(pointwise(x, kernel))),
      ];
    }
    default:
      return [
        { ...opaque(look), channelsFirst, run: (inputs) => withLinearActivation(layer, () => apply(layer, inputs)) },
      ];
  }
}

function batchNormalization(look: Look): Part {
  const { axis, epsilon } = configOf(look);
  const gamma = variableOf(look, "gamma");
  const beta = variableOf(look, "beta");
  return {
    className: "BatchNormalization",
    channelsFirst: axis === 1,
    // tf.layers' own would move the layer's averages.
    run: ([x]) => [batchNormTraining(x!, { axis, epsilon, gamma: gamma?.read(), beta: beta?.read() })],
  };
}

/** Composed here, for without a scale or an offset tfjs 4.22 has no gradient of it. */
function layerNormalization(look: Look): Part {
  const { axis, epsilon } = configOf(look);
  const axes = [axis].flat();
  const [gamma, beta] = [variableOf(look, "gamma"), variableOf(look, "beta")];
  return {
    ...opaque(look),
    run: ([input]) => {
      const x = input!;
      const along = x.shape.map((length, i) => (axes.includes(i) ? length : 1));
      const centered = tf.sub(x, tf.mean(x, axes, true));
      const variance = tf.mean(tf.square(centered), axes, true);
      let y = tf.mul(centered, tf.rsqrt(tf.add(variance, epsilon)));
      if (gamma) y = tf.mul(y, tf.reshape(gamma.read(), along));
      if (beta) y = tf.add(y, tf.reshape(beta.read(), along));
      return [y];
    },
  };
}

function averagePooling(look: Look): Part {
  const { poolSize, strides, padding, dataFormat } = configOf(look);
  if (padding !== "same") return opaque(look);
  const pool = inFormat<undefined>(dataFormat, (x) => averagePoolSame(x as tf.Tensor4D, poolSize, strides));
  return { ...opaque(look), run: ([x]) => [pool(x!, undefined)] };
}

/** A layer that is run as it is, in inference mode. */
function opaque(look: Look): Part {
  const { layer, className } = look;
  const variable = variableOf(look, "kernel") ?? variableOf(look, "depthwise_kernel");
  return {
    className,
    ...(variable && {
      weight: { variable, depthwise: variable.originalName.endsWith("depthwise_kernel"), given: false },
      bias: variableOf(look, "bias"),
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
