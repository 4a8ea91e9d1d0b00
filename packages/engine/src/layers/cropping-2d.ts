import { layers } from "@tensorflow/tfjs-layers";
import { margins } from "../computations/margins.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { Sides } from "../parts/layer-view.ts";
import { channelsLast, whole } from "../parts/whole.ts";

export const cropping2D: LayerEntry = {
  parts(view) {
    const { cropping } = view.config<{ cropping: [rows: Sides, columns: Sides] }>();
    const [[top, bottom], [left, right]] = cropping;
    return [
      whole(
        view,
        channelsLast(view, () => margins({ top: -top, bottom: -bottom, left: -left, right: -right })),
      ),
    ];
  },
  example(draw) {
    const sides = (): Sides => [draw.integer(0, 1), draw.integer(0, 2)];
    return { layer: layers.cropping2D({ cropping: [sides(), sides()] }), inputs: [draw.image()] };
  },
};
