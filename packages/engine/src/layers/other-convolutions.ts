import { layers } from "@tensorflow/tfjs-layers";
import { withActivation } from "../computations/with-activation.ts";
import { withoutActivation } from "../computations/without-activation.ts";
import type { Draw, LayerEntry, LayerExample } from "../parts/layer-entry.ts";

/** Without kernels here; their activation is a part of its own all the same. */
const byTape = (example: (draw: Draw) => LayerExample): LayerEntry => ({
  parts: (view) => withActivation(view, [withoutActivation(view)]),
  example,
});

const drawn = (draw: Draw) => ({
  filters: draw.integer(1, 3),
  kernelSize: draw.integer(1, 3),
  activation: draw.of("linear", "relu") as "relu",
});

export const conv1D: LayerEntry = /* @__PURE__ */ byTape((draw) => ({
  layer: layers.conv1d(drawn(draw)),
  inputs: [draw.image().slice(0, 2)],
}));
export const conv2DTranspose: LayerEntry = /* @__PURE__ */ byTape((draw) => ({
  layer: layers.conv2dTranspose(drawn(draw)),
  inputs: [draw.image()],
}));
export const conv3D: LayerEntry = /* @__PURE__ */ byTape((draw) => ({
  layer: layers.conv3d(drawn(draw)),
  inputs: [[draw.integer(3, 4), ...draw.image()]],
}));
export const conv3DTranspose: LayerEntry = /* @__PURE__ */ byTape((draw) => ({
  layer: layers.conv3dTranspose(drawn(draw)),
  inputs: [[draw.integer(3, 4), ...draw.image()]],
}));
