import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Recording, Region, Value } from "./recording.ts";

/** One computation of a pass: its output, and how its gradients are recorded when they are asked for. */
export interface Recorded {
  readonly output: Value;
  /** Of a normalization by the batch. */
  readonly moments?: Moments;
  /**
   * Records every gradient, one after the other: those that nobody reads are dropped later. The recording is given once
   * more so that no closure holds it: the garbage collector, having kept one
   * instruction for long, would keep everything.
   */
  gradient(dy: Value, recording: Recording): Gradients;
}

/** What a batch norm learns of a batch, and the averages that training keeps of it. */
export interface Moments {
  /** Of each channel: the mean, and 1 / √(variance + ε). */
  readonly mean: Region;
  readonly inverse: Region;
  readonly epsilon: number;
  readonly moving: MovingAverages | undefined;
}

export interface MovingAverages {
  readonly mean: LayerVariable;
  readonly variance: LayerVariable;
  /** The share that a step of training leaves of them. */
  readonly momentum: number;
}

export interface Gradients {
  /** None is a gradient of zeros. */
  readonly inputs: readonly (Value | undefined)[];
  /** In the kernel's own layout. */
  readonly kernel?: Region;
  /** By every weight, the kernel among them. */
  readonly weights?: readonly (readonly [variable: LayerVariable, gradient: Region])[];
}
