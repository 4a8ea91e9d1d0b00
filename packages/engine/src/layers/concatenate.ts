import { sizeOf } from "@eznas/kernels";
import { layers } from "@tensorflow/tfjs-layers";
import { copyRows } from "../computations/copy-rows.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { whole } from "../parts/whole.ts";
import type { Shape } from "../recording/recording.ts";

export const concatenate: LayerEntry = {
  parts: (view) => [whole(view, joined(view.config().axis as number))],
  example(draw) {
    const [height, width, channels] = draw.image();
    const axis = draw.of(1, 2, 3, -1);
    const inputs = Array.from({ length: draw.integer(2, 3) }, () =>
      [height, width, channels].with(axis < 0 ? 2 : axis - 1, draw.integer(1, 5)),
    );
    return { layer: layers.concatenate({ axis }), inputs };
  },
};

const joined = (axis: number): Computation => ({
  jet: "linear",
  record(inputs, recording) {
    const [{ shape }] = inputs as [(typeof inputs)[0]];
    const at = axis < 0 ? axis + shape.length : axis;
    const fits = ({ shape: other }: { shape: Shape }): boolean =>
      other.length === shape.length && other.every((length, i) => i === at || length === shape[i]);
    if (at < 1 || at >= shape.length || !inputs.every(fits)) return undefined;

    const length = inputs.reduce((sum, each) => sum + each.shape[at]!, 0);
    const output = recording.value(shape.with(at, length));
    const y = output.buffer;
    const rows = sizeOf(shape.slice(0, at));
    const inner = sizeOf(shape.slice(at + 1));
    const whole = length * inner;
    let start = 0;
    const places = inputs.map((each) => {
      const width = each.shape[at]! * inner;
      const place = { width, start };
      start += width;
      return place;
    });
    for (const [i, { buffer }] of inputs.entries()) {
      const { width, start } = places[i]!;
      recording.emit([buffer, ...(i > 0 ? [y] : [])], [y], ({ heap }) =>
        copyRows(heap, buffer.at / 4, width, y.at / 4 + start, whole, rows, width),
      );
    }
    return {
      output,
      gradient: ({ buffer: dy }, recording) => ({
        inputs: inputs.map(({ shape }, i) => {
          const input = recording.value(shape);
          const dx = input.buffer;
          const { width, start } = places[i]!;
          recording.emit([dy], [dx], ({ heap }) =>
            copyRows(heap, dy.at / 4 + start, whole, dx.at / 4, width, rows, width),
          );
          return input;
        }),
      }),
    };
  },
});
