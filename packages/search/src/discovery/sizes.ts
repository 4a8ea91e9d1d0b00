/** Measures of size that any set of statistics has. */
import { call, leaf, type PrimitiveSet } from "@eznas/gp";
import { ops } from "@eznas/ops";
import { type Program, type ProgramOptions, program, sum, toScalars } from "@eznas/program";

/** The number of a network's instances, as a metric: every instance counts 1. */
export function instanceCount({
  primitives,
  ...options
}: Omit<ProgramOptions, "ops" | "toScalars" | "aggregates"> & { readonly primitives: PrimitiveSet }): Program {
  const any = leaf(primitives.terminals[0]!);
  const { pattern, terminals, patterns } = options;
  return program(call("equal", [any, any]), {
    ops: { equal: ops.equal },
    toScalar: toScalars.largest,
    aggregate: sum,
    ...(pattern && { pattern }),
    ...(patterns && { patterns }),
    ...(terminals && { terminals }),
  });
}
