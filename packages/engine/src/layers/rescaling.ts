import { layers } from "@tensorflow/tfjs-layers";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { whole } from "../parts/whole.ts";
import { scaled } from "../recording/scaled.ts";

export const rescaling: LayerEntry = {
  parts(view) {
    const { scale, offset } = view.config<{ scale: number; offset: number }>();
    return [whole(view, affine(scale, offset))];
  },
  example: (draw) => ({
    layer: layers.rescaling({ scale: draw.of(-2, 0, 1 / 255), offset: draw.of(0, 0.5) }),
    inputs: [draw.image()],
  }),
};

/** It has no SIMD kernel for an offset: images alone have one. */
const affine = (scale: number, offset: number): Computation => ({
  key: `rescaling ${scale} ${offset}`,
  jet([jet], _, recording) {
    const { a, b, ab } = jet!;
    const [ofA, ofB, ofBoth] = [a, b, ab].map((each) => each && scaled(each, scale, recording));
    return { a: ofA, b: ofB, ab: ofBoth };
  },
  record([x], recording) {
    const output = scaled(x!, scale, recording);
    const y = output.buffer;
    if (offset !== 0)
      recording.emit([y], [y], ({ heap }) => {
        for (let i = y.at / 4; i < y.at / 4 + y.floats; i++) heap[i]! += offset;
      });
    return { output, gradient: (dy, recording) => ({ inputs: [scaled(dy, scale, recording)] }) };
  },
});
