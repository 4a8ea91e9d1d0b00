import { layers } from "@tensorflow/tfjs-layers";
import { margins } from "../computations/margins.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Sides } from "../parts/layer-view.ts";
import { channelsLast, whole } from "../parts/whole.ts";

export const zeroPadding2D: LayerEntry = {
  parts(view) {
    const { padding } = view.config<{ padding: [rows: Sides, columns: Sides] }>();
    const [[top, bottom], [left, right]] = padding;
    return [
      whole(
        view,
        channelsLast(view, () => margins({ top, bottom, left, right })),
      ),
    ];
  },
  example(draw) {
    const sides = (): Sides => [draw.integer(0, 2), draw.integer(0, 2)];
    return { layer: layers.zeroPadding2d({ padding: [sides(), sides()] }), inputs: [draw.image()] };
  },
};
