import type { Computation } from "../parts/part.ts";
import type { Region, Value } from "../recording/recording.ts";

/** Over the last axis. */
export const softmax: Computation = {
  key: "softmax",
  jet: ([jet], { output }, record) => {
    const { value, a, b, ab } = jet!;
    const width = value.shape.at(-1)!;
    const along = (of: Value | undefined, second?: { readonly a: Value; readonly y: Value }): Value | undefined => {
      if (!of && !second) return undefined;
      const made = record.value(value.shape);
      const [p, to] = [output.buffer, made.buffer];
      const reads = [p, ...(of ? [of.buffer] : []), ...(second ? [second.a.buffer, second.y.buffer] : [])];
      record.emit(reads, [to], ({ heap }) => {
        const view = ({ at }: Region, row: number): Float32Array => heap.subarray(at / 4 + row, at / 4 + row + width);
        for (let row = 0; row < to.floats; row += width)
          softmaxAlong(
            view(p, row),
            of && view(of.buffer, row),
            second && { x: view(second.a.buffer, row), y: view(second.y.buffer, row) },
            view(to, row),
          );
      });
      return made;
    };
    const ofB = along(b);
    return { a: along(a), b: ofB, ab: along(ab, a && ofB && { a, y: ofB }) };
  },
  record([x], recording) {
    const { shape, buffer } = x!;
    const width = shape.at(-1)!;
    const output = recording.value(shape);
    const y = output.buffer;
    recording.emit([buffer], [y], ({ heap }) => {
      for (let row = 0; row < y.floats; row += width) {
        const from = heap.subarray(buffer.at / 4 + row, buffer.at / 4 + row + width);
        const to = heap.subarray(y.at / 4 + row, y.at / 4 + row + width);
        const largest = from.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
        let sum = 0;
        for (let i = 0; i < width; i++) sum += to[i] = Math.exp(from[i]! - largest);
        for (let i = 0; i < width; i++) to[i]! /= sum;
      }
    });
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        recording.emit([y, dy], [dx], ({ heap }) => {
          const [value, gradient, to] = [y.at / 4, dy.at / 4, dx.at / 4];
          for (let row = 0; row < y.floats; row += width) {
            let sum = 0;
            for (let i = row; i < row + width; i++) sum += heap[value + i]! * heap[gradient + i]!;
            for (let i = row; i < row + width; i++) heap[to + i] = heap[value + i]! * (heap[gradient + i]! - sum);
          }
        });
        return { inputs: [input] };
      },
    };
  },
};

/**
 * The derivative of probabilities p where their exponents move by x, p ⊙ (x − ⟨p, x⟩); or along both directions, with what they
 * move along one and how the probabilities do along the other.
 */
export function softmaxAlong(
  p: Float32Array,
  x: Float32Array | undefined,
  second: { readonly x: Float32Array; readonly y: Float32Array } | undefined,
  to: Float32Array,
): void {
  let [mean, meanOfOther, change] = [0, 0, 0];
  for (let i = 0; i < p.length; i++) {
    if (x) mean += p[i]! * x[i]!;
    if (!second) continue;
    meanOfOther += p[i]! * second.x[i]!;
    change += second.y[i]! * second.x[i]!;
  }
  for (let i = 0; i < p.length; i++) {
    const alone = p[i]! * ((x ? x[i]! - mean : 0) - change);
    to[i] = second ? alone + second.y[i]! * (second.x[i]! - meanOfOther) : alone;
  }
}
