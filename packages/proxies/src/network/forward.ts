import { runForward } from "@eznas/engine/passes";
import * as tf from "@tensorflow/tfjs-core";
import { checkFits } from "./check-fits.ts";
import type { Step, StepList } from "./network.ts";

/** How a step runs; a proxy that looks at or changes what goes through puts itself around it. */
export type Around = (step: Step, inputs: readonly tf.Tensor[]) => tf.Tensor;

const run: Around = (step, inputs) => step.run(inputs);

/**
 * The logits of a batch. Batch norms normalize by the batch itself, dropout and noise are off.
 *
 * Every other value is gone as soon as nobody reads it any more, so `around` keeps what it wants to see again. Throws
 * an OutOfMemory for a
 * batch whose values have no room; under a tape they stay.
 */
export function forward(network: StepList, x: tf.Tensor, around: Around = run): tf.Tensor {
  const { steps, input, output } = network;
  checkFits(network, x.shape[0]!, tf.engine().state.gradientDepth > 0);
  return tf.tidy(() => {
    const values: tf.Tensor[] = [];
    values[input] = x;
    advance(steps, values, around);
    return output === input ? tf.clone(x) : values[output]!;
  });
}

/** Runs steps on values that are there, and adds theirs; disposes of those that are read for the last time. */
export function advance(steps: readonly Step[], values: tf.Tensor[], around: Around = run): void {
  runForward(steps, values, {
    run: (step, inputs) => [
      tf.tidy(() => {
        const y = around(step, inputs);
        // A layer that does nothing hands on its input, which has a life of its own.
        return inputs.includes(y) ? tf.clone(y) : y;
      }),
    ],
    releases: steps.map(({ lastReads }) => lastReads),
    release: (value) => value.dispose(),
  });
}
