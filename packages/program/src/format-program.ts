import { format } from "@eznas/gp";
import type { Program } from "./program.ts";
import { formatHead } from "./text/head.ts";

/**
 * A program's canonical text, which `program` reads back as the same program: its tree, and before it what is not the
 * default. A bare tree has means as toScalar and aggregate, ReLU-Conv-BatchNorm
 * instances, and ranks higher scores higher.
 *
 * A toScalar or an aggregate that is in no table is written `?`, which no reader takes.
 *
 * @example
 * ```ts
 * import { formatProgram, program, sum } from "@eznas/program";
 *
 * formatProgram(program("abs( mul(T3G_D,T3) )", { toScalar: sum, aggregate: sum }));
 * // → 'sum of sum: abs(mul(T3G_D, T3))'
 * formatProgram(program("- cbr:l2: T4_D")); // → '-cbr: l2: T4_D'
 * formatProgram(program("mean of mean: rcb: T3")); // → 'T3'
 * ```
 */
export function formatProgram(program: Program<string>): string {
  return formatHead(program) + format(program.tree);
}
