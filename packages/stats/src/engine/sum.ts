import type { Recording, Value } from "./recording.ts";

/** Numbers that are summed before the next: what stays in the nearest cache. */
const block = 4096;

/** The sum of values of one shape. A sum of one is that value itself. */
export function sumOf(values: readonly Value[], recording: Recording): Value {
  const [first, second, ...others] = values.map(({ buffer }) => buffer);
  if (!second) return values[0]!;
  const { kernels } = recording;
  const sum = recording.value(values[0]!.shape);
  const { buffer } = sum;
  recording.emit([first!, second, ...others], [buffer], () => {
    for (let start = 0; start < buffer.floats; start += block) {
      const count = Math.min(block, buffer.floats - start);
      const offset = start * 4;
      kernels.add(first!.at + offset, second.at + offset, buffer.at + offset, count);
      for (const other of others) kernels.accumulate(other.at + offset, buffer.at + offset, count);
    }
  });
  return sum;
}
