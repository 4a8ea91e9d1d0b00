import type { Slot, Step } from "../graph/graph.ts";
import type { Recorded } from "../recording/recorded.ts";
import type { Recording, Value } from "../recording/recording.ts";
import { runForward } from "./forward.ts";
import { sharedWork } from "./shared-work.ts";

/** A forward pass that was recorded. */
export interface RecordedPass {
  readonly steps: readonly Step[];
  readonly record: Recording;
  /** By place. */
  readonly values: readonly Value[];
  /** Of each step, by the value that it puts out. */
  readonly recorded: readonly Recorded[];
}

export interface RecordForwardOptions {
  readonly steps: readonly Step[];
  readonly input: Slot;
  /** The pass after training rather than in it: batch norms by their moving averages. */
  readonly inference?: boolean;
  /** A value has come into being. */
  readonly made?: (slot: Slot, value: Value) => void;
}

/** Records steps on an input; the step that has no kernels for what it gets, where there is one. */
export function recordForward(
  record: Recording,
  value: Value,
  { steps, input, inference = false, made }: RecordForwardOptions,
): RecordedPass | Step {
  const values: Value[] = [];
  const recorded: Recorded[] = [];
  values[input] = value;
  made?.(input, value);
  const alike = sharedWork(record);
  const stopped = runForward<Step, Value>(steps, values, {
    run(step, inputs) {
      const infer = inference ? step.computation?.infer : undefined;
      const found = infer ? infer(inputs, record) : alike(step, inputs);
      if (!found) return undefined;
      recorded[step.outputs[0]!] = found;
      return [found.output];
    },
    ...(made && { made }),
  });
  return stopped ?? { steps, record, values, recorded };
}
