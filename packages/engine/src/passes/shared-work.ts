import type { Part } from "../parts/part.ts";
import type { Recorded } from "../recording/recorded.ts";
import { type Recording, type Region, type Shape, sameShape, type Value } from "../recording/recording.ts";

/** Records computations; those without weights that make the same of the same value once. */
export function sharedWork(record: Recording): (part: Part, inputs: readonly Value[]) => Recorded | undefined {
  const made = new Map<Region, { key: string; shape: Shape; recorded: Recorded }[]>();
  return ({ computation }, inputs) => {
    if (!computation) return undefined;
    const key = inputs.length === 1 ? computation.key : undefined;
    if (key === undefined) return computation.record(inputs, record);
    const { buffer, shape } = inputs[0]!;
    const ofInput = made.get(buffer);
    const known = ofInput?.find((each) => each.key === key && sameShape(each.shape, shape));
    if (known) return known.recorded;
    const recorded = computation.record(inputs, record);
    if (recorded) {
      const entry = { key, shape, recorded };
      if (ofInput) ofInput.push(entry);
      else made.set(buffer, [entry]);
    }
    return recorded;
  };
}
