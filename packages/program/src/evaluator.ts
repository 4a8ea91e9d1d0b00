/** Which evaluator a caller gets. */
import { simdByDefault } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { arenaEvaluator } from "./evaluate-in-arena.ts";
import { tensorEvaluator } from "./evaluate-on-tensors.ts";
import type { Evaluator } from "./evaluation.ts";

export interface EvaluatorOptions {
  /**
   * How kernels run. "fast": an operation's `fast` kernel over WebAssembly memory, and `kernel` where it has none.
   * "tfjs": every operation's `kernel` on the current tfjs backend. They agree to float32 rounding. Default: "fast",
   * but "tfjs" where the environment variable `EZNAS_SIMD` is `0`.
   */
  readonly evaluator?: "fast" | "tfjs";
  /** The memory that "fast" evaluates in; one may serve any number of scorers. Default: one of its own. */
  readonly arena?: Arena;
}

export function evaluatorOf({ evaluator = standard(), arena }: EvaluatorOptions): Evaluator {
  return evaluator === "tfjs" ? tensorEvaluator : arenaEvaluator(arena ?? new Arena());
}

const standard = (): "fast" | "tfjs" => (simdByDefault() ? "fast" : "tfjs");
