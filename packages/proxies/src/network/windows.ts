/** What tfjs 4.22 has no right gradient of: dilated convolutions, and averages over padded windows. */
import * as tf from "@tensorflow/tfjs-core";

interface Windows {
  readonly strides: [number, number];
  readonly padding: "same" | "valid";
  readonly dilationRate: [number, number];
}

/** The kernel with zeros between its taps, for tfjs has no gradient of a dilated convolution. */
export function spreadKernel(kernel: tf.Tensor, [down, right]: readonly [number, number]): tf.Tensor4D {
  const [height, width, inputs, outputs] = kernel.shape as [number, number, number, number];
  const rows = followedByZeros(tf.reshape(kernel, [height, 1, width * inputs * outputs]), down);
  const taps = followedByZeros(tf.reshape(rows, [height * down * width, 1, inputs * outputs]), right);
  const spread = tf.reshape(taps, [height * down, width * right, inputs, outputs]);
  const size = [(height - 1) * down + 1, (width - 1) * right + 1, inputs, outputs];
  return tf.slice(spread, [0, 0, 0, 0], size) as tf.Tensor4D;
}

const followedByZeros = (values: tf.Tensor, step: number): tf.Tensor =>
  tf.pad(values, [
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);

/** The two convolutions of a separable one. */
export function separable({ strides, padding, dilationRate }: Windows): {
  depthwise(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor;
  pointwise(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor | undefined): tf.Tensor;
} {
  const dilated = dilationRate.some((rate) => rate > 1);
  return {
    depthwise: (x, kernel) => {
      const taps = dilated ? spreadKernel(kernel, dilationRate) : (kernel as tf.Tensor4D);
      return tf.depthwiseConv2d(x as tf.Tensor4D, taps, strides, padding);
    },
    pointwise: (x, kernel, bias) => {
      const y = tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, "valid");
      return bias ? tf.add(y, bias) : y;
    },
  };
}

/** Average pooling with padding "same", which is not counted: the average over zeros, by the share of the window that is inside. */
export function averagePoolSame(x: tf.Tensor4D, size: [number, number], strides: [number, number]): tf.Tensor4D {
  const { top, bottom, left, right } = tf.backend_util.computePool2DInfo(x.shape, size, strides, 1, "same").padInfo;
  const pool = (values: tf.Tensor4D): tf.Tensor4D => {
    const padded = tf.pad(values, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
    return tf.avgPool(padded, size, strides, "valid");
  };
  const [, height, width] = x.shape;
  return tf.div(pool(x), pool(tf.ones([1, height, width, 1])));
}
