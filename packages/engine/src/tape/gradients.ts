/** Gradients by tfjs's own tape, also at tensors that come into being while it records. */
import * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../graph/graph.ts";

/** The gradient at a tensor that was watched; zeros where the result does not depend on it. */
export type GradientAt = (watched: tf.Tensor) => tf.Tensor;

/**
 * The gradients of the sum of what `f` returns. Call it in a tidy, for it leaves tensors that nobody asks for.
 *
 * tfjs wants the list of tensors beforehand, but reads it between the passes and once more at the end: so the list
 * grows while they run, and one backward pass serves all of them.
 */
export function gradientsOf(f: (watch: (x: tf.Tensor) => void) => tf.Tensor): GradientAt {
  const watched: tf.Tensor[] = [];
  const listed: tf.Tensor[] = [tf.scalar(0)]; // tfjs refuses an empty list
  const forward = (): tf.Tensor => {
    const y = f((x) => void watched.push(x));
    // Between the passes, tfjs takes time for every step of the tape times the length of the list.
    const behind = idsBehind(watched);
    listed.push(...watched.filter(({ id }) => !behind.has(id)));
    return whenBackward(y, () => void listed.push(...watched.filter(({ id }) => behind.has(id))));
  };
  const { grads } = recorded(() => tf.engine().gradients(forward, listed, undefined, true));
  const found = new Map(listed.map(({ id }, i) => [id, grads[i] as tf.Tensor | undefined]));
  return (x) => {
    const gradient = found.get(x.id) ?? tf.zeros(x.shape);
    found.set(x.id, gradient);
    return gradient;
  };
}

/** The tensors on the tape that depend on one of these. */
function idsBehind(xs: readonly tf.Tensor[]): ReadonlySet<number> {
  const from = new Set(xs.map(({ id }) => id));
  const behind = new Set<number>();
  for (const { inputs, outputs } of tf.engine().state.activeTape)
    if (Object.values(inputs).some(({ id }) => from.has(id) || behind.has(id)))
      for (const { id } of outputs) behind.add(id);
  return behind;
}

/** The same tensor, telling when the backward pass reaches it. */
function whenBackward(y: tf.Tensor, tell: () => void): tf.Tensor {
  return tf.customGrad((value) => ({
    value: tf.clone(value as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => {
      tell();
      return tf.clone(dy);
    },
  }))(y);
}

/**
 * The gradient at `x`, of which the steps make one from the other, from the gradient at what the last of them gives.
 */
export function pullBack(steps: readonly Step[], x: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  if (steps.length === 0) return gradient;
  const run = (): tf.Tensor => steps.reduce((value, step) => step.run([value], undefined)[0]!, x);
  return recorded(() => tf.engine().gradients(run, [x], gradient, true)).grads[0] ?? tf.zeros(x.shape);
}

/** tfjs forgets the tensors that it saved for the backward pass if one of the passes throws. */
function recorded<T>(body: () => T): T {
  const { state } = tf.engine();
  try {
    return body();
  } catch (error) {
    if (state.gradientDepth === 0) {
      for (const { saved } of state.activeTape ?? []) for (const tensor of saved ?? []) tensor.dispose();
      state.activeTape = null as never;
    }
    throw error;
  }
}
