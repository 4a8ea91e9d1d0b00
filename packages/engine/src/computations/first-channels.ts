import type { Computation } from "../parts/part.ts";
import { copyRows } from "./copy-rows.ts";

export const firstChannels = (channels: number): Computation => ({
  jet: "linear",
  record([x], recording) {
    const { shape, buffer } = x!;
    const all = shape.at(-1)!;
    if (channels > all) return undefined;
    const rows = buffer.floats / all;
    const output = recording.value([...shape.slice(0, -1), channels]);
    const y = output.buffer;
    recording.emit([buffer], [y], ({ heap }) => copyRows(heap, buffer.at / 4, all, y.at / 4, channels, rows, channels));
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        recording.emit([dy], [dx], ({ heap }) => {
          heap.fill(0, dx.at / 4, dx.at / 4 + dx.floats);
          copyRows(heap, dy.at / 4, channels, dx.at / 4, all, rows, channels);
        });
        return { inputs: [input] };
      },
    };
  },
});
