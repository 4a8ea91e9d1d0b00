import { type Program, program } from "../../program.ts";
import { sum } from "../../to-scalar.ts";
import { operations } from "./operations.ts";

/**
 * MeCo (Jiang et al. 2023): the least eigenvalue of the correlation matrix of a layer's channels, summed over layers.
 *
 * MeCo runs one sample of noise, as N with a batch of one; of a larger batch, all samples' pixels are correlated. Its layers are here
 * the instances, by their batch norm's output.
 *
 * @example
 * ```ts
 * import { meco, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(meco); // → [ 'T4_N' ]
 * ```
 */
export const meco: Program = /* @__PURE__ */ program("minEigenvalue(correlation(byChannel(T4_N)))", {
  ops: operations,
  aggregate: sum,
});
