import type { Recording, Region, Value } from "@eznas/engine/recording";
import type { Step, StepList } from "../network/network.ts";
import { finitenessOf, recordLook } from "./finiteness.ts";
import { type CheckedReader, checkedReader } from "./output-reader.ts";

/** Where a step's outputs are above 0: of every image a run of words, a bit for each unit, from the lowest on. */
export interface ActivationCodes {
  readonly codes: Int32Array;
  readonly images: number;
  readonly units: number;
}

/** Reads the codes of ReLUs; they are good until `see` returns. */
export function activationCodeReader(
  { output }: StepList,
  asked: (step: Step, rank: number) => boolean,
  see: (codes: ActivationCodes) => void,
): CheckedReader {
  let allFinite = (): boolean => true;
  return checkedReader({
    byEngine: {
      output(step, value, inputs, record) {
        allFinite = () => finitenessOf(record).finite;
        if (!asked(step, value.shape.length)) {
          recordLook(step, value, inputs, step.output === output, record);
          return;
        }
        // A ReLU is on where its input is above 0, and only there an infinity shows that it would make 0.
        const [input] = inputs as [Value];
        const [images, words] = [input.shape[0]!, wordsOf(input)];
        const codes = codesOf(input, record);
        record.emit([codes], [], ({ heap }) =>
          see({
            codes: new Int32Array(heap.buffer, codes.at, images * words),
            images,
            units: input.buffer.floats / images,
          }),
        );
      },
    },
    allFinite: () => allFinite(),
    asked,
    see: (values, shape) => {
      const images = shape[0]!;
      see({ codes: packed(values, images), images, units: values.length / images });
    },
  });
}

const wordsOf = ({ shape, buffer }: Value): number => Math.ceil(buffer.floats / shape[0]! / 32);

const ofRecordings = new WeakMap<Recording, Map<Region, Region>>();

/** The codes of a value, which are made once for all readers. */
function codesOf(value: Value, record: Recording): Region {
  const made = ofRecordings.get(record) ?? new Map<Region, Region>();
  ofRecordings.set(record, made);
  const { shape, buffer } = value;
  const known = made.get(buffer);
  if (known) return known;
  const [images, words] = [shape[0]!, wordsOf(value)];
  const units = buffer.floats / images;
  const codes = record.buffer(images * words);
  const { kernels } = record;
  const finiteness = finitenessOf(record);
  record.emit([buffer], [codes], () => {
    for (let i = 0; i < images; i++)
      if (kernels.activationCodes(buffer.at + i * units * 4, codes.at + i * words * 4, units) === 0)
        finiteness.finite = false;
  });
  made.set(buffer, codes);
  return codes;
}

function packed(values: Float32Array, images: number): Int32Array {
  const units = values.length / images;
  const words = Math.ceil(units / 32);
  const codes = new Int32Array(images * words);
  for (let i = 0; i < images; i++)
    for (let u = 0; u < units; u++) if (values[i * units + u]! > 0) codes[i * words + (u >>> 5)]! |= 1 << (u & 31);
  return codes;
}
