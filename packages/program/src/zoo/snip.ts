import { type Program, program } from "../program.ts";
import { sum } from "../to-scalar.ts";

/**
 * SNIP as a program (Fig. 2): |∂L/∂w ⊙ w|, summed over the weights of all instances.
 *
 * SNIP's loss is the cross-entropy with labels; here, as everywhere in EZNAS, it is the sum of the outputs, without labels.
 *
 * @example
 * ```ts
 * import { snip, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(snip); // → [ 'T3', 'T3G_D' ]
 * ```
 */
export const snip: Program = /* @__PURE__ */ program("abs(mul(T3G_D, T3))", { toScalar: sum, aggregate: sum });
