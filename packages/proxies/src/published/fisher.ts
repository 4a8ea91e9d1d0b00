import * as tf from "@tensorflow/tfjs-core";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { tellingGradient } from "../network/gradients.ts";
import { type GradientOptions, passThrough } from "../network/loss.ts";
import { channelsOf, networkOf, type Step } from "../network/network.ts";

export interface FisherOptions extends GradientOptions {
  /**
   * At the outputs of convolutions and linear layers, each channel's value counted once for every weight of the
   * channel, as published (default); or at the outputs of batch norms, each channel's value once.
   */
  readonly at?: "kernels" | "norms";
}

/**
 * Fisher: ½ · mean over images of (Σ over pixels of ∂L/∂z ⊙ z)², summed over the channels of the outputs z of
 * convolutions and linear layers (Theis et al., 2018; Turner et al., ICLR 2020; as a proxy Abdelfattah et al., ICLR
 * 2021, whose code counts a channel's value once for every weight of the channel: so does this).
 *
 * L is the cross-entropy of a labelled mini-batch; batch norms are in training mode; z includes a bias and precedes an
 * activation. The program `zoo.fisher` of `@eznas/program` squares before it sums over pixels, sums over images, and
 * sits at the batch norms: with `at: "norms"`, `loss: "sum"` and n images it is 2n times this where maps are one pixel,
 * and at least 2n/pixels times elsewhere.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { fisher } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)) };
 * const score = await fisher().score(tinyModel(), { images, labels: [0, 2] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function fisher({
  at = "kernels",
  loss = "cross-entropy",
  layers = () => true,
}: FisherOptions = {}): ZeroCostProxy {
  const counts = (step: Step): boolean =>
    (at === "norms" ? step.className === "BatchNormalization" : step.kernel !== undefined) && layers(step.name);
  return proxy({
    name: "fisher",
    needs: { images: 1, labels: loss !== "sum" },
    measure: (model, batch) => {
      if (!networkOf(model).steps.some(counts)) {
        const what = at === "norms" ? "no batch norm" : "no convolution and no linear layer";
        return inapplicable(`the model "${model.name}" has ${what} that counts`);
      }
      let sum = 0;
      passThrough(model, batch, loss, () => (step, inputs) => {
        const z = step.run(inputs);
        if (!counts(step)) return z;
        const times = step.kernel ? tf.util.sizeFromShape(step.kernel.shape as number[]) / channelsOf(step) : 1;
        return tellingGradient(z, (gradient, value) => {
          const [images, channels] = [value.shape[0]!, value.shape.at(-1)!];
          const perPixel = tf.reshape(tf.mul(value, gradient), [images, -1, channels]);
          const perChannel = tf.square(tf.sum(perPixel, 1));
          sum += (times * 0.5 * tf.sum(perChannel).dataSync()[0]!) / images;
        });
      });
      return sum;
    },
  });
}
