import { type Program, program } from "../program.ts";

/**
 * The program evolved on NDS-NASNet, as released. It adds a ReLU's input to a batch norm's output, so it has no score on a
 * network with an instance that changes the shape.
 *
 * @example
 * ```ts
 * import { eznasNasnet, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasNasnet); // → [ 'T1_N', 'T4_P' ]
 * ```
 */
export const eznasNasnet: Program = /* @__PURE__ */ program("frobenius(isNegative(log(add(log(T4_P), T1_N))))");
