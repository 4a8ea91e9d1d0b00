import { sizeOf } from "@eznas/kernels";
import { reading } from "../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { channelsOf, networkIn, type Step } from "../network/network.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { channelProductReader } from "../passes/channel-products.ts";
import { passOfBatch } from "../passes/of-batch.ts";

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
    plan(subject) {
      if (!networkIn(subject).steps.some(counts)) {
        const what = at === "norms" ? "no batch norm" : "no convolution and no linear layer";
        return inapplicable(`the model "${subject.model.name}" has ${what} that counts`);
      }
      const counted = networkIn(subject).steps.filter(counts);
      const vanished = loss === "sum" && vanishedUnderSum(subject, { at: counted });
      if (vanished) return vanished;
      let sum = 0;
      const reader = channelProductReader(loss, counts, (step, products, images) => {
        const times = step.kernel ? sizeOf(step.kernel.shape as number[]) / channelsOf(step) : 1;
        let squares = 0;
        for (let i = 0; i < products.length; i++) squares += products[i]! * products[i]!;
        sum += (times * 0.5 * squares) / images;
      });
      return { readings: [reading(passOfBatch(subject), reader)], score: () => sum };
    },
  });
}
