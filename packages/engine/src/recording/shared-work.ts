import type { Step } from "../graph.ts";
import type { Recorded } from "../layers/kind.ts";
import { kindOf } from "../layers/kinds.ts";
import { type Buffer, type Recording, type Shape, sameShape, type Value } from "./recording.ts";

/** Records steps; those without weights that make the same of the same values once. */
export function sharedWork(record: Recording): (step: Step, inputs: readonly Value[]) => Recorded | undefined {
  const made = new Map<Buffer, { key: string; shape: Shape; recorded: Recorded }[]>();
  return ({ native }, inputs) => {
    if (!native) return undefined;
    const kind = kindOf(native);
    const key = inputs.length === 1 ? kind.key?.(native) : undefined;
    if (key === undefined) return kind.record(native, inputs, record);
    const { buffer, shape } = inputs[0]!;
    const ofInput = made.get(buffer);
    const known = ofInput?.find((each) => each.key === key && sameShape(each.shape, shape));
    if (known) return known.recorded;
    const recorded = kind.record(native, inputs, record);
    if (recorded) {
      const entry = { key, shape, recorded };
      if (ofInput) ofInput.push(entry);
      else made.set(buffer, [entry]);
    }
    return recorded;
  };
}
