import { type Program, program } from "../program.ts";
import { sum } from "../to-scalar.ts";

/**
 * Fisher as a program (Fig. 2): (∂L/∂z ⊙ z)² of the batch norm's output z, summed over all instances.
 *
 * Published Fisher sums over a channel's pixels before it squares; Fig. 2's tree squares every element.
 *
 * @example
 * ```ts
 * import { fisher, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(fisher); // → [ 'T4_D', 'T4G_D' ]
 * ```
 */
export const fisher: Program = /* @__PURE__ */ program("square(mul(T4G_D, T4_D))", { toScalar: sum, aggregate: sum });
