import { type TerminalName, terminalNames } from "@eznas/stats";
import { type Program, program } from "../../program.ts";
import { sum } from "../../to-scalar.ts";
import { operations } from "./operations.ts";

const ratios = "ratio(meanOverSamples(abs(T3G_S)), deviationOverSamples(T3G_S))";

/**
 * ZiCo (Li et al. 2023): Σ over layers of log Σ over weights of E|g| / σ(g), g being the gradients of mini-batches, as its released
 * code computes it: weights without deviation do not count, and neither does a layer of none but such.
 *
 * The mini-batches are the parts of `captureInterSample`. ZiCo's loss is the cross-entropy with labels; here, as everywhere in EZNAS,
 * it is the sum of the outputs. Its layers are here the instances.
 *
 * @example
 * ```ts
 * import { terminalsOf, zico } from "@eznas/program";
 *
 * terminalsOf(zico); // → [ 'T3G_S' ]
 * ```
 */
export const zico: Program<TerminalName> = /* @__PURE__ */ program(`log(mul(mean(${ratios}), numel(${ratios})))`, {
  ops: operations,
  terminals: terminalNames,
  aggregate: sum,
});
