import { type TerminalName, terminalNames } from "@eznas/stats";
import { type Program, program } from "../../program.ts";
import { sum } from "../../to-scalar.ts";
import { operations } from "./operations.ts";

const spectrum = "eigenvalues(jitter(correlation(JX_D)))";

/**
 * jacob_cov (Mellor et al. 2020, as in Abdelfattah et al. 2021): −Σ log λ + 1/λ over the eigenvalues of how the samples' gradients
 * at the network's input correlate, each 10⁻⁵ larger.
 *
 * All instances share JX_D and give one and the same value; to compute it once, score the first of them. Where rounding leaves an
 * eigenvalue below 0, its logarithm counts as 0, and is NaN in the released code.
 *
 * @example
 * ```ts
 * import { jacobCov, score } from "@eznas/program";
 *
 * const JX_D = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 1, -1, 1) };
 * score(jacobCov, [{ name: "any", statistics: { JX_D } }]); // → { ok: true, value: -2 }
 * ```
 */
export const jacobCov: Program<TerminalName> = /* @__PURE__ */ program(
  `sub(zerosLike(${spectrum}), add(log(${spectrum}), reciprocal(${spectrum})))`,
  { ops: operations, terminals: terminalNames, toScalar: sum },
);
