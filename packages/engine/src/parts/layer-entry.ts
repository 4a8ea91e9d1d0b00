import type { Layer, LayerView } from "./layer-view.ts";
import type { Part } from "./part.ts";

/** What the engine knows of one class of layers. */
export interface LayerEntry {
  /** The computations of a layer, in order: every one but the first takes what the one before gives. */
  parts(view: LayerView): readonly Part[];
  /** A layer of the class and what it takes, as `draw` decides: `layerLaws` holds the engine to the tape on it. */
  example(draw: Draw): LayerExample;
}

export interface LayerExample {
  readonly layer: Layer;
  /** The shapes of its inputs, without the batch. */
  readonly inputs: readonly (readonly number[])[];
}

/** What decides an example. */
export interface Draw {
  integer(least: number, most: number): number;
  boolean(): boolean;
  of<T>(...choices: readonly T[]): T;
  /** Height, width and channels of an image, from 4 × 4 × 1. */
  image(): readonly [height: number, width: number, channels: number];
}

/**
 * A class of layers that brings its own entry, as a static field that holds for it and not for classes derived from it:
 * `static readonly layerEntry: LayerEntry = { … }`.
 */
export interface WithLayerEntry {
  readonly layerEntry: LayerEntry;
}

/** The entry that a layer's class brings. */
export function ownEntryOf(layer: Layer): LayerEntry | undefined {
  const of = layer.constructor as Partial<WithLayerEntry>;
  return Object.hasOwn(of, "layerEntry") ? of.layerEntry : undefined;
}
