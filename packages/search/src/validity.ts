/** Whether a program may enter a population. */
import type { Tree } from "@eznas/gp";
import { Arena } from "@eznas/kernels/expression";
import { type EvaluatorOptions, inferShape, type ProgramOptions, program, scorer } from "@eznas/program";
import type { InstanceStatistics } from "@eznas/stats";
import type { Probes } from "./probes.ts";

export type InvalidReason = "shape" | "non-finite";

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: InvalidReason };

/** Makes a program of a tree, with the operations and the reductions of the search. */
export type ToProgram = (tree: Tree) => ReturnType<typeof program>;

/** The programs of a search differ in their trees only. */
export function toProgram(options: ProgramOptions): ToProgram {
  return (tree) => program(tree, options);
}

/**
 * Judges trees: valid is what runs without a shape error and gives neither NaN nor infinity on a small subset of the
 * statistics (Algorithm 1), nor on stressed variations of them, so that it stays finite on statistics not seen yet.
 *
 * Shapes are judged first, on all of the probes' combinations and without a kernel.
 */
export function validity(
  programOf: ToProgram,
  { shapes, instances, stressed }: Probes,
  options: EvaluatorOptions = {},
): (tree: Tree) => Verdict {
  // One arena for all candidates: most of them are judged in less time than it takes to make one.
  const evaluator = { arena: new Arena(), ...options };
  return (tree) => {
    const candidate = programOf(tree);
    if (!shapes.every((ofInstance) => inferShape(tree, ofInstance, candidate.ops)))
      return { ok: false, reason: "shape" };
    const scoresOf = scorer([candidate], { ...evaluator, vanishedGradients: "score" });
    const finite = (instance: InstanceStatistics): boolean => {
      const score = scoresOf([instance])[0]!;
      // Miniatures may break a coincidence of shapes that the networks have; that says nothing against the program.
      return score.ok || score.reason === "shape";
    };
    return instances.every(finite) && stressed.every(finite) ? { ok: true } : { ok: false, reason: "non-finite" };
  };
}
