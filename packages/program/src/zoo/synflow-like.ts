import { type Program, program } from "../program.ts";
import { sum } from "../to-scalar.ts";

/**
 * A program like SynFlow (Fig. 2): ∂L/∂w ⊙ w, summed over the weights of all instances.
 *
 * SynFlow needs no data: it takes an input of ones and the weights' absolute values. Among the 22 statistics the nearest
 * gradient without data is the one under noise, T3G_N, with the weights as they are. In front of a batch norm it ranks nothing: the
 * loss does not depend on such a kernel's scale, so its sum is zero but for rounding. `synflow` of `@eznas/proxies` is the proxy.
 *
 * @example
 * ```ts
 * import { synflowLike, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(synflowLike); // → [ 'T3', 'T3G_N' ]
 * ```
 */
export const synflowLike: Program = /* @__PURE__ */ program("mul(T3G_N, T3)", { toScalar: sum, aggregate: sum });
