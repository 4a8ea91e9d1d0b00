import { standardNormal } from "@eznas/kernels";
import type { Statistic } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { inputOf, noise, tensorOf } from "../network/batch.ts";
import { type Around, forward } from "../network/forward.ts";
import { channelsFirst, networkOf } from "../network/network.ts";
import { nonFiniteTensor } from "../network/non-finite.ts";
import { tidily } from "../network/tidily.ts";
import { redrawn, withWeights } from "../network/weights.ts";

export interface ZenOptions {
  /** How strongly the input is perturbed; 0.01 by default. */
  readonly gamma?: number;
  /** Whether kernels are drawn anew from N(0, 1), as published (default), or the model's own are taken. */
  readonly weights?: "redrawn" | "own";
}

/**
 * Zen-score: log of the mean over images of ‖f(x + γε) − f(x)‖₁ plus Σ over batch norms of ½ log of the mean over
 * channels of the variance that they divide by; f is the network up to its last feature map, x and ε are N(0, 1), γ =
 * 0.01 (Lin et al., ICCV 2021).
 *
 * Of the images only their number and size count; x, ε and N(0, 1) kernels are drawn from `rng`. Variances are the
 * batch's own on x, where the authors' code reads moving averages after two passes, which differ by a constant for each
 * batch norm. A batch norm whose input is constant (behind an edge `none`) adds nothing. The authors also take
 * shortcuts out; here they stay. `inapplicable` to a network without feature maps.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { zen } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: new Float32Array(768) };
 * const score = await zen().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function zen({ gamma = 0.01, weights = "redrawn" }: ZenOptions = {}): ZeroCostProxy {
  return proxy({
    name: "zen",
    needs: { images: 1, rng: true },
    measure: (model, { images }, rng) => {
      const network = networkOf(model);
      const turned = channelsFirst(model, network);
      if (turned) return turned;
      const [x, epsilon] = [noise(images.shape, rng), noise(images.shape, rng)];
      const normal = standardNormal(rng);
      const replaced = weights === "own" ? [] : redrawn(model, network, normal, () => 1);
      return withWeights(replaced, () => zenScore(model, x, epsilon, gamma));
    },
  });
}

/** The score on given inputs, at the weights that the model has. */
export function zenScore(model: LayersModel, x: Statistic, epsilon: Statistic, gamma: number): number | ProxyScore {
  return tidily(() => {
    const network = networkOf(model);
    const [input, perturbation] = [inputOf(network, x), tensorOf(epsilon)];
    let scaling = 0;
    let failure: ProxyScore | undefined;
    const clean = lastFeatureMap((step, inputs) => {
      if (step.className === "BatchNormalization") scaling += logDeviation(inputs[0]!);
      const y = step.run(inputs);
      failure ??= nonFiniteTensor("outputs", step.name, y);
      return y;
    });
    const perturbed = lastFeatureMap((step, inputs) => step.run(inputs));
    forward(network, input, clean.around);
    forward(network, tf.add(input, tf.mul(perturbation, gamma)), perturbed.around);
    const [a, b] = [clean.last(), perturbed.last()];
    if (!a || !b) return inapplicable(`the model "${model.name}" has no feature map`);
    const difference = tf.sum(tf.abs(tf.sub(b, a))).dataSync()[0]! / x.shape[0]!;
    a.dispose();
    b.dispose();
    if (failure) return failure;
    return Math.log(difference) + scaling;
  });
}

/** Keeps the last output of rank 4. */
function lastFeatureMap(run: Around): { around: Around; last(): tf.Tensor | undefined } {
  let last: tf.Tensor | undefined;
  return {
    around: (step, inputs) => {
      const y = run(step, inputs);
      if (y.rank === 4) {
        last?.dispose();
        last = tf.keep(tf.clone(y));
      }
      return y;
    },
    last: () => last,
  };
}

/** ½ log of the mean variance of the channels; 0 for a constant. */
function logDeviation(z: tf.Tensor): number {
  const perChannel = tf.moments(z, z.shape.map((_, axis) => axis).slice(0, -1)).variance;
  const variance = tf.mean(perChannel).dataSync()[0]!;
  return variance > 0 ? Math.log(variance) / 2 : 0;
}
