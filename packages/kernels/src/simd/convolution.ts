import * as tf from "@tensorflow/tfjs-core";
import { convolution } from "../training/convolution.ts";
import type { Convolution } from "../training/convolution-plan.ts";
import { depthwiseConvolution } from "../training/depthwise.ts";
import { type ConvAttributes, windowOf } from "../training/window.ts";
import type { BackendKernel } from "./backend-kernel.ts";
import type { Heap } from "./heap.ts";

type Shape = [number, number, number, number];

/** What ordinary and depthwise convolutions differ in. */
interface Kind {
  readonly depthwise: boolean;
  readonly plan: (heap: Heap, input: Shape, filter: Shape, output: Shape, attributes: tf.NamedAttrMap) => Convolution;
}

const ordinary: Kind = {
  depthwise: false,
  plan: (heap, input, filter, output, attributes) =>
    convolution(heap.kernels, {
      window: windowOf(input, filter, output, attributes as unknown as ConvAttributes),
      batch: input[0],
      inputChannels: input[3],
      outputChannels: output[3],
    }),
};

const depthwise: Kind = {
  depthwise: true,
  plan: (heap, input, filter, output, attributes) =>
    depthwiseConvolution(heap.kernels, {
      window: windowOf(input, filter, output, attributes as unknown as ConvAttributes),
      batch: input[0],
      inputChannels: input[3],
      multiplier: filter[3],
    }),
};

const shapeOf = (tensor: tf.TensorInfo | undefined): Shape => tensor!.shape as Shape;

function forward(kind: Kind) {
  return (heap: Heap, { x, filter }: tf.NamedTensorInfoMap, attributes: tf.NamedAttrMap): tf.TensorInfo => {
    const { strides, pad, dilations, dimRoundingMode } = attributes as unknown as ConvAttributes;
    const { outShape } = tf.backend_util.computeConv2DInfo(
      shapeOf(x),
      shapeOf(filter),
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      kind.depthwise,
    );
    const plan = kind.plan(heap, shapeOf(x), shapeOf(filter), outShape, attributes);
    const output = heap.make(outShape);
    plan.forward(heap.at(x!), heap.at(filter!), heap.at(output), heap.scratch(plan.scratchBytes));
    return output;
  };
}

/** A convolution, bias and activation: what tf.layers' convolutions run. */
function fused(kind: Kind): BackendKernel {
  const convolve = forward(kind);
  return (heap, inputs, attributes) => {
    const { bias, preluActivationWeights } = inputs as Partial<tf.NamedTensorMap>;
    const { activation = "linear", leakyreluAlpha } = attributes as {
      activation?: tf.backend_util.Activation;
      leakyreluAlpha?: number;
    };
    return tf.tidy(() => {
      const product = tf.engine().makeTensorFromTensorInfo(convolve(heap, inputs, attributes));
      const sum = bias ? tf.add(product, bias) : product;
      return tf.backend_util.applyActivation(sum, activation, preluActivationWeights, leakyreluAlpha);
    });
  };
}

function filterGradient(kind: Kind): BackendKernel {
  return (heap, { x, dy }, attributes) => {
    const filterShape = attributes["filterShape"] as Shape;
    const plan = kind.plan(heap, shapeOf(x), filterShape, shapeOf(dy), attributes);
    const gradient = heap.make(filterShape);
    plan.filterGradient(heap.at(x!), heap.at(dy!), heap.at(gradient), heap.scratch(plan.scratchBytes));
    return gradient;
  };
}

function inputGradient(kind: Kind): BackendKernel {
  return (heap, { dy, filter }, attributes) => {
    const inputShape = attributes["inputShape"] as Shape;
    const plan = kind.plan(heap, inputShape, shapeOf(filter), shapeOf(dy), attributes);
    const gradient = heap.make(inputShape);
    plan.inputGradient(heap.at(dy!), heap.at(filter!), heap.at(gradient), heap.scratch(plan.scratchBytes));
    return gradient;
  };
}

export const conv2d: BackendKernel = /* @__PURE__ */ forward(ordinary);
export const fusedConv2d: BackendKernel = /* @__PURE__ */ fused(ordinary);
export const conv2dFilterGradient: BackendKernel = /* @__PURE__ */ filterGradient(ordinary);
export const conv2dInputGradient: BackendKernel = /* @__PURE__ */ inputGradient(ordinary);

export const depthwiseConv2d: BackendKernel = /* @__PURE__ */ forward(depthwise);
export const fusedDepthwiseConv2d: BackendKernel = /* @__PURE__ */ fused(depthwise);
export const depthwiseFilterGradient: BackendKernel = /* @__PURE__ */ filterGradient(depthwise);
export const depthwiseInputGradient: BackendKernel = /* @__PURE__ */ inputGradient(depthwise);
