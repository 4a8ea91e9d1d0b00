/**
 * What it takes to record a pass over a graph and to run it: for captures, training, and
 * whatever else runs whole networks.
 */

export type { CompiledPass } from "./compiled-pass.ts";
export type { Directions, Jet } from "./jet.ts";
export { layOut } from "./lay-out.ts";
export { type Machine, machine } from "./machine.ts";
export { type Output, type Outputs, outputs, type ResultArray } from "./outputs.ts";
export { readVariables } from "./read-variables.ts";
export type { Gradients, Recorded } from "./recorded.ts";
export { type Instruction, type Recording, type Region, recording, type Shape, type Value } from "./recording.ts";
export { sumOf } from "./sum.ts";
