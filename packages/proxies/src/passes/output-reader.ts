import type { Statistic } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { ProxyScore } from "../contract/score.ts";
import { eachOutput } from "../network/activations.ts";
import type { Step, StepList } from "../network/network.ts";
import { nonFinite, nonFiniteTensor } from "../network/non-finite.ts";
import { finitenessOf, recordLook } from "./finiteness.ts";
import { viewOf } from "./kernel-gradients.ts";
import type { EngineReader, Reader } from "./reader.ts";

/** A reader for which numbers that are not finite are a failure. */
export interface CheckedReader {
  readonly reader: Reader;
  /** The failure of a network that computes such numbers of these images, when the pass has run. */
  failure(model: LayersModel, images: Statistic): ProxyScore | undefined;
}

/** Reads the outputs of steps; they are good until `see` returns. */
export function outputReader(
  { output }: StepList,
  asked: (step: Step) => boolean,
  see: (values: Float32Array, shape: readonly number[]) => void,
): CheckedReader {
  let allFinite = (): boolean => true;
  return checkedReader({
    byEngine: {
      output(step, value, inputs, record) {
        allFinite = () => finitenessOf(record).finite;
        recordLook(step, value, inputs, step.output === output, record);
        const { shape, buffer } = value;
        if (asked(step)) record.emit([buffer], [], ({ heap }) => see(viewOf(heap, buffer), shape));
      },
    },
    allFinite: () => allFinite(),
    asked,
    see,
  });
}

interface Checked {
  readonly byEngine: EngineReader;
  /** Whether all that the engine has looked at was finite. */
  allFinite(): boolean;
  /** Which outputs the tape shows to `see`; of all others it only sees to it that they are finite. */
  asked(step: Step, rank: number): boolean;
  see(values: Float32Array, shape: readonly number[]): void;
}

/** A reader of outputs, of which the tape stops looking at the first that is not finite. */
export function checkedReader({ byEngine, allFinite, asked, see }: Checked): CheckedReader {
  let failure: ProxyScore | undefined;
  return {
    reader: {
      byEngine,
      byTape: {
        output(step, value) {
          if (failure) return;
          if (!asked(step, value.rank)) {
            failure = nonFiniteTensor("outputs", step.name, value);
            return;
          }
          const values = value.dataSync() as Float32Array;
          failure = nonFinite("outputs", step.name, values);
          if (!failure) see(values, value.shape);
        },
      },
    },
    failure: (model, images) => failure ?? (allFinite() ? undefined : nameNonFinite(model, images)),
  };
}

/** The failure of a network that computes numbers that are not finite, of the first layer that does. */
function nameNonFinite(model: LayersModel, images: Statistic): ProxyScore {
  const named = eachOutput(
    model,
    images,
    () => false,
    () => {},
  );
  const detail = `the model "${model.name}" computes numbers that are not finite`;
  return named ?? { ok: false, reason: "non-finite", detail };
}
