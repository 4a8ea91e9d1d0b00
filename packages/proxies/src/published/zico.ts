import { reading } from "../contract/pass.ts";
import { type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { cut } from "../network/cut.ts";
import type { GradientOptions } from "../network/loss.ts";
import { networkIn, type StepList } from "../network/network.ts";
import { nonFinite } from "../network/non-finite.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { type Kernel, kernelsOf, withoutKernels } from "../network/weights.ts";
import { kernelGradientReader } from "../passes/kernel-gradients.ts";
import { networkPass } from "../passes/network-pass.ts";

export interface ZicoOptions extends GradientOptions {
  /** How many mini-batches the images are cut into, in their order; 2 by default, as published. */
  readonly batches?: number;
}

/**
 * ZiCo: Σ over convolutions and linear layers of log Σ over weights of E|g| / √Var(g), over the gradients g of a few
 * mini-batches (Li et al., ICLR 2023).
 *
 * The loss is the cross-entropy with labels; batch norms are in training mode. The batch is cut into 2 mini-batches of
 * the same number of images, so it needs 2 images at least, better 2 · 64 or more. As in the authors' code the
 * deviation is over the number of mini-batches, weights whose gradients agree exactly do not count, and neither do
 * layers of such weights alone.
 *
 * Throws a RangeError for fewer than two mini-batches, and rejects with one for images that do not divide into them.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { zico } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: Float32Array.from({ length: 768 }, (_, i) => Math.sin(i * i)) };
 * const score = await zico().score(tinyModel(), { images, labels: [0, 1, 2, 0] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function zico(options: ZicoOptions = {}): ZeroCostProxy {
  return ofGradientStatistics("zico", options, (kernels) => {
    return [...kernels.values()].reduce((sum, gradients) => sum + logSignalToNoise(gradients), 0);
  });
}

/** A proxy of the gradients of each kernel, one for each of a few mini-batches. */
export function ofGradientStatistics(
  name: string,
  { batches = 2, loss = "cross-entropy", layers }: ZicoOptions,
  scoreOf: (gradients: ReadonlyMap<Kernel, readonly Float32Array[]>, network: StepList) => number | ProxyScore,
): ZeroCostProxy {
  if (!Number.isInteger(batches) || batches < 2)
    throw new RangeError(`${name}: expected two mini-batches or more, got ${batches}`);
  return proxy({
    name,
    needs: { images: batches, labels: loss !== "sum" },
    plan(subject) {
      const network = networkIn(subject);
      const without = withoutKernels(subject.model, network, layers);
      if (without) return without;
      const n = subject.batch.images.shape[0]!;
      if (n % batches !== 0)
        throw new RangeError(`${name}: ${n} images cannot be cut into ${batches} mini-batches alike`);
      const parts = cut(subject.batch, batches);
      const kernels = kernelsOf(network, layers);
      const vanished = loss === "sum" && vanishedUnderSum(subject, { at: kernels });
      if (vanished) return vanished;
      const gradients = new Map<Kernel, Float32Array[]>(kernels.map((kernel) => [kernel, []]));
      let [oddWeights, oddGradients]: (ProxyScore | undefined)[] = [];
      const reader = kernelGradientReader(loss, kernels, (kernel, weights, gradient) => {
        oddWeights ??= nonFinite("weights", kernel.names[0]!, weights);
        oddGradients ??= nonFinite("gradients", kernel.names[0]!, gradient);
        gradients.get(kernel)!.push(gradient.slice());
      });
      const pass = networkPass({ key: `the batch in ${batches} parts`, network, batches: parts });
      return {
        readings: [reading(pass, reader)],
        score: () => oddWeights ?? oddGradients ?? scoreOf(gradients, network),
      };
    },
  });
}

/** log Σ mean |g| / deviation of g; 0 where nothing varies. */
export function logSignalToNoise(gradients: readonly Float32Array[]): number {
  const count = gradients.length;
  let sum = 0;
  for (let i = 0; i < gradients[0]!.length; i++) {
    let [mean, absolute, square] = [0, 0, 0];
    for (const gradient of gradients) {
      mean += gradient[i]! / count;
      absolute += Math.abs(gradient[i]!) / count;
    }
    for (const gradient of gradients) square += (gradient[i]! - mean) ** 2 / count;
    if (square > 0) sum += absolute / Math.sqrt(square);
  }
  return sum === 0 ? 0 : Math.log(sum);
}
