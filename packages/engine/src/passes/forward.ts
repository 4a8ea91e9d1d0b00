import type { Slot } from "../graph/graph.ts";

/** What a pass must know of a step: where its inputs are, and where its outputs go. */
export interface Placed {
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Slot[];
}

/** What happens on a pass over values of some kind, tensors or recorded ones. */
export interface ForwardHooks<Step extends Placed, Value> {
  /** Runs a step; undefined ends the pass. */
  run(step: Step, inputs: Value[], at: number): readonly Value[] | undefined;
  /** A value has come into being. */
  made?(slot: Slot, value: Value): void;
  /** Of each step, the values to let go when it has run: see `lastReads`. */
  readonly releases?: readonly (readonly Slot[])[];
  release?(value: Value): void;
}

/** Runs steps in order over the values that are there, and adds theirs; the step that ended the pass, if one did. */
export function runForward<Step extends Placed, Value>(
  steps: readonly Step[],
  values: Value[],
  { run, made, releases, release }: ForwardHooks<Step, Value>,
): Step | undefined {
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at]!;
    const inputs: Value[] = [];
    for (const slot of step.inputs) inputs.push(values[slot]!);
    const outputs = run(step, inputs, at);
    if (!outputs) return step;
    for (let i = 0; i < outputs.length; i++) {
      const slot = step.outputs[i]!;
      values[slot] = outputs[i]!;
      made?.(slot, outputs[i]!);
    }
    if (releases && release) for (const slot of releases[at]!) release(values[slot]!);
  }
  return undefined;
}

/** Of each step, the values that no later one reads, but for those that are kept. */
export function lastReads(steps: readonly Placed[], kept: Iterable<Slot>): readonly (readonly Slot[])[] {
  const met = new Set(kept);
  return steps
    .toReversed()
    .map(({ inputs, outputs }) => {
      const done = [...inputs, ...outputs].filter((slot) => !met.has(slot));
      for (const slot of done) met.add(slot);
      return [...new Set(done)];
    })
    .reverse();
}
