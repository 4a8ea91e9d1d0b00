import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Buffer, Recording, Value } from "../recording/recording.ts";
import type { Native } from "./native.ts";

/** How one kind of computation is run: its forward pass is recorded when called, its backward pass when that is asked for. */
export interface Kind<N extends Native> {
  /** Two parts with the same text make the same of the same inputs, so that it is made once. None for a part with weights. */
  key?(native: N): string;
  /** Undefined for inputs that only tfjs can take. */
  record(native: N, inputs: readonly Value[], recording: Recording): Recorded | undefined;
}

export interface Recorded {
  readonly output: Value;
  /** Of a normalization by the batch: each channel's mean and 1 / √(variance + ε). */
  readonly moments?: { readonly mean: Buffer; readonly inverse: Buffer };
  /**
   * Records every gradient, one after the other: those that nobody reads are dropped later. The recording is given once more
   * so that no closure holds it: the garbage collector, having kept one instruction for long, would keep everything.
   */
  gradient(dy: Value, recording: Recording): Gradients;
}

export interface Gradients {
  /** None is a gradient of zeros. */
  readonly inputs: readonly (Value | undefined)[];
  /** In the kernel's own layout. */
  readonly kernel?: Buffer;
  /** By every weight, the kernel among them. */
  readonly weights?: readonly (readonly [variable: LayerVariable, gradient: Buffer])[];
}
