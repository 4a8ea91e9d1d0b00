import { sizeOf } from "@eznas/kernels";
import { symmetricEigenvalues } from "@eznas/ops/numeric";
import { reading } from "../../contract/pass.ts";
import { type ProxyScore, proxy, type ZeroCostProxy } from "../../contract/proxy.ts";
import { checkPairsFit, checkRowsFit } from "../../network/check-fits.ts";
import type { GradientOptions, Readout } from "../../network/loss.ts";
import { networkIn } from "../../network/network.ts";
import { type Kernel, kernelsOf, withoutKernels } from "../../network/weights.ts";
import { kernelGradientReader } from "../../passes/kernel-gradients.ts";
import { passOfBatch } from "../../passes/of-batch.ts";

/**
 * Float32 has the gradients within some 10⁻⁶, so a direction in which they vanish still seems to have an eigenvalue of 10⁻¹² of the
 * largest; above this condition number it cannot be told from that.
 */
const largestKnown = 1e10;

/**
 * The condition number of TE-NAS, with a minus so that more is better: −λ_max / λ_min, λ the eigenvalues of the neural tangent kernel Θ[i, j] = ⟨∂yᵢ/∂w,
 * ∂yⱼ/∂w⟩ of the batch's images, yᵢ the sum of the logits of image i, over the weights of convolutions and linear layers (Chen et al., ICLR 2021).
 *
 * Needs two images or more, 32 as published; no labels. Batch norms are in training mode over the whole batch. It takes a pass backward for each image and keeps
 * its gradients. It is `non-finite` where Θ is singular to float32's rounding, as where two images are one.
 *
 * Rejects with an `OutOfMemory` for a batch whose gradients have no room.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { ntkCondition } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [3, 8, 8, 3], data: Float32Array.from({ length: 576 }, (_, i) => Math.sin(i * i)) };
 * const score = await ntkCondition().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function ntkCondition({ layers }: Pick<GradientOptions, "layers"> = {}): ZeroCostProxy {
  return proxy({
    name: "ntk_condition",
    needs: { images: 2 },
    plan(subject) {
      const network = networkIn(subject);
      const failure = withoutKernels(subject.model, network, layers);
      if (failure) return failure;
      const n = subject.batch.images.shape[0]!;
      const kernels = kernelsOf(network, layers);
      const places = placesOf(kernels);
      checkPairsFit(n);
      checkRowsFit(n, places.floats);
      const rows: Float32Array[] = [];
      const pass = passOfBatch(subject);
      const readings = Array.from({ length: n }, (_, image) => {
        const reader = kernelGradientReader(logitsOf(image), kernels, (kernel, _, gradient) => {
          rows[image] ??= new Float32Array(places.floats);
          rows[image].set(gradient, places.of.get(kernel)!);
        });
        return reading(pass, reader);
      });
      return { readings, score: () => conditionOf(rows) };
    },
  });
}

/** The sum of one image's logits. */
const logitsOf = (image: number): Readout => ({
  weights(shape) {
    const size = sizeOf(shape);
    const each = size / shape[0]!;
    return new Float32Array(size).fill(1, image * each, (image + 1) * each);
  },
});

function placesOf(kernels: readonly Kernel[]) {
  const of = new Map<Kernel, number>();
  let floats = 0;
  for (const kernel of kernels) {
    of.set(kernel, floats);
    floats += sizeOf(kernel.variable.shape as number[]);
  }
  return { of, floats };
}

function conditionOf(rows: readonly Float32Array[]): number | ProxyScore {
  const n = rows.length;
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const product = innerProduct(rows[i]!, rows[j]!);
      products[i * n + j] = product;
      products[j * n + i] = product;
    }
  if (!products.every(Number.isFinite))
    return { ok: false, reason: "non-finite", detail: "gradients of the logits are not finite" };
  const spectrum = symmetricEigenvalues(products, 0, n);
  const [least, largest] = [spectrum[0]!, spectrum.at(-1)!];
  if (least * largestKnown > largest) return -largest / least;
  const detail = "the neural tangent kernel is singular to float32's rounding, as where two images are alike";
  return { ok: false, reason: "non-finite", detail };
}

function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
