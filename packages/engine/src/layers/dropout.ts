import { layers } from "@tensorflow/tfjs-layers";
import { identity } from "../computations/identity.ts";
import type { Draw, LayerEntry, LayerExample } from "../parts/layer-entry.ts";
import { whole } from "../parts/whole.ts";

/** What is random in training, and passes its input on otherwise. */
const idle = (layer: (draw: Draw) => LayerExample["layer"], rank = 3): LayerEntry => ({
  parts: (view) => [whole(view, { ...identity, randomInTraining: true })],
  example: (draw) => ({ layer: layer(draw), inputs: [draw.image().slice(0, rank)] }),
});

const rate = (draw: Draw): number => draw.integer(1, 9) / 10;

export const dropout: LayerEntry = /* @__PURE__ */ idle((draw) => layers.dropout({ rate: rate(draw) }));
export const spatialDropout1D: LayerEntry = /* @__PURE__ */ idle(
  (draw) => layers.spatialDropout1d({ rate: rate(draw) }),
  2,
);
export const alphaDropout: LayerEntry = /* @__PURE__ */ idle((draw) => layers.alphaDropout({ rate: rate(draw) }));
export const gaussianDropout: LayerEntry = /* @__PURE__ */ idle((draw) => layers.gaussianDropout({ rate: rate(draw) }));
export const gaussianNoise: LayerEntry = /* @__PURE__ */ idle((draw) => layers.gaussianNoise({ stddev: rate(draw) }));
