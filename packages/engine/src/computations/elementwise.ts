import type { Computation } from "../parts/part.ts";
import type { RecordJet } from "../recording/jet.ts";
import type { Recorded } from "../recording/recorded.ts";
import type { Recording, Value } from "../recording/recording.ts";
import { curveNamed } from "./curves.ts";

/** The activation of that name, as tf.layers has it, on each number. */
export const elementwise = (name: string): Computation => ({
  key: name,
  jet: name === "relu" ? jetOfRelu : jetOfCurve(name),
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

/** It is linear on each side of 0, so that it stays on or off and has no second derivative. */
const jetOfRelu: RecordJet = ([jet], { output }, record) => {
  const { kernels } = record;
  const y = output.buffer;
  const kept = (x: Value | undefined): Value | undefined => {
    if (!x) return undefined;
    const value = record.value(x.shape);
    const [from, to] = [x.buffer, value.buffer];
    record.emit([y, from], [to], () => kernels.reluGradient(y.at, from.at, to.at, to.floats));
    return value;
  };
  return { a: kept(jet!.a), b: kept(jet!.b), ab: kept(jet!.ab) };
};

const jetOfCurve =
  (name: string): RecordJet =>
  ([jet], { output }, record) => {
    const { slope, bend } = curveNamed(name)!;
    const { value, a, b, ab } = jet!;
    const [x, y] = [value.buffer, output.buffer];
    const along = (of: Value | undefined): Value | undefined => {
      if (!of) return undefined;
      const made = record.value(of.shape);
      const [from, to] = [of.buffer, made.buffer];
      record.emit([x, y, from], [to], ({ heap }) => {
        const [at, put, source, target] = [x.at / 4, y.at / 4, from.at / 4, to.at / 4];
        for (let i = 0; i < to.floats; i++) heap[target + i] = slope(heap[at + i]!, heap[put + i]!) * heap[source + i]!;
      });
      return made;
    };
    const alongBoth = (): Value | undefined => {
      if (!a || !b) return along(ab);
      const made = record.value(value.shape);
      const to = made.buffer;
      const reads = [x, y, a.buffer, b.buffer, ...(ab ? [ab.buffer] : [])];
      record.emit(reads, [to], ({ heap }) => {
        const [at, put, target] = [x.at / 4, y.at / 4, to.at / 4];
        for (let i = 0; i < to.floats; i++) {
          const [from, result] = [heap[at + i]!, heap[put + i]!];
          const product = heap[a.buffer.at / 4 + i]! * heap[b.buffer.at / 4 + i]!;
          const mixed = ab ? heap[ab.buffer.at / 4 + i]! : 0;
          heap[target + i] = slope(from, result) * mixed + bend(from, result) * product;
        }
      });
      return made;
    };
    return { a: along(a), b: along(b), ab: alongBoth() };
  };
