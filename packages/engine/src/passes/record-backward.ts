import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Slot, Step } from "../graph/graph.ts";
import type { Gradients } from "../recording/recorded.ts";
import type { Value } from "../recording/recording.ts";
import { sumOf } from "../recording/sum.ts";
import type { RecordedPass } from "./record-forward.ts";

export interface BackwardHooks {
  /** Before a step: the whole gradient at its output, or none where nothing flows back to it. */
  before?(step: Step, gradient: Value | undefined): void;
  /** After it: its own gradients, or none. */
  after?(step: Step, gradients: Gradients | undefined): void;
}

/** What a backward pass found. */
export interface Backward {
  /** The whole gradient at a value; none where nothing flows back to it. */
  at(slot: Slot): Value | undefined;
  /** The gradient by every weight, each the sum over all uses of it. */
  ofWeights(): ReadonlyMap<LayerVariable, Value>;
}

/** Records the backward pass of a recorded forward one, from the gradients at the values that it begins with. */
export function recordBackward(
  { steps, recorded, record }: RecordedPass,
  begin: Iterable<readonly [Slot, Value]>,
  { before, after }: BackwardHooks = {},
): Backward {
  /** Of each value, the gradients through its readers. */
  const parts: Value[][] = [];
  const ofWeights = new Map<LayerVariable, Value[]>();
  const add = (slot: Slot, gradient: Value): void => {
    const known = parts[slot];
    if (known) known.push(gradient);
    else parts[slot] = [gradient];
  };
  for (const [slot, gradient] of begin) add(slot, gradient);
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at]!;
    const slot = step.outputs[0]!;
    // All readers of the value have been gone through.
    const gradient = parts[slot] && sumOf(parts[slot], record);
    before?.(step, gradient);
    const gradients = gradient && recorded[slot]!.gradient(gradient, record);
    if (gradients) {
      const { inputs, weights } = gradients;
      for (let i = 0; i < inputs.length; i++) if (inputs[i]) add(step.inputs[i]!, inputs[i]!);
      for (const [variable, buffer] of weights ?? []) {
        const value = { shape: variable.shape as number[], buffer };
        const known = ofWeights.get(variable);
        if (known) known.push(value);
        else ofWeights.set(variable, [value]);
      }
    }
    after?.(step, gradients);
  }
  return {
    at: (slot) => parts[slot] && sumOf(parts[slot], record),
    ofWeights: () => new Map([...ofWeights].map(([variable, values]) => [variable, sumOf(values, record)])),
  };
}
