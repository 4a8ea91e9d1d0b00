import * as tf from "@tensorflow/tfjs-core";

/** The image with `down - 1` rows of zeros after each row and `right - 1` columns of zeros after each column. */
export function spread(image: tf.Tensor4D, down: number, right: number): tf.Tensor4D {
  const [batch, height, width, channels] = image.shape;
  const rows = tf.pad(tf.reshape(image, [batch * height, 1, width * channels]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const places = tf.pad(tf.reshape(rows, [batch * height * down * width, 1, channels]), [
    [0, 0],
    [0, right - 1],
    [0, 0],
  ]);
  return tf.reshape(places, [batch, height * down, width * right, channels]);
}
