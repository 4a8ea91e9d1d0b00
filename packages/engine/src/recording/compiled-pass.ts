import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Output, ResultArray } from "./outputs.ts";
import type { Instruction, Region } from "./recording.ts";

/** A recorded pass whose buffers have their places, ready to run. */
export interface CompiledPass {
  /** The memory that it runs over. */
  readonly memory: WebAssembly.Memory;
  readonly input: Region;
  readonly weights: ReadonlyMap<LayerVariable, Region>;
  readonly instructions: readonly Instruction[];
  /** How many of the instructions are the forward pass. */
  readonly forward: number;
  readonly bytes: number;
  readonly outputs: readonly Output[];
  readonly arrays: readonly ResultArray[];
}
