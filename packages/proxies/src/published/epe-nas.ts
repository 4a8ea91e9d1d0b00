import { sizeOf } from "@eznas/kernels";
import { reading } from "../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { checkPairsFit } from "../network/check-fits.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { correlations } from "../numeric/correlations.ts";
import { imageGradientReader } from "../passes/image-gradients.ts";
import { passOfBatch } from "../passes/of-batch.ts";

/** With more classes than these, how the classes differ counts, and not how large they are. */
const fewClasses = 100;

/**
 * EPE-NAS: Σ over classes of |s|, s = Σ log(|r| + 10⁻⁵) over the correlations r between the gradients ∂(Σ logits)/∂image of
 * the class's images (Lopes et al., _EPE-NAS_, ICANN 2021).
 *
 * Needs labels, and two images of one class at least, better 16 or more of each. Batch norms are in training mode, so that an image's gradient is
 * of the whole batch's logits. For more than 100 classes, as published, s is over the number of the class's images, classes of one image do not
 * count, and the score is the sum of |sᵢ − sⱼ| over pairs of classes, over the number of classes. It is `non-finite` where the gradient of an
 * image vanishes, and `inapplicable` where every class has one image.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { epeNas } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: Float32Array.from({ length: 768 }, (_, i) => Math.sin(i * i)) };
 * const score = await epeNas().score(tinyModel(), { images, labels: [0, 1, 0, 1] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function epeNas(): ZeroCostProxy {
  return proxy({
    name: "epe_nas",
    needs: { images: 2, labels: true },
    plan(subject) {
      const { model, batch } = subject;
      const [n, ...sizes] = batch.images.shape as [number, ...number[]];
      const values = sizeOf(sizes);
      if (values < 3) return inapplicable(`an image has ${values} values, and correlations over so few are ±1 or none`);
      const vanished = vanishedUnderSum(subject, { at: "images" });
      if (vanished) return vanished;
      checkPairsFit(n);
      const members = membersOf(Array.from(batch.labels!));
      if (!members.some(({ length }) => length > 1))
        return inapplicable("no class has two images in the batch, whose gradients it correlates; give more images");
      let sums: readonly number[] = [];
      const reader = imageGradientReader("sum", (gradients) => {
        sums = members.map((places) => logOfCorrelations(gradients, n, places));
      });
      const classes = model.outputs[0]!.shape.at(-1)!;
      return {
        readings: [reading(passOfBatch(subject), reader)],
        score: () => (classes > fewClasses ? differenceOf(sums, members) : sum(sums.map(Math.abs))),
      };
    },
  });
}

/** Of each class that there is, the places of its images. */
function membersOf(labels: readonly number[]): readonly (readonly number[])[] {
  const members = new Map<number, number[]>();
  for (const [place, label] of labels.entries()) {
    const known = members.get(label);
    if (known) known.push(place);
    else members.set(label, [place]);
  }
  return [...members.values()];
}

function logOfCorrelations(gradients: Float32Array, n: number, places: readonly number[]): number {
  const size = gradients.length / n;
  const rows = new Float32Array(places.length * size);
  for (const [to, from] of places.entries()) rows.set(gradients.subarray(from * size, (from + 1) * size), to * size);
  return correlations(rows, places.length).reduce((total, r) => total + Math.log(Math.abs(r) + 1e-5), 0);
}

function differenceOf(sums: readonly number[], members: readonly (readonly number[])[]): number {
  const means = sums.map((each, i) => each / members[i]!.length).filter((_, i) => members[i]!.length > 1);
  return sum(means.flatMap((a) => means.map((b) => Math.abs(a - b)))) / means.length;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
