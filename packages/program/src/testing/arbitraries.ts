import { seeded } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import { ops } from "@eznas/ops";
import { type InstanceStatistics, statisticNames } from "@eznas/stats";
import fc from "fast-check";
import { type Program, type ProgramOptions, program } from "../program.ts";
import type { ReductionTable } from "../reductions/reduction.ts";
import { isFamily } from "../reductions/reduction.ts";
import type { Head } from "../text/head.ts";
import { defaultVocabulary, type Vocabulary } from "../text/vocabulary.ts";
import { randomInstance } from "./random-instance.ts";

export interface ProgramConstraints extends ProgramOptions {
  /** A leaf has depth 0. Default: 4. */
  readonly maxDepth?: number;
}

/**
 * Arbitrary programs over the 22 statistics; by default of the 34 operations.
 *
 * @example
 * ```ts
 * import { programs } from "@eznas/program/testing";
 * import fc from "fast-check";
 *
 * fc.assert(fc.property(programs({ maxDepth: 3 }), ({ tree }) => tree.depth <= 3), { numRuns: 20 });
 * ```
 */
export function programs({ maxDepth = 4, ...options }: ProgramConstraints = {}): fc.Arbitrary<Program> {
  const set = { ops: options.ops ?? ops, terminals: options.terminals ?? statisticNames };
  return trees(set, { maxDepth }).map((tree) => program(tree, options));
}

/**
 * Arbitrary signs, patterns, toScalars and aggregates of the tables, to give to {@link programs} or to `program`.
 *
 * @example
 * ```ts
 * import { formatProgram, program } from "@eznas/program";
 * import { heads } from "@eznas/program/testing";
 * import fc from "fast-check";
 *
 * const made = heads().map((head) => program("T3", head));
 * fc.assert(fc.property(made, (one) => formatProgram(program(formatProgram(one))) === formatProgram(one)));
 * ```
 */
export function heads(vocabulary: Partial<Vocabulary<string>> = {}): fc.Arbitrary<Required<Head>> {
  const { toScalars, aggregates, patterns } = { ...defaultVocabulary, ...vocabulary };
  return fc.record({
    sign: fc.constantFrom<1 | -1>(1, -1),
    pattern: fc.constantFrom(...Object.values(patterns)),
    toScalar: reductions(toScalars),
    aggregate: reductions(aggregates),
  });
}

function reductions(table: ReductionTable) {
  const entries = Object.values(table);
  return fc.constantFrom(
    ...entries.flatMap((entry) => (isFamily(entry) ? entry.members.map((numbers) => entry.with(...numbers)) : [entry])),
  );
}

/**
 * Arbitrary small instances with all 22 statistics, some of them of dead branches; see {@link randomInstance}.
 *
 * @example
 * ```ts
 * import { instances } from "@eznas/program/testing";
 * import fc from "fast-check";
 *
 * fc.sample(instances(), 1).length; // → 1
 * ```
 */
export function instances(): fc.Arbitrary<InstanceStatistics> {
  return fc
    .record({
      seed: fc.nat(),
      batch: fc.integer({ min: 1, max: 2 }),
      channelsIn: fc.integer({ min: 1, max: 4 }),
      channelsOut: fc.integer({ min: 1, max: 4 }),
      size: fc.integer({ min: 1, max: 5 }),
      kernel: fc.constantFrom(1, 3),
      stride: fc.constantFrom(1, 2),
      dead: fc.boolean(),
    })
    .map(({ seed, ...size }) => randomInstance(`instance ${seed}`, size, seeded(seed, "instance")));
}
