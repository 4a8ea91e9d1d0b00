import type { Target } from "@eznas/engine/passes";
import type { Recording, Region, Value } from "@eznas/engine/recording";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Batch } from "../contract/score.ts";
import type { PassLoss } from "../network/loss.ts";
import type { Step } from "../network/network.ts";

/**
 * What is taken out of a pass forward and, where there is a loss, backward. Each gets what comes into being
 * when it does.
 */
export interface Reader {
  /** Whose gradients it reads, if any. */
  readonly loss?: PassLoss | undefined;
  readonly byEngine: EngineReader;
  readonly byTape: TapeReader;
}

/** Records instructions that take numbers out: they run while the values are there. */
export interface EngineReader {
  /** A step has put out a value, made of these. */
  output?(step: Step, value: Value, inputs: readonly Value[], record: Recording): void;
  /** The whole gradient at a step's output is there. */
  gradient?(step: Step, value: Value, gradient: Value, record: Recording): void;
  /** The pass has come back to the images. */
  end?(gradients: RecordedGradients, record: Recording, images: Value, target: Pick<Target, "labels">): void;
}

export interface RecordedGradients {
  /** None where nothing flows back to it. */
  ofWeight(variable: LayerVariable): Region | undefined;
  ofImages(): Region | undefined;
}

/** The same of tensors, which are gone when it returns. */
export interface TapeReader {
  /** What it does by itself in place of all else. */
  alone?(batch: Batch): void;
  output?(step: Step, value: Tensor): void;
  /** Whether it wants the gradient at a step's output. */
  watches?(step: Step): boolean;
  gradient?(step: Step, value: Tensor, gradient: Tensor): void;
  /** The weights that it wants the gradients of. */
  readonly weights?: readonly LayerVariable[];
  readonly images?: boolean;
  end?(gradients: TapeGradients): void;
}

export interface TapeGradients {
  ofWeight(variable: LayerVariable): Tensor;
  ofImages(): Tensor;
}
