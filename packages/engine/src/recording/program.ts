import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Output, ResultArray } from "./outputs.ts";
import type { Buffer, Instruction } from "./recording.ts";

/** A recorded pass whose buffers have their places, ready to run. */
export interface Program {
  /** The memory that it runs over. */
  readonly memory: WebAssembly.Memory;
  readonly input: Buffer;
  readonly weights: ReadonlyMap<LayerVariable, Buffer>;
  readonly instructions: readonly Instruction[];
  /** How many of the instructions are the forward pass. */
  readonly forward: number;
  readonly bytes: number;
  readonly outputs: readonly Output[];
  readonly arrays: readonly ResultArray[];
}
