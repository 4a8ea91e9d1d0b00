import { layers } from "@tensorflow/tfjs-layers";
import { alike } from "../computations/alike.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Computation } from "../parts/part.ts";
import { whole } from "../parts/whole.ts";
import { scaled } from "../recording/scaled.ts";
import { sumOf } from "../recording/sum.ts";

export const average: LayerEntry = {
  parts: (view) => [whole(view, mean)],
  example(draw) {
    const image = draw.image();
    return { layer: layers.average(), inputs: Array.from({ length: draw.integer(2, 3) }, () => image) };
  },
};

const mean: Computation = {
  jet: "linear",
  record(inputs, recording) {
    if (!alike(inputs)) return undefined;
    const share = 1 / inputs.length;
    return {
      output: scaled(sumOf(inputs, recording), share, recording),
      gradient(dy, recording) {
        const each = scaled(dy, share, recording);
        return { inputs: inputs.map(() => each) };
      },
    };
  },
};
