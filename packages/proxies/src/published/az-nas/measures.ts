/** AZ-NAS's three measures of features (Lee and Ham, CVPR 2024, §3.2); the fourth is the number of FLOPs. */
import { symmetricEigenvalues } from "@eznas/ops/numeric";
import { covariances } from "../../numeric/correlations.ts";
import type { Block, Feature } from "./features.ts";

const known = new WeakMap<readonly Feature[], readonly number[]>();

/** The entropy of how the features' variance is distributed over its principal directions, for every feature map. */
function entropies(features: readonly Feature[]): readonly number[] {
  const made = known.get(features) ?? entropiesOf(features);
  known.set(features, made);
  return made;
}

function entropiesOf(features: readonly Feature[]): readonly number[] {
  return features.map(({ values, shape }) => {
    const channels = shape.at(-1)!;
    const eigenvalues = symmetricEigenvalues(covariances(values, channels), 0, channels);
    const total = eigenvalues.reduce((sum, value) => sum + value, 0);
    return eigenvalues.reduce((sum, value) => sum - (value / total) * Math.log(value / total + 1e-8), 0);
  });
}

/**
 * Why the entropies say nothing: of one channel, or of two places, the covariance has one direction, whose entropy is 0
 * whatever the weights. Undefined where some feature map has more.
 */
export function withoutSpectrum(features: readonly Feature[]): string | undefined {
  const directions = features.map(({ values, shape }) => Math.min(shape.at(-1)!, values.length / shape.at(-1)! - 1));
  if (directions.some((count) => count > 1)) return undefined;
  return "every feature map has one channel, or two places in all images, so that its spectrum has no entropy";
}

/** The sum over the features. */
export function expressivityOf(features: readonly Feature[]): number {
  return entropies(features).reduce((sum, value) => sum + value, 0);
}

/** The least growth from one feature to the next. */
export function progressivityOf(features: readonly Feature[]): number {
  const values = entropies(features);
  return Math.min(...values.slice(1).map((value, i) => value - values[i]!));
}

/** How near the blocks' spectral norms are to 1: the mean of 2 − s − 1/(s + 10⁻⁶); −∞ for a block that does nothing. */
export function trainabilityOf(blocks: readonly Block[]): number {
  const scores = blocks.map((block) => {
    const s = block.idle ? Number.POSITIVE_INFINITY : spectralNorm(block);
    return 2 - s - 1 / (s + 1e-6);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function spectralNorm({ jacobian, outputs }: Block): number {
  const inputs = jacobian.length / outputs;
  const squares = symmetricEigenvalues(gram(jacobian, inputs, outputs), 0, Math.min(inputs, outputs));
  return Math.sqrt(Math.max(0, squares.at(-1)!));
}

/** The smaller of A Aᵀ and Aᵀ A. */
function gram(a: Float32Array, rows: number, columns: number): Float64Array {
  const [n, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const [along, across] = rows <= columns ? [columns, 1] : [1, columns];
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += a[i * along + k * across]! * a[j * along + k * across]!;
      products[i * n + j] = sum;
      products[j * n + i] = sum;
    }
  return products;
}
