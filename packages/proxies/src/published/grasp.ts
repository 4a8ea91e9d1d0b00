import * as tf from "@tensorflow/tfjs-core";
import { type Pass, reading } from "../contract/pass.ts";
import { type Batch, inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { isRelu } from "../network/activations.ts";
import type { Around } from "../network/forward.ts";
import { type GradientOptions, kernelGradients } from "../network/loss.ts";
import { networkIn, type Step, type StepList } from "../network/network.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { kernelsOf, withoutKernels } from "../network/weights.ts";
import { curvatureReader, hasSecondDerivatives } from "../passes/curvature.ts";
import { passOfBatch } from "../passes/of-batch.ts";

/**
 * How far the weights are scaled up and down, e^±step. Larger, the difference leaves the derivative; smaller, float32's
 * rounding of the gradients shows.
 */
const step = 0.005;

/**
 * GraSP: −Σ w ⊙ Hg over the weights of convolutions and linear layers, H the Hessian of the loss and g its gradient
 * (Wang et al., ICLR 2020; as a proxy, with this sign, Abdelfattah et al., ICLR 2021).
 *
 * L is the cross-entropy of a labelled mini-batch; batch norms are in training mode. H is symmetric, so wᵀHg is the second
 * derivative of L along g and along w, which one pass forward gives that carries every value with its derivatives along both:
 * exact, but for rounding. ReLUs and maxima stay as they are, for they are linear there.
 *
 * tfjs's tape has no second derivative of a convolution. Where it computes, for the engine does not know a layer, wᵀHg = d/dt g · ∇L(eᵗw)
 * at t = 0 is a central difference with t = ±0.005 and the ReLUs held, in three passes: of a layer whose scale a batch norm takes
 * out the gradient is proportional to e⁻ᵗ and the difference exact to t²/6 = 4·10⁻⁶. Maxima are not held: with max pools it is noisier.
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
    plan(subject) {
      const network = networkIn(subject);
      const failure = withoutKernels(subject.model, network, options.layers);
      if (failure) return failure;
      const kernels = kernelsOf(network, options.layers);
      const vanished = options.loss === "sum" && vanishedUnderSum(subject, { at: kernels });
      if (vanished) return vanished;
      let product: Difference = { value: 0, rounding: 0 };
      const byDifference = (batch: Batch): void => {
        product = differenceOf(network, batch, options);
      };
      const score = (): number | ProxyScore => {
        const { value, rounding } = product;
        if (rounding === 0 || Math.abs(value) > rounding) return -value;
        return inapplicable(
          `its second derivatives, ${value.toPrecision(2)}, are within the rounding of the gradients that they are ` +
            `differences of, ±${rounding.toPrecision(2)}, for the engine has no kernels for all layers of the model`,
        );
      };
      if (!hasSecondDerivatives(network))
        return {
          readings: [reading(tapeAlone(network, subject.batch), byDifference)],
          score,
        };
      const { loss = "cross-entropy" } = options;
      const see = (value: number): void => {
        product = { value, rounding: 0 };
      };
      const reader = curvatureReader(network, loss, kernels, see, byDifference);
      return { readings: [reading(passOfBatch(subject), reader)], score };
    },
  });
}

/** A pass that the engine leaves to the tape. */
const tapeAlone = ({ steps }: StepList, batch: Batch): Pass<(batch: Batch) => void> => ({
  key: "GraSP by differences",
  record: () => steps.find(({ computation }) => !computation.computation?.jet)!.computation,
  byTape: (readers) => {
    for (const reader of readers) reader(batch);
  },
});

function differenceOf(network: StepList, batch: Batch, options: GradientOptions): Difference {
  const held = heldRelus();
  try {
    const here = kernelGradients(network, batch, options, { around: held.hold });
    const gradientsAt = (t: number) =>
      kernelGradients(network, batch, options, {
        at: ({ variable }) => [variable, (own) => tf.mul(own, Math.exp(t))],
        around: held.apply,
      });
    return derivative(here, gradientsAt(-step), gradientsAt(step));
  } finally {
    held.dispose();
  }
}

interface Difference {
  readonly value: number;
  /** How far the value may be off, for the gradients that it is the difference of are rounded. */
  readonly rounding: number;
}

function derivative(here: Gradients, below: Gradients, above: Gradients): Difference {
  let [sum, terms] = [0, 0];
  for (const [k, { gradient }] of here.entries()) {
    const [down, up] = [below[k]!.gradient, above[k]!.gradient];
    for (let i = 0; i < gradient.length; i++) {
      sum += gradient[i]! * (up[i]! - down[i]!);
      terms += Math.abs(gradient[i]!) * (Math.abs(up[i]!) + Math.abs(down[i]!));
    }
  }
  return { value: sum / (2 * step), rounding: (terms * 2 ** -23) / (2 * step) };
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
