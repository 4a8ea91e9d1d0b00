import { type Program, program } from "../program.ts";

/**
 * How differently an instance answers data and noise (Fig. 2): ‖T4_D − T4_N‖, averaged over the instances.
 *
 * @example
 * ```ts
 * import { noiseDifference, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(noiseDifference); // → [ 'T4_D', 'T4_N' ]
 * ```
 */
export const noiseDifference: Program = /* @__PURE__ */ program("frobenius(sub(T4_D, T4_N))");
