import { articles, normalization } from "./fashion-articles-data.ts";
import type { LabeledImages } from "./images.ts";
import type { Normalization } from "./normalization.ts";

export interface FashionArticles {
  /**
   * 64 images of 8×8 in three equal channels; T-shirt, trouser, pullover, dress, coat,
   * sandal, shirt, sneaker, bag, ankle boot.
   */
  readonly images: LabeledImages;
  /** Of the images that Fashion-201's networks learned from. */
  readonly normalization: Normalization;
}

const side = 8;

/**
 * Articles of Fashion-MNIST (Xiao, Rasul and Vollgraf 2017; MIT License) in the size of Fashion-201's networks, for D:
 * none of the images that the accuracies of that benchmark were measured on. Runs in a browser.
 *
 * @example
 * ```ts
 * import { fashionArticles } from "@eznas/images/fashion-articles";
 *
 * const { images } = fashionArticles();
 * images.shape; // → [ 64, 8, 8, 3 ]
 * images.classes; // → 10
 * ```
 */
export function fashionArticles(): FashionArticles {
  const labels = Uint8Array.from(articles.labels, Number);
  const gray = Uint8Array.from(atob(articles.pixels), (character) => character.charCodeAt(0));
  const { mean, deviation } = normalization;
  return {
    images: {
      shape: [labels.length, side, side, 3],
      pixels: Uint8Array.from({ length: gray.length * 3 }, (_, i) => gray[Math.floor(i / 3)]!),
      labels,
      classes: 10,
      source: "Fashion-MNIST, 64 images shipped with @eznas/images",
    },
    normalization: { mean: [mean, mean, mean], deviation: [deviation, deviation, deviation] },
  };
}
