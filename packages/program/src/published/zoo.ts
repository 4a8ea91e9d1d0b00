/** Published metrics as programs over the 22 statistics. */
import { type Program, program } from "../program.ts";
import { sum } from "../reductions/table.ts";

/**
 * EZNAS-A, evolved on NDS-DARTS: frobenius(sigmoid(logDet(sign(x)))).
 *
 * The paper's figure names x = T3G_N; the authors' code feeds T1G_D, and only that reproduces the published
 * correlations (Kendall τ 0.62 and Spearman ρ 0.81 on NAS-Bench-201), so it is the default. Needs
 * square last axes, or it has no score.
 *
 * Source: Akhauri et al. 2022, §4.4, and the released code.
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
 * EZNAS-A as the paper's figure words it, with x = T3G_N. It sees little but the kernel's size: over the root of the
 * number of weight matrices, the value expected of a convolution is 0.500, 0.408,
 * 0.445, 0.510 for sizes 1, 3, 5, 7 (§5).
 *
 * Source: Akhauri et al. 2022, §4.4 and §5.
 *
 * @example
 * ```ts
 * import { eznasAPaper, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasAPaper); // → [ 'T3G_N' ]
 * ```
 */
export const eznasAPaper: Program = /* @__PURE__ */ program("frobenius(sigmoid(logDet(sign(T3G_N))))");

/**
 * EZNAS-B, evolved on NDS-ENAS: 1 / (‖x‖ + exp ‖log σ(log σ(x))‖) of x = T4_P, how the batch norm's output moves when
 * the data are perturbed.
 *
 * The exponent grows with the number of elements: past a norm of 88 it overflows in
 * float32 and the instance's value is 0.
 *
 * Source: Akhauri et al. 2022, §4.4, and the released code.
 *
 * @example
 * ```ts
 * import { eznasB, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasB); // → [ 'T4_P' ]
 * ```
 */
export const eznasB: Program = /* @__PURE__ */ program(
  "reciprocal(add(frobenius(T4_P), exp(frobenius(log(sigmoid(log(sigmoid(T4_P))))))))",
);

/**
 * The program evolved on NDS-PNAS: the divergence of thrice normalized T4G_P from where T4G_D is positive.
 *
 * Source: the released code of Akhauri et al. 2022.
 *
 * @example
 * ```ts
 * import { eznasPnas, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasPnas); // → [ 'T4G_P', 'T4G_D' ]
 * ```
 */
export const eznasPnas: Program = /* @__PURE__ */ program(
  "klDivergence(normalize(normalize(normalize(T4G_P))), isPositive(T4G_D))",
);

/**
 * The program evolved on NDS-NASNet. It adds a ReLU's input to a batch norm's output, so it has no score on a network
 * with an instance that changes the shape.
 *
 * Source: the released code of Akhauri et al. 2022.
 *
 * @example
 * ```ts
 * import { eznasNasnet, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasNasnet); // → [ 'T1_N', 'T4_P' ]
 * ```
 */
export const eznasNasnet: Program = /* @__PURE__ */ program("frobenius(isNegative(log(add(log(T4_P), T1_N))))");

/**
 * "topprog": the squared norm of the convolution's input under noise.
 *
 * Source: the released code of Akhauri et al. 2022.
 *
 * @example
 * ```ts
 * import { terminalsOf, topprog } from "@eznas/program";
 *
 * terminalsOf(topprog); // → [ 'T2_N' ]
 * ```
 */
export const topprog: Program = /* @__PURE__ */ program("square(abs(frobenius(T2_N)))");

/** A program of {@link zoo}. */
export type ZooName =
  | "eznas-a"
  | "eznas-a-paper"
  | "eznas-b"
  | "eznas-pnas"
  | "eznas-nasnet"
  | "topprog"
  | "snip"
  | "fisher"
  | "synflow-like"
  | "noise-difference";

/**
 * The zoo by the names of the command line.
 *
 * @example
 * ```ts
 * import { zoo } from "@eznas/program";
 *
 * Object.keys(zoo).length; // → 10
 * zoo.topprog.tree.depth; // → 3
 * ```
 */
export const zoo: Readonly<Record<ZooName, Program>> & Readonly<Record<string, Program>> = {
  "eznas-a": eznasA,
  "eznas-a-paper": eznasAPaper,
  "eznas-b": eznasB,
  "eznas-pnas": eznasPnas,
  "eznas-nasnet": eznasNasnet,
  topprog,

  /**
   * SNIP as a program: |∂L/∂w ⊙ w|, summed over the weights of all instances.
   *
   * SNIP's loss is the cross-entropy with labels; here, as everywhere in EZNAS, it is the sum of the outputs, without
   * labels. `snip` of `@eznas/proxies` is the proxy.
   *
   * Source: Akhauri et al. 2022, Fig. 2; the metric is of Lee et al. 2019.
   *
   * @example
   * ```ts
   * import { terminalsOf, zoo } from "@eznas/program";
   *
   * terminalsOf(zoo.snip); // → [ 'T3', 'T3G_D' ]
   * ```
   */
  snip: /* @__PURE__ */ program("abs(mul(T3G_D, T3))", { toScalar: sum, aggregate: sum }),

  /**
   * Fisher as a program: (∂L/∂z ⊙ z)² of the batch norm's output z, summed over all instances.
   *
   * Published Fisher, `fisher` of `@eznas/proxies`, sums over a channel's pixels before it squares;
   * Fig. 2's tree squares every element.
   *
   * Source: Akhauri et al. 2022, Fig. 2; the metric is of Turner et al. 2020.
   *
   * @example
   * ```ts
   * import { terminalsOf, zoo } from "@eznas/program";
   *
   * terminalsOf(zoo.fisher); // → [ 'T4_D', 'T4G_D' ]
   * ```
   */
  fisher: /* @__PURE__ */ program("square(mul(T4G_D, T4_D))", { toScalar: sum, aggregate: sum }),

  /**
   * A program like SynFlow: ∂L/∂w ⊙ w, summed over the weights of all instances.
   *
   * SynFlow needs no data: it takes an input of ones and the weights' absolute values. Among the 22 statistics the
   * nearest gradient without data is the one under noise, T3G_N, with the weights as they are. In front of a batch norm
   * it ranks nothing: the loss does not depend on such a kernel's scale, so its sum is zero but for rounding. `synflow`
   * of `@eznas/proxies` is the proxy.
   *
   * Source: Akhauri et al. 2022, Fig. 2; SynFlow is of Tanaka et al. 2020.
   *
   * @example
   * ```ts
   * import { terminalsOf, zoo } from "@eznas/program";
   *
   * terminalsOf(zoo["synflow-like"]); // → [ 'T3', 'T3G_N' ]
   * ```
   */
  "synflow-like": /* @__PURE__ */ program("mul(T3G_N, T3)", { toScalar: sum, aggregate: sum }),

  /**
   * How differently an instance answers data and noise: ‖T4_D − T4_N‖, averaged over the instances.
   *
   * Source: Akhauri et al. 2022, Fig. 2.
   *
   * @example
   * ```ts
   * import { terminalsOf, zoo } from "@eznas/program";
   *
   * terminalsOf(zoo["noise-difference"]); // → [ 'T4_D', 'T4_N' ]
   * ```
   */
  "noise-difference": /* @__PURE__ */ program("frobenius(sub(T4_D, T4_N))"),
};
