/** Whether a metric tells more of networks than how large they are. */
import { partialKendallTau } from "@eznas/fitness";
import type { Space } from "@eznas/spaces";
import { type CostName, costs } from "./costs/costs.ts";

/** The sizes that a space knows of its networks without building one. */
const sizesOfSpaces: readonly CostName[] = ["params", "flops", "layers"];

/** Kendall's τ beyond size: with accuracies, given the networks' sizes. */
export interface BeyondSize {
  /** What is given: of `params`, `flops` and `layers`, what the space knows. */
  readonly given: readonly string[];
  /** Of each metric, in their order; NaN where nothing is left, as for a metric that is one of the sizes. */
  readonly kendall: readonly number[];
}

type MaybeScore = { readonly ok: true; readonly value: number } | { readonly ok: false };

/**
 * The partial τ of each metric's scores and the accuracies given the networks' sizes, over the networks that the metric has a score for.
 *
 * @example
 * ```ts
 * import { beyondSize } from "@eznas/ranking";
 * import { spaceNamed } from "@eznas/spaces/named";
 *
 * const space = spaceNamed("nas-bench-201");
 * const cell = (op: string) => `|${op}~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|`;
 * const scored = (op: string, accuracy: number, value: number) => ({ id: cell(op), accuracy, scores: [{ ok: true, value }] as const });
 * const networks = [scored("none", 80, 1), scored("skip_connect", 85, 3), scored("nor_conv_1x1", 90, 2), scored("nor_conv_3x3", 95, 4)];
 * beyondSize(space, networks).given; // → [ 'params', 'flops', 'layers' ]
 * ```
 */
export function beyondSize<A>(
  space: Space<A>,
  networks: readonly { readonly id: string; readonly accuracy: number; readonly scores: readonly MaybeScore[] }[],
): BeyondSize {
  const architectures = networks.map(({ id }) => space.parse(id));
  const sizes = sizesOfSpaces.flatMap((name) => {
    const column = architectures.map((architecture) => costs[name].ofSpace?.(space, architecture));
    return column.every((size) => size !== undefined) ? [{ name, column }] : [];
  });
  const kendall = (networks[0]?.scores ?? []).map((_, metric) => {
    const scored = [...networks.keys()].filter((i) => networks[i]!.scores[metric]!.ok);
    return partialKendallTau(
      scored.map((i) => (networks[i]!.scores[metric] as { readonly value: number }).value),
      scored.map((i) => networks[i]!.accuracy),
      sizes.map(({ column }) => scored.map((i) => column[i]!)),
    );
  });
  return { given: sizes.map(({ name }) => name), kendall };
}
