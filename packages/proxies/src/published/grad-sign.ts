import { reading } from "../contract/pass.ts";
import { inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { oneByOne } from "../network/cut.ts";
import type { GradientOptions } from "../network/loss.ts";
import { networkIn } from "../network/network.ts";
import { nonFinite } from "../network/non-finite.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { type Kernel, kernelsOf, withoutKernels } from "../network/weights.ts";
import { kernelGradientReader } from "../passes/kernel-gradients.ts";
import { networkPass } from "../passes/network-pass.ts";

/**
 * Of the largest gradient of an image, what rounding may leave of one that is 0: behind a channel that is constant, as where no ReLU
 * of it is on, thousands are.
 */
const rounding = 1e-6;

/**
 * GradSign: Σ over weights of |Σ over images of sign(∂Lᵢ/∂w)|, how far the images' own losses Lᵢ agree on where to go (Zhang
 * and Jia, ICLR 2022).
 *
 * Needs labels, and images, 16 or more to tell networks apart. L is the cross-entropy; the weights are those of
 * convolutions and linear layers. Every image goes through by itself, as in the authors' code, so batch norms normalize
 * by that one image. A gradient below 10⁻⁶ of the image's largest has no sign, for many are 0 but for rounding, whose
 * signs the authors' code counts. It is `inapplicable` to a network without any sign.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { gradSign } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: Float32Array.from({ length: 768 }, (_, i) => Math.sin(i * i)) };
 * const score = await gradSign().score(tinyModel(), { images, labels: [0, 1, 2, 0] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function gradSign({ loss = "cross-entropy", layers }: GradientOptions = {}): ZeroCostProxy {
  return proxy({
    name: "gradsign",
    needs: { images: 1, labels: loss !== "sum" },
    plan(subject) {
      const { model } = subject;
      const network = networkIn(subject);
      const without = withoutKernels(model, network, layers);
      if (without) return without;
      const kernels = kernelsOf(network, layers);
      const vanished = loss === "sum" && vanishedUnderSum(subject, { at: kernels });
      if (vanished) return vanished;
      const agreements = new Map<Kernel, Int32Array>();
      const ofImage = new Map<Kernel, Float32Array>();
      let odd: ProxyScore | undefined;
      const reader = kernelGradientReader(loss, kernels, (kernel, _, gradient) => {
        odd ??= nonFinite("gradients", kernel.names[0]!, gradient);
        ofImage.set(kernel, gradient.slice());
        if (ofImage.size < kernels.length) return;
        addSigns(agreements, ofImage);
        ofImage.clear();
      });
      const pass = networkPass({ key: "the images one by one", network, batches: oneByOne(subject.batch) });
      return {
        readings: [reading(pass, reader)],
        score() {
          if (odd) return odd;
          let total = 0;
          for (const sums of agreements.values()) for (const each of sums) total += Math.abs(each);
          return total > 0 ? total : inapplicable(`no gradient of the model "${model.name}" by its kernels has a sign`);
        },
      };
    },
  });
}

function addSigns(sums: Map<Kernel, Int32Array>, gradients: ReadonlyMap<Kernel, Float32Array>): void {
  let largest = 0;
  for (const gradient of gradients.values())
    for (let i = 0; i < gradient.length; i++) largest = Math.max(largest, Math.abs(gradient[i]!));
  const least = rounding * largest;
  for (const [kernel, gradient] of gradients) {
    const signs = sums.get(kernel) ?? new Int32Array(gradient.length);
    sums.set(kernel, signs);
    for (let i = 0; i < gradient.length; i++) if (Math.abs(gradient[i]!) > least) signs[i]! += Math.sign(gradient[i]!);
  }
}
