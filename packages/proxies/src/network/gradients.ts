import * as tf from "@tensorflow/tfjs-core";

/**
 * The value of `f`, and the gradients of its sum by `xs` (of its product with `dy`, where that is
 * given); zeros where there is no path.
 */
export function gradientsOf(
  f: () => tf.Tensor,
  xs: readonly tf.Tensor[],
  dy?: tf.Tensor,
): { readonly value: tf.Tensor; readonly grads: readonly tf.Tensor[] } {
  const { value, grads } = tf.engine().gradients(f, [...xs], dy, true);
  return { value, grads: xs.map((x, i) => (grads[i] as tf.Tensor | null) ?? tf.zerosLike(x)) };
}

/** The same tensor, telling its gradient when the backward pass reaches it. */
export function tellingGradient(y: tf.Tensor, tell: (gradient: tf.Tensor, y: tf.Tensor) => void): tf.Tensor {
  return tf.customGrad((...args) => {
    const [value, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
    save([value]);
    return {
      value: tf.clone(value),
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => {
        tf.tidy(() => tell(gradient, saved[0]!));
        return tf.clone(gradient);
      },
    };
  })(y);
}
