import * as tf from "@tensorflow/tfjs-core";

/** The normalized tensor, and each channel's mean and reciprocal standard deviation. */
export type Statistics = [y: tf.Tensor, mean: tf.Tensor, inverse: tf.Tensor];

/** Tensors of [outer, channels, inner]. */
export function normalize(
  { x, gamma, beta }: { x: tf.Tensor; gamma?: tf.Tensor | undefined; beta?: tf.Tensor | undefined },
  { epsilon }: { epsilon: number },
): Statistics {
  const channels = x.shape[1]!;
  const mean = tf.mean(x, [0, 2], true);
  const centered = tf.sub(x, mean);
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centered), [0, 2], true), epsilon));
  const scaled = tf.mul(centered, gamma ? tf.mul(inverse, along(gamma)) : inverse);
  const y = beta ? tf.add(scaled, along(beta)) : scaled;
  return [y, tf.reshape(mean, [channels]), tf.reshape(inverse, [channels])];
}

export function normalizeGradient({
  dy,
  x,
  mean,
  inverse,
  gamma,
}: {
  dy: tf.Tensor;
  x: tf.Tensor;
  mean: tf.Tensor;
  inverse: tf.Tensor;
  gamma?: tf.Tensor | undefined;
}): [dx: tf.Tensor, dgamma: tf.Tensor, dbeta: tf.Tensor] {
  const count = x.shape[0]! * x.shape[2]!;
  const unit = tf.mul(tf.sub(x, along(mean)), along(inverse));
  const dbeta = tf.sum(dy, [0, 2]);
  const dgamma = tf.sum(tf.mul(dy, unit), [0, 2]);
  const direct = tf.sub(dy, along(tf.div(dbeta, count)));
  const throughBoth = tf.sub(direct, tf.mul(unit, along(tf.div(dgamma, count))));
  const dx = tf.mul(throughBoth, along(gamma ? tf.mul(inverse, gamma) : inverse));
  return [dx, dgamma, dbeta];
}

/** One value for each channel, to be broadcast over [outer, channels, inner]. */
function along(value: tf.Tensor): tf.Tensor {
  return tf.reshape(value, [1, -1, 1]);
}
