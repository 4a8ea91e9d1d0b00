import * as tf from "@tensorflow/tfjs-core";

/** What a convolution layer's configuration says of it. */
export interface ConvolutionConfig {
  readonly strides: [number, number];
  readonly padding: "same" | "valid";
  readonly dataFormat: "channelsFirst" | "channelsLast";
  readonly dilationRate: [number, number];
}

type Compute<K> = (x: tf.Tensor, kernel: K) => tf.Tensor;
type Convolve = Compute<tf.Tensor>;

/**
 * A convolution as its layer computes it, except that the kernel is given and that its
 * gradients are computed only if asked for.
 */
export function tapeConvolution({ strides, padding, dataFormat, dilationRate }: ConvolutionConfig): Convolve {
  return inFormat(dataFormat, (x, kernel) => slid(tf.conv2d, x, spread(kernel, dilationRate), strides, padding));
}

export function tapeDepthwiseConvolution({ strides, padding, dataFormat, dilationRate }: ConvolutionConfig): Convolve {
  return inFormat(dataFormat, (x, kernel) =>
    slid(tf.depthwiseConv2d, x, spread(kernel, dilationRate), strides, padding),
  );
}

function slid(
  convolve: (x: tf.Tensor4D, kernel: tf.Tensor4D, strides: [number, number], padding: "same" | "valid") => tf.Tensor,
  x: tf.Tensor,
  kernel: tf.Tensor,
  strides: [number, number],
  padding: "same" | "valid",
): tf.Tensor {
  const [image, taps] = [x as tf.Tensor4D, kernel as tf.Tensor4D];
  // Stock kernels of backend-wasm 4.22 give zeros for "same" where the window is smaller than the stride.
  const strided = padding === "same" && strides.some((stride, i) => stride > taps.shape[i]!);
  return strided
    ? convolve(padSame(image, taps, strides), taps, strides, "valid")
    : convolve(image, taps, strides, padding);
}

function padSame(x: tf.Tensor4D, { shape }: tf.Tensor4D, strides: [number, number]): tf.Tensor4D {
  const { padInfo } = tf.backend_util.computeConv2DInfo(x.shape, shape, strides, 1, "same", undefined, true);
  const { top, bottom, left, right } = padInfo;
  return tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

/** A function of N·H·W·C as one of the layer's format. */
export function inFormat<K>(dataFormat: ConvolutionConfig["dataFormat"], compute: Compute<K>): Compute<K> {
  if (dataFormat !== "channelsFirst") return compute;
  return (x, kernel) => tf.transpose(compute(tf.transpose(x, [0, 2, 3, 1]), kernel), [0, 3, 1, 2]);
}

/** The kernel with zeros between its taps: tfjs has no gradient of a dilated convolution, but has one of this. */
function spread(kernel: tf.Tensor, [down, right]: [number, number]): tf.Tensor {
  if (down === 1 && right === 1) return kernel;
  const [height, width, ...channels] = kernel.shape as [number, number, number, number];
  const rows = tf.pad(tf.reshape(kernel, [height, 1, -1]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const taps = tf.reshape(rows, [height * down * width, 1, -1]);
  const both = tf.reshape(
    tf.pad(taps, [
      [0, 0],
      [0, right - 1],
      [0, 0],
    ]),
    [height * down, width * right, ...channels],
  );
  return tf.slice(both, [0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * right + 1, ...channels]);
}
