import type { Recording, Shape, Value } from "../recording/recording.ts";

/** Ones of a shape: the gradient of a sum by what is summed. */
export function onesOf(shape: Shape, record: Recording): Value {
  const { kernels } = record;
  const ones = record.value(shape);
  const { buffer } = ones;
  record.emit([], [buffer], () => kernels.fill(buffer.at, 1, buffer.floats));
  return ones;
}
