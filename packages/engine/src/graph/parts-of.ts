/**
 * What a layer computes, taken apart: a convolution with an activation is two parts, so that
 * the tensor between them can be seen.
 */
import { entryNamed } from "../layers/layer-entries.ts";
import { ownEntryOf } from "../parts/layer-entry.ts";
import { type Layer, viewOf } from "../parts/layer-view.ts";
import type { Part } from "../parts/part.ts";
import { whole } from "../parts/whole.ts";

/** The computations of a layer, in order. Every part but the first takes the output of the one before. */
export function partsOf(layer: Layer): readonly Part[] {
  const view = viewOf(layer);
  const parts = (ownEntryOf(layer) ?? entryNamed(view.className))?.parts(view) ?? [whole(view)];
  // A layer that was given another `call` is run as it says.
  return Object.hasOwn(layer, "call")
    ? parts.map((part) => ({ ...part, computation: undefined, centers: undefined, ownCall: true }))
    : parts;
}
