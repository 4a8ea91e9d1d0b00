/** Measures of size that any set of statistics has. */
import { call, leaf } from "@eznas/gp";
import { ops } from "@eznas/ops";
import { type Program, program, sum, terminalsOf, toScalars, wholeVocabulary } from "@eznas/program";

/** The number of a network's instances, as a metric that reads what another reads: every instance counts 1. */
export function instanceCount(like: Program<string>): Program<string> {
  const [any] = terminalsOf(like);
  const { pattern, terminals = wholeVocabulary.terminals } = like;
  return program(call("equal", [leaf(any!), leaf(any!)]), {
    ops: { equal: ops.equal },
    toScalar: toScalars.largest,
    aggregate: sum,
    pattern,
    terminals,
  });
}
