/** One trainable weight's numbers and the loss's slope along them. */
export interface Slope {
  readonly value: Float32Array;
  readonly gradient: Float32Array;
}

export interface SgdOptions {
  readonly momentum: number;
  /** Whether the step looks ahead along the velocity (Nesterov). */
  readonly nesterov: boolean;
  /** The L2 penalty's factor, on every trainable weight. */
  readonly weightDecay: number;
}

/**
 * Stochastic gradient descent with momentum as PyTorch's `SGD` defines it: the velocity has no learning rate in it.
 *
 * In plain numbers: a network has some sixty small weights, and an operation on
 * tensors takes longer than such an update.
 */
export function sgd({ momentum, nesterov, weightDecay }: SgdOptions): (slopes: readonly Slope[], rate: number) => void {
  const velocities: Float32Array[] = [];
  return (slopes, rate) => {
    for (let w = 0; w < slopes.length; w++) {
      const { value, gradient } = slopes[w]!;
      velocities[w] ??= new Float32Array(value.length);
      const velocity = velocities[w]!;
      for (let i = 0; i < value.length; i++) {
        const slope = gradient[i]! + weightDecay * value[i]!;
        const moving = momentum * velocity[i]! + slope;
        velocity[i] = moving;
        value[i]! -= rate * (nesterov ? slope + momentum * moving : moving);
      }
    }
  };
}
