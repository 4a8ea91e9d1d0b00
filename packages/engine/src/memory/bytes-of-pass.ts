import type { Slot } from "../graph/graph.ts";
import type { Placed } from "../passes/forward.ts";

/** A step of which the shape of what it puts out is known, batch first. */
export interface ShapedStep extends Placed {
  readonly shape: readonly (number | null)[];
}

/**
 * What the values of a pass take in float32: at the time when there are most of them or, with none let go, all
 * together, as a tape keeps
 * them. Sizes besides the batch that a model leaves open count as 1.
 */
export function bytesOfPass(
  steps: readonly ShapedStep[],
  batch: number,
  releases?: readonly (readonly Slot[])[],
): number {
  const sizes = new Map<Slot, number>();
  let [present, most] = [0, 0];
  for (const [at, { shape, outputs }] of steps.entries()) {
    const size = shape.slice(1).reduce<number>((product, length) => product * (length ?? 1), batch);
    for (const slot of outputs) {
      sizes.set(slot, size);
      present += size;
    }
    most = Math.max(most, present);
    for (const slot of releases?.[at] ?? []) {
      present -= sizes.get(slot) ?? 0;
      sizes.delete(slot);
    }
  }
  return most * 4;
}
