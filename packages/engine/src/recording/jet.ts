import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Recorded } from "./recorded.ts";
import type { Recording, Region, Value } from "./recording.ts";

/** A value with its derivatives along two directions of the weights, and that along both; what is not there is zeros. */
export interface Jet {
  readonly value: Value;
  readonly a?: Value | undefined;
  readonly b?: Value | undefined;
  readonly ab?: Value | undefined;
}

/** The directions of a weight, of its own size; none where it stays. */
export interface Directions {
  of(variable: LayerVariable): { readonly a?: Region | undefined; readonly b?: Region | undefined };
}

/**
 * How a computation's derivatives are computed: it is `linear` in its input or inputs, `bilinear` in its input and its kernel, a
 * `product` of its inputs, or by what records the derivatives of a computation that has been recorded.
 */
export type JetRule = "linear" | "bilinear" | "product" | RecordJet;

export type RecordJet = (inputs: readonly Jet[], made: Recorded, record: Recording) => Omit<Jet, "value">;
