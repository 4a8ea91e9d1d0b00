import type { Computation } from "../parts/part.ts";

/** Over the last axis. */
export const softmax: Computation = {
  key: "softmax",
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
