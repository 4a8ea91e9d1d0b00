import type { Computation } from "../parts/part.ts";
import type { Recorded } from "../recording/recorded.ts";
import type { Recording, Value } from "../recording/recording.ts";
import { curveNamed } from "./curves.ts";

/** The activation of that name, as tf.layers has it, on each number. */
export const elementwise = (name: string): Computation => ({
  key: name,
  record: ([x], recording) => (name === "relu" ? relu(x!, recording) : curved(name, x!, recording)),
});

function relu({ shape, buffer }: Value, recording: Recording): Recorded {
  const { kernels } = recording;
  const output = recording.value(shape);
  const y = output.buffer;
  recording.emit([buffer], [y], () => kernels.relu(buffer.at, y.at, y.floats));
  return {
    output,
    gradient({ buffer: dy }, recording) {
      const input = recording.value(shape);
      const dx = input.buffer;
      // y > 0 where x > 0, and a convolution behind needs y anyway.
      recording.emit([y, dy], [dx], () => kernels.reluGradient(y.at, dy.at, dx.at, y.floats));
      return { inputs: [input] };
    },
  };
}

function curved(name: string, { shape, buffer }: Value, recording: Recording): Recorded | undefined {
  const curve = curveNamed(name);
  if (!curve) return undefined;
  const { value, slope } = curve;
  const output = recording.value(shape);
  const y = output.buffer;
  recording.emit([buffer], [y], ({ heap }) => {
    const [from, to] = [buffer.at / 4, y.at / 4];
    for (let i = 0; i < y.floats; i++) heap[to + i] = value(heap[from + i]!);
  });
  return {
    output,
    gradient({ buffer: dy }, recording) {
      const input = recording.value(shape);
      const dx = input.buffer;
      recording.emit([buffer, y, dy], [dx], ({ heap }) => {
        const [at, value, gradient, to] = [buffer.at / 4, y.at / 4, dy.at / 4, dx.at / 4];
        for (let i = 0; i < y.floats; i++) heap[to + i] = heap[gradient + i]! * slope(heap[at + i]!, heap[value + i]!);
      });
      return { inputs: [input] };
    },
  };
}
