import { type Program, program } from "../program.ts";

/**
 * The program evolved on NDS-PNAS, as released: the divergence of thrice normalized T4G_P from where T4G_D is positive.
 *
 * @example
 * ```ts
 * import { eznasPnas, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(eznasPnas); // → [ 'T4G_P', 'T4G_D' ]
 * ```
 */
export const eznasPnas: Program = /* @__PURE__ */ program(
  "klDivergence(normalize(normalize(normalize(T4G_P))), isPositive(T4G_D))",
);
