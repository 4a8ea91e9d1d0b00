/** Where AZ-NAS looks at a network: between its primary blocks. */
import type { Step, StepList } from "../../network/network.ts";

/** Chooses by a layer's name the layers whose outputs are the features; in the order of the network. */
export type Blocks = (name: string) => boolean;

/**
 * The steps whose outputs are the features. By default the maps that all else passes through and that several layers
 * read or that a merge puts out: a network's stem and the ends of its cells and residual blocks. Where there are no two
 * of them, as in a network without branches, the batch norms' outputs that all else passes through.
 */
export function featureSteps({ steps, input, output }: StepList, blocks?: Blocks): readonly Step[] {
  if (blocks) {
    const last = new Map(steps.filter(({ name }) => blocks(name)).map((step) => [step.name, step]));
    return steps.filter((step) => last.get(step.name) === step && step.shape.length === 4);
  }
  const lastReader = new Map<number, number>([[output, steps.length]]);
  const readers = new Map<number, number>();
  for (const [i, { inputs }] of steps.entries())
    for (const slot of inputs) {
      if (slot !== output) lastReader.set(slot, i);
      readers.set(slot, (readers.get(slot) ?? 0) + 1);
    }
  let reach = lastReader.get(input) ?? 0;
  const narrow = steps.filter((step, i) => {
    const alone = reach <= i;
    reach = Math.max(reach, lastReader.get(step.output)!);
    return alone && step.shape.length === 4;
  });
  const joints = narrow.filter((step) => step.inputs.length > 1 || readers.get(step.output)! > 1);
  return joints.length > 1 ? joints : narrow.filter(({ className }) => className === "BatchNormalization");
}
