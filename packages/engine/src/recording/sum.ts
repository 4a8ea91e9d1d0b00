import type { Recording, Value } from "./recording.ts";

/** Numbers that are summed before the next: what stays in the nearest cache. */
const block = 4096;

/** The sum of values of one shape. A sum of one is that value itself. */
export function sumOf(values: readonly Value[], recording: Recording): Value {
  if (values.length === 1) return values[0]!;
  const terms = values.map(({ buffer }) => buffer);
  const first = terms[0]!;
  const second = terms[1]!;
  const { kernels } = recording;
  const sum = recording.value(values[0]!.shape);
  const { buffer } = sum;
  recording.emit(terms, [buffer], () => {
    for (let start = 0; start < buffer.floats; start += block) {
      const count = Math.min(block, buffer.floats - start);
      const offset = start * 4;
      kernels.add(first.at + offset, second.at + offset, buffer.at + offset, count);
      for (let i = 2; i < terms.length; i++) kernels.accumulate(terms[i]!.at + offset, buffer.at + offset, count);
    }
  });
  return sum;
}
