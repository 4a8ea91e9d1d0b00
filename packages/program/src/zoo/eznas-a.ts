import { type Program, program } from "../program.ts";

/**
 * EZNAS-A, evolved on NDS-DARTS: frobenius(sigmoid(logDet(sign(x)))).
 *
 * The paper's figure names x = T3G_N; the authors' code feeds T1G_D, and only that reproduces the published correlations
 * (Kendall τ 0.62 and Spearman ρ 0.81 on NAS-Bench-201), so it is the default. Needs square last axes, or it has no score.
 *
 * @example
 * ```ts
 * import { eznasA, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasA); // → [ 'T1G_D' ]
 * ```
 */
export const eznasA: Program = /* @__PURE__ */ program("frobenius(sigmoid(logDet(sign(T1G_D))))");

/**
 * EZNAS-A as the paper's figure words it, with x = T3G_N. It sees little but the kernel's size: over the root of the number
 * of weight matrices, the value expected of a convolution is 0.500, 0.408, 0.445, 0.510 for sizes 1, 3, 5, 7 (§5).
 *
 * @example
 * ```ts
 * import { eznasAPaper, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasAPaper); // → [ 'T3G_N' ]
 * ```
 */
export const eznasAPaper: Program = /* @__PURE__ */ program("frobenius(sigmoid(logDet(sign(T3G_N))))");
