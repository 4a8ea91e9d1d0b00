import * as tf from "@tensorflow/tfjs-core";
import { proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { isRelu } from "../network/activations.ts";
import type { Around } from "../network/forward.ts";
import { type GradientOptions, kernelGradients } from "../network/loss.ts";
import { networkOf, type Step } from "../network/network.ts";
import { withoutKernels } from "../network/weights.ts";

/**
 * How far the weights are scaled up and down, e^±step. Larger, the difference leaves the derivative; smaller, float32's
 * rounding of the gradients shows.
 */
const step = 0.005;

/**
 * GraSP: −Σ w ⊙ Hg over the weights of convolutions and linear layers, H the Hessian of the loss and g its gradient
 * (Wang et al., ICLR 2020; as a proxy, with this sign, Abdelfattah et al., ICLR 2021).
 *
 * L is the cross-entropy of a labelled mini-batch; batch norms are in training mode. tfjs has no second derivative of a
 * convolution. But H is symmetric, so wᵀHg = gᵀHw = d/dt g · ∇L(eᵗw) at t = 0, and H is that of the network whose ReLUs
 * stay on or off as they are, for their second derivative is zero. So the derivative is taken as a central difference
 * with t = ±0.005 and the ReLUs held, in three passes: the function is smooth, and of a layer whose scale a batch norm
 * takes out the gradient is proportional to e⁻ᵗ and the difference exact to t²/6 = 4·10⁻⁶. Against a double backward
 * pass of PyTorch in float64 the error is below 10⁻⁴ of the score in the golden networks, most of it rounding. Maxima
 * are not held: with max pools it is noisier.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { grasp } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)) };
 * const score = await grasp().score(tinyModel(), { images, labels: [0, 2] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function grasp(options: GradientOptions = {}): ZeroCostProxy {
  return proxy({
    name: "grasp",
    needs: { images: 1, labels: options.loss !== "sum" },
    measure: (model, batch) => {
      const network = networkOf(model);
      const failure = withoutKernels(model, network, options.layers);
      if (failure) return failure;
      const held = heldRelus();
      try {
        const here = kernelGradients(network, batch, options, { around: held.hold });
        const gradientsAt = (t: number) =>
          kernelGradients(network, batch, options, {
            at: ({ variable }) => [variable, (own) => tf.mul(own, Math.exp(t))],
            around: held.apply,
          });
        return -derivative(here, gradientsAt(-step), gradientsAt(step));
      } finally {
        held.dispose();
      }
    },
  });
}

function derivative(here: Gradients, below: Gradients, above: Gradients): number {
  let sum = 0;
  for (const [k, { gradient }] of here.entries()) {
    const [down, up] = [below[k]!.gradient, above[k]!.gradient];
    for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * (up[i]! - down[i]!);
  }
  return sum / (2 * step);
}

type Gradients = ReturnType<typeof kernelGradients>;

/** ReLUs that are linear functions from the second pass on: those that they were at the values of the first. */
function heldRelus(): { readonly hold: Around; readonly apply: Around; dispose(): void } {
  const held = new Map<Step, { readonly slope: tf.Tensor; readonly offset: tf.Tensor | undefined }>();
  return {
    hold(step, inputs) {
      const y = step.run(inputs);
      if (isRelu(step)) {
        const clipped = step.activation === "relu6" ? tf.cast(tf.greaterEqual(y, 6), "float32") : undefined;
        const slope = clipped ? tf.sub(tf.sign(y), clipped) : tf.sign(y);
        held.set(step, { slope: tf.keep(slope), offset: clipped && tf.keep(tf.mul(clipped, 6)) });
      }
      return y;
    },
    apply(step, inputs) {
      const as = held.get(step);
      if (!as) return step.run(inputs);
      const y = tf.mul(inputs[0]!, as.slope);
      return as.offset ? tf.add(y, as.offset) : y;
    },
    dispose() {
      for (const { slope, offset } of held.values()) tf.dispose(offset ? [slope, offset] : [slope]);
    },
  };
}
