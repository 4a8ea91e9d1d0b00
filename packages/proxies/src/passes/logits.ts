import type { StepList } from "../network/network.ts";
import { viewOf } from "./kernel-gradients.ts";
import type { Reader } from "./reader.ts";

/** Reads the logits of every batch; they are good until `see` returns. */
export function logitReader({ output }: StepList, see: (logits: Float32Array) => void): Reader {
  return {
    byEngine: {
      output(step, { buffer }, _, record) {
        if (step.output === output) record.emit([buffer], [], ({ heap }) => see(viewOf(heap, buffer)));
      },
    },
    byTape: {
      output(step, value) {
        if (step.output === output) see(value.dataSync() as Float32Array);
      },
    },
  };
}
