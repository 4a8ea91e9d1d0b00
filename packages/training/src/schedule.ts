/**
 * The learning rate of a step, falling along a quarter of a cosine from `peak` to 0 over all
 * steps (Loshchilov and Hutter 2017).
 *
 * @example
 * ```ts
 * import { cosine } from "@eznas/training";
 *
 * [0, 50, 100].map((step) => cosine(0.1, step, 100).toFixed(3)); // → [ '0.100', '0.050', '0.000' ]
 * ```
 */
export function cosine(peak: number, step: number, steps: number): number {
  return (peak * (1 + Math.cos((Math.PI * step) / steps))) / 2;
}
