import type { Layers, NetworkDefinition } from "../blocks/layers.ts";
import { cell } from "./cell.ts";
import { isReducing } from "./function-of-cells.ts";
import type { NdsArchitecture } from "./genotype.ts";

/**
 * For images of CIFAR-10's size, or of ImageNet's, which are an eighth as high and wide when they come to the cells; or
 * without a stem, the image itself the input of the first cells.
 */
export type NdsForm = "cifar" | "imagenet" | "stemless";

/** A stem, the cells, of which two halve and double the channels, and a classifier. No auxiliary head. */
export function network(
  { normal, reduce, width, depth }: NdsArchitecture,
  form: NdsForm,
  classes: number,
): NetworkDefinition {
  return <X>(layers: Layers<X>, images: X): X => {
    let [beforeLast, last] = stems[form](layers, images, width);
    let filters = width;
    let afterReduction = form === "imagenet";
    for (let i = 0; i < depth; i++) {
      const reducing = isReducing(i, depth);
      if (reducing) filters *= 2;
      const place = { filters, reducing, afterReduction, at: `cell${i + 1}` };
      const output = cell(layers, [beforeLast, last], reducing ? reduce : normal, place);
      [beforeLast, last] = [last, output];
      afterReduction = reducing;
    }
    return layers.linear(layers.globalAveragePool(last, "head/pool"), classes, "head/linear");
  };
}

/** The two values that the first cell takes. */
type Stem = <X>(layers: Layers<X>, images: X, width: number) => [X, X];

const stems: Readonly<Record<NdsForm, Stem>> = {
  stemless: (_, images) => [images, images],
  cifar(layers, images, width) {
    const x = layers.convolution(images, { filters: 3 * width, size: 3 }, "stem/conv");
    const normalized = layers.batchNorm(x, "stem/bn");
    return [normalized, normalized];
  },
  imagenet(layers, images, width) {
    const halving = <X>(on: Layers<X>, x: X, filters: number, at: string): X =>
      on.batchNorm(on.convolution(x, { filters, size: 3, stride: 2 }, `${at}/conv`), `${at}/bn`);
    const half = halving(layers, images, Math.floor(width / 2), "stem0/a");
    const quarter = halving(layers, layers.relu(half, "stem0/relu"), width, "stem0/b");
    return [quarter, halving(layers, layers.relu(quarter, "stem1/relu"), width, "stem1")];
  },
};
