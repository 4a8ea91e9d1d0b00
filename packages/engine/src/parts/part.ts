import type * as tf from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { JetRule } from "../recording/jet.ts";
import type { Recorded } from "../recording/recorded.ts";
import type { Recording, Value } from "../recording/recording.ts";

/** A layer's kernel. */
export interface Weight {
  readonly variable: LayerVariable;
  /** A depthwise kernel is [height, width, channel, multiplier]; every other ends in [in, out]. */
  readonly depthwise: boolean;
  /**
   * Whether `run` takes the kernel as an argument: what a layer of an unknown class reads by itself
   * cannot be told apart where it is shared.
   */
  readonly given: boolean;
}

/** How a part is run without tfjs. Layouts are N·H·W·C and H·W·I·O. */
export interface Computation {
  /**
   * Two parts of one input with the same text make the same of it, so that it is made
   * once. None for a part with weights.
   */
  readonly key?: string;
  /**
   * Records the forward pass; the backward pass is recorded when that is asked for. Undefined
   * for inputs that only tfjs can take.
   */
  record(inputs: readonly Value[], recording: Recording): Recorded | undefined;
  /** The same after training, where that is another computation: a batch norm goes by its moving averages. */
  infer?(inputs: readonly Value[], recording: Recording): Recorded | undefined;
  /** Its derivatives along directions of the weights, for second derivatives; none where they are not to be had. */
  readonly jet?: JetRule;
  /** Whether training does something random in its place. */
  readonly randomInTraining?: boolean;
}

/** One computation. All that a pattern may ask about it is here. */
export interface Part {
  readonly className: string;
  /** `relu`, `relu6`, `linear`, …: what it is, where it is nothing but an activation. */
  readonly activation?: string | undefined;
  readonly weight?: Weight | undefined;
  /** What is added after the kernel. */
  readonly bias?: LayerVariable | undefined;
  readonly channelsFirst: boolean;
  /** Whether its layer was given another `call` than its class has. */
  readonly ownCall?: boolean | undefined;
  /**
   * Of a normalization or a softmax of an input of so many axes, along which of them it takes away what is common.
   */
  readonly centers?: ((axes: number) => readonly number[]) | undefined;
  /** None where only tfjs has it. */
  readonly computation?: Computation | undefined;
  run(inputs: readonly tf.Tensor[], kernel: tf.Tensor | undefined): readonly tf.Tensor[];
}
