import { type Program, program } from "../program.ts";

/**
 * EZNAS-B, evolved on NDS-ENAS: 1 / (‖x‖ + exp ‖log σ(log σ(x))‖) of x = T4_P, how the batch norm's output moves when the
 * data are perturbed.
 *
 * The exponent grows with the number of elements: past a norm of 88 it overflows in float32 and the instance's value is 0.
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
