/** Whether a program may enter a population. */
import type { Tree } from "@eznas/gp";
import { Arena } from "@eznas/kernels/expression";
import {
  type EvaluatorOptions,
  inferShape,
  OperationFault,
  type Program,
  type ProgramOptions,
  program,
  scorer,
  wholeVocabulary,
} from "@eznas/program";
import type { Probes } from "./probes.ts";

export type InvalidReason = "shape" | "non-finite" | "operation";

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: Exclude<InvalidReason, "operation"> }
  | { readonly ok: false; readonly reason: "operation"; readonly operation: string; readonly detail: string };

/** Makes a program of a tree, with the operations and the reductions of the search. */
export type ToProgram = (tree: Tree) => Program<string>;

/** The programs of a search differ in their trees only. */
export function toProgram(options: ProgramOptions<string>): ToProgram {
  const { terminals = wholeVocabulary.terminals } = options;
  return (tree) => program(tree, { ...options, terminals });
}

/**
 * Judges trees: valid is what runs without a shape error, without an operation that throws or gives a wrong shape, and
 * gives neither NaN nor infinity on a small subset of the
 * statistics (Algorithm 1), nor on stressed variations of them, so that it stays finite on statistics not seen yet.
 *
 * Shapes are judged first, on all of the probes' combinations and without a kernel.
 */
export function validity(
  programOf: ToProgram,
  probes: Probes,
  options: EvaluatorOptions = {},
): (tree: Tree) => Verdict {
  const judge = programValidity(probes, options);
  return (tree) => judge(programOf(tree));
}

/** Judges whole metrics as {@link validity} judges trees. */
export function programValidity(
  { shapes, instances, stressed }: Probes,
  options: EvaluatorOptions = {},
): (candidate: Program<string>) => Verdict {
  // One arena for all candidates: most of them are judged in less time than it takes to make one.
  const evaluator = { arena: new Arena(), ...options };
  return (candidate) => {
    try {
      if (!shapes.every((ofInstance) => inferShape(candidate.tree, ofInstance, candidate.ops)))
        return { ok: false, reason: "shape" };
    } catch (error) {
      if (!(error instanceof OperationFault)) throw error;
      return { ok: false, reason: "operation", operation: error.operation, detail: error.detail };
    }
    const scoresOf = scorer([candidate], { ...evaluator, vanishedGradients: "score" });
    for (const of of [instances, stressed])
      for (const instance of of) {
        const score = scoresOf([instance])[0]!;
        // Miniatures may break a coincidence of shapes that the networks have; that says nothing against the program.
        if (score.ok || score.reason === "shape") continue;
        if (score.reason !== "operation") return { ok: false, reason: "non-finite" };
        return { ok: false, reason: "operation", operation: score.operation, detail: score.detail };
      }
    return { ok: true };
  };
}
