import type { Recording, Value } from "./recording.ts";

/** A value times a number. */
export function scaled({ shape, buffer }: Value, factor: number, recording: Recording): Value {
  const { kernels } = recording;
  const output = recording.value(shape);
  const y = output.buffer;
  recording.emit([buffer], [y], () => kernels.scale(buffer.at, factor, y.at, y.floats));
  return output;
}
