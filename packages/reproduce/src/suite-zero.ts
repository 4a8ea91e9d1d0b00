/**
 * Spearman's ρ of proxies and validation accuracies, from Fig. 2 of NAS-Bench-Suite-Zero (Krishnakumar et al., NeurIPS
 * 2022): 1,000 random networks each, batches of 64, of 32 for TransNAS-Bench-101.
 */

/** By the names of metrics. */
export type SuiteZero = Readonly<Record<string, number>>;

const proxies = [
  "grasp",
  "proxy:fisher",
  "grad_norm",
  "proxy:snip",
  "synflow",
  "params",
  "zen",
  "jacob_cov",
  "flops",
  "naswot",
] as const;

const figures = (...values: readonly number[] & { readonly length: typeof proxies.length }): SuiteZero =>
  Object.fromEntries(proxies.map((name, i) => [name, values[i]!]));

type Column =
  | "nasBench201Cifar10"
  | "nasBench201Cifar100"
  | "nasBench201ImageNet16"
  | "microObject"
  | "microJigsaw"
  | "macroObject"
  | "macroJigsaw";

export const suiteZero: Readonly<Record<Column, SuiteZero>> = {
  nasBench201Cifar10: figures(0.51, 0.5, 0.58, 0.58, 0.73, 0.72, 0.35, 0.75, 0.69, 0.77),
  nasBench201Cifar100: figures(0.54, 0.54, 0.63, 0.63, 0.76, 0.73, 0.35, 0.71, 0.71, 0.8),
  nasBench201ImageNet16: figures(0.55, 0.48, 0.57, 0.57, 0.75, 0.69, 0.39, 0.71, 0.67, 0.77),
  microObject: figures(-0.22, 0.44, 0.39, 0.45, 0.48, 0.45, 0.54, 0.51, 0.46, 0.39),
  microJigsaw: figures(-0.12, 0.3, 0.36, 0.41, 0.47, 0.44, 0.51, 0.56, 0.45, 0.42),
  macroObject: figures(-0.64, -0.3, -0.56, -0.38, 0.12, 0.16, 0.1, 0.07, 0.79, 0.83),
  macroJigsaw: figures(-0.26, -0.26, -0.27, -0.19, 0.34, 0.15, 0.24, 0.19, 0.64, 0.76),
};
