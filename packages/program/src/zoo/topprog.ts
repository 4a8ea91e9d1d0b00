import { type Program, program } from "../program.ts";

/**
 * The released code's "topprog": the squared norm of the convolution's input under noise.
 *
 * @example
 * ```ts
 * import { terminalsOf, topprog } from "@eznas/program";
 *
 * terminalsOf(topprog); // → [ 'T2_N' ]
 * ```
 */
export const topprog: Program = /* @__PURE__ */ program("square(abs(frobenius(T2_N)))");
