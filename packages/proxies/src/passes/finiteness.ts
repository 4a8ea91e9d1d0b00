/**
 * Whether all that a recorded pass computes is finite, found out with few looks: what is not finite mostly
 * stays so up to the end.
 */
import type { Recording, Region, Value } from "@eznas/engine/recording";
import type { Step } from "../network/network.ts";

/** What a recording has looked at. */
interface Finiteness {
  /** What the looks of the runs so far have found. */
  finite: boolean;
  readonly seen: Set<Region>;
}

const ofRecordings = new WeakMap<Recording, Finiteness>();

export function finitenessOf(record: Recording): Finiteness {
  const known = ofRecordings.get(record) ?? { finite: true, seen: new Set() };
  ofRecordings.set(record, known);
  return known;
}

/** Looks at what a step may swallow, and at the last step's output. */
export function recordLook(step: Step, value: Value, inputs: readonly Value[], last: boolean, record: Recording): void {
  if (!carries(step, value, inputs)) for (const input of inputs) look(input, record);
  if (last) look(value, record);
}

function look({ buffer }: Value, record: Recording): void {
  const finiteness = finitenessOf(record);
  if (finiteness.seen.has(buffer)) return;
  finiteness.seen.add(buffer);
  const { kernels } = record;
  record.emit([buffer], [], () => {
    if (kernels.allFinite(buffer.at, buffer.floats) === 0) finiteness.finite = false;
  });
}

/** Whether each value that is not finite makes one that is not, whatever the weights. */
function carries({ className }: Step, { shape }: Value, inputs: readonly Value[]): boolean {
  if (everywhere.test(className)) return true;
  // Windows that slide by one over a framed map see all of it.
  const from = inputs[0]!.shape;
  return sliding.test(className) && shape.length === 4 && shape[1] === from[1] && shape[2] === from[2];
}

const everywhere =
  /^(Add|Average|BatchNormalization|Concatenate|Dense|Dropout|Flatten|GlobalAveragePooling2D|LayerNormalization|Positions|Reshape|ZeroPadding2D)$/;
const sliding =
  /^(AveragePooling2D|Conv2D|DepthwiseConv2D|DilatedDepthwiseConv2D|GroupedConv2D|SameAveragePooling2D|SeparableConv2D)$/;
