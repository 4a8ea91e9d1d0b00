/** Rejection sampling of valid programs. */
import type { Tree } from "@eznas/gp";
import { pauses, type Watching } from "./progress.ts";
import { countOperations, type FailedOperation, saidOf } from "./state/failed-operations.ts";
import type { Verdict } from "./validity.ts";

/** How many candidates were not valid, by reason. */
export interface Rejections extends Readonly<Record<"shape" | "non-finite", number>> {
  /** Those for an operation that threw or gave a wrong shape, by operation, if there were any. */
  readonly operations?: readonly FailedOperation[];
}

export interface ValidDraw {
  readonly trees: readonly Tree[];
  readonly rejections: Rejections;
}

export interface DrawOptions extends Watching {
  /** How many candidates are tried for each program that is wanted, before it is given up. Default: 500. */
  readonly triesPerProgram?: number;
}

const withOperations = (
  counts: Omit<Rejections, "operations">,
  operations: readonly FailedOperation[],
): Rejections => ({ ...counts, ...(operations.length > 0 && { operations }) });

/** Adds up the rejections of several draws. */
export function totalRejections(draws: readonly { readonly rejections: Rejections }[]): Rejections {
  const total = { shape: 0, "non-finite": 0 };
  for (const { rejections } of draws)
    for (const reason of ["shape", "non-finite"] as const) total[reason] += rejections[reason];
  return withOperations(total, countOperations(draws.flatMap(({ rejections }) => rejections.operations ?? [])));
}

/**
 * Draws candidates until so many are valid (Algorithm 1, lines 2–4, 6–10 and 11–12).
 *
 * Rejects with an Error that counts the rejections by reason when the candidates run out.
 *
 * @example
 * ```ts
 * import { format, leaf, type Tree } from "@eznas/gp";
 * import { drawValid } from "@eznas/search";
 *
 * const names = ["T1_D", "T3", "T4_D"].values();
 * const onlyWeights = (tree: Tree) =>
 *   format(tree) === "T3" ? { ok: true as const } : { ok: false as const, reason: "shape" as const };
 * const draw = await drawValid(1, () => leaf(names.next().value ?? "T3"), onlyWeights);
 * draw.rejections; // → { shape: 1, 'non-finite': 0 }
 * ```
 */
export async function drawValid(
  count: number,
  candidate: () => Tree,
  judge: (tree: Tree) => Verdict,
  { triesPerProgram = 500, onProgress, signal }: DrawOptions = {},
): Promise<ValidDraw> {
  const pause = pauses({ signal });
  const trees: Tree[] = [];
  const rejections = { shape: 0, "non-finite": 0 };
  const faults: Pick<FailedOperation, "operation" | "detail">[] = [];
  for (let tries = 0; trees.length < count; tries++) {
    await pause();
    if (tries === count * triesPerProgram)
      throw new Error(
        `drawValid: ${tries} candidates gave ${trees.length} of ${count} valid programs ` +
          `(${rejections.shape} did not fit the shapes, ${rejections["non-finite"]} gave NaN or infinity` +
          `${countOperations(faults)
            .map((each) => `; operation ${saidOf(each)}`)
            .join("")}); ` +
          "offer operations and terminals that fit together, smaller trees, or more tries",
      );
    const tree = candidate();
    const verdict = judge(tree);
    if (verdict.ok) {
      trees.push(tree);
      onProgress?.("draw", trees.length, count);
    } else if (verdict.reason === "operation") faults.push(verdict);
    else rejections[verdict.reason]++;
  }
  return { trees, rejections: withOperations(rejections, countOperations(faults)) };
}
