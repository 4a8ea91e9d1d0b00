import { reading } from "../../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../../contract/proxy.ts";
import { isRelu } from "../../network/activations.ts";
import { networkIn } from "../../network/network.ts";
import { type ActivationCodes, activationCodeReader } from "../../passes/activation-codes.ts";
import { passOfBatch } from "../../passes/of-batch.ts";

/**
 * The linear regions of TE-NAS: in how many of them the batch's images lie, one region having one code of the ReLUs on feature maps (Chen et al., ICLR
 * 2021).
 *
 * Needs images; no labels. There are as many regions as images at most, and a network of usual width and size tells all of them apart: TE-NAS counts
 * thousands of images of 3×3 pixels in a network of one channel, which options of a space make (`--channels 1`, `--resolution`).
 * It is `inapplicable` to a network without ReLU on a feature map.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { linearRegions } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [3, 8, 8, 3], data: Float32Array.from({ length: 576 }, (_, i) => Math.sin(i * i)) };
 * await linearRegions().score(tinyModel(), { images }, Math.random); // → { ok: true, value: 3 }
 * ```
 */
export function linearRegions(): ZeroCostProxy {
  return proxy({
    name: "linear_regions",
    needs: { images: 1 },
    plan(subject) {
      const { model, batch } = subject;
      let regions: readonly (readonly number[])[] = [Array.from({ length: batch.images.shape[0]! }, (_, i) => i)];
      let met = false;
      const { reader, failure } = activationCodeReader(
        networkIn(subject),
        (step, rank) => rank === 4 && isRelu(step),
        (codes) => {
          met = true;
          regions = regions.flatMap((images) => dividedBy(codes, images));
        },
      );
      return {
        readings: [reading(passOfBatch(subject), reader)],
        score() {
          const failed = failure(model, batch.images);
          if (failed) return failed;
          return met ? regions.length : inapplicable(`the model "${model.name}" has no ReLU on a feature map`);
        },
      };
    },
  });
}

/** Images in parts that have one code each. */
function dividedBy({ codes, images }: ActivationCodes, among: readonly number[]): readonly (readonly number[])[] {
  const words = codes.length / images;
  const alike = (a: number, b: number): boolean => {
    for (let w = 0; w < words; w++) if (codes[a * words + w] !== codes[b * words + w]) return false;
    return true;
  };
  const parts: number[][] = [];
  for (const image of among) {
    const known = parts.find(([first]) => alike(first!, image));
    if (known) known.push(image);
    else parts.push([image]);
  }
  return parts;
}
