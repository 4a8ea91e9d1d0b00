import * as tf from "@tensorflow/tfjs-core";

/**
 * Average pooling with padding "same", which is not counted: a window at the border is averaged over what is inside.
 *
 * So does tfjs, but the gradient of tfjs 4.22 divides by the size of the whole window at the border too. Here it is
 * made of the gradient without padding, which is right on every backend.
 */
export function averagePoolSame(x: tf.Tensor4D, size: [number, number], strides: [number, number]): tf.Tensor4D {
  const { padInfo, outHeight, outWidth } = tf.backend_util.computePool2DInfo(x.shape, size, strides, 1, "same");
  const { top, bottom, left, right } = padInfo;
  const [batch, height, width, channels] = x.shape;
  const rows = shares(outHeight, strides[0], size[0], top, height);
  const columns = shares(outWidth, strides[1], size[1], left, width);

  const pool = tf.customGrad((value) => ({
    value: tf.avgPool(value as tf.Tensor4D, size, strides, "same"),
    gradFunc: (dy: tf.Tensor) => {
      const perWindow = tf.mul(tf.tensor4d(rows, [1, outHeight, 1, 1]), tf.tensor4d(columns, [1, 1, outWidth, 1]));
      const padded = tf.zeros([batch, top + height + bottom, left + width + right, channels]);
      const dx: tf.Tensor = tf
        .engine()
        .runKernel(
          tf.AvgPoolGrad,
          { dy: tf.mul(dy, perWindow), input: padded },
          { filterSize: size, strides, pad: "valid" },
        );
      return tf.slice(dx, [0, top, left, 0], x.shape);
    },
  }));
  return pool(x) as tf.Tensor4D;
}

/** The size of the window over how much of it is inside, for every place along one axis. */
function shares(places: number, stride: number, window: number, before: number, length: number): number[] {
  return Array.from({ length: places }, (_, place) => {
    const start = place * stride - before;
    return window / (Math.min(start + window, length) - Math.max(start, 0));
  });
}
