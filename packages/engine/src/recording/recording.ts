/**
 * What a run will do, written down before anything is computed: steps over buffers whose places in memory come later.
 */
import { sizeOf } from "@eznas/kernels";
import type { TrainingKernels } from "@eznas/kernels/training";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Machine } from "./machine.ts";

export type Shape = readonly number[];

/** Room for numbers. Its place is found once it is known from when to when it is needed. */
export interface Region {
  readonly floats: number;
  /** Bytes from the memory's start; −1 until the place is found. */
  at: number;
  /** How many instructions come after the last that needs it; −1 where none does. */
  after: number;
}

/**
 * A tensor, row-major, channels last. Values of different shapes may share a buffer: nothing
 * writes into a value once it is made.
 */
export interface Value {
  readonly shape: Shape;
  readonly buffer: Region;
  /** Known to be zeros without a look at the numbers. */
  readonly zero?: true;
}

/** What a step of a run has at hand. */
export interface Run {
  /** The whole memory, for what has no kernel. */
  readonly heap: Float32Array;
  /** Where results go: an empty array for what is not asked for. */
  readonly results: readonly Float32Array[];
  /** Whether results lie in the memory, so that kernels can write them. */
  readonly inPlace: boolean;
  /** What is subtracted from each result, in the order of the outputs. */
  readonly minus: readonly (Float32Array | undefined)[] | undefined;
}

export interface Instruction {
  readonly reads: readonly Region[];
  readonly writes: readonly Region[];
  readonly run: (run: Run) => void;
}

export interface Recording {
  readonly kernels: TrainingKernels;
  readonly machine: Machine;
  /** Bytes from the memory's start where every instruction finds its scratch memory. */
  readonly scratch: number;
  readonly instructions: readonly Instruction[];
  /** Of the instructions so far, what the neediest takes of the scratch memory. */
  readonly scratchBytes: number;
  readonly weights: ReadonlyMap<LayerVariable, Region>;
  value(shape: Shape): Value;
  buffer(floats: number): Region;
  /** Where the variable's numbers will be before the first instruction runs. */
  weight(variable: LayerVariable): Region;
  emit(reads: readonly Region[], writes: readonly Region[], run: (run: Run) => void, scratchBytes?: number): void;
}

/** A cache line; addresses below it stay free, for a pointer of 0 says that there is nothing. */
export const line = 64;

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/** An empty recording for a machine, to which computations add their instructions. */
export function recording(machine: Machine): Recording {
  const instructions: Instruction[] = [];
  const weights = new Map<LayerVariable, Region>();
  let most = 0;
  const buffer = (floats: number): Region => ({ floats, at: -1, after: -1 });
  return {
    kernels: machine.kernels,
    machine,
    scratch: line,
    instructions,
    get scratchBytes() {
      return most;
    },
    weights,
    buffer,
    value: (shape) => ({ shape, buffer: buffer(sizeOf(shape)) }),
    weight(variable) {
      let found = weights.get(variable);
      if (!found) {
        found = buffer(sizeOf(variable.shape as number[]));
        weights.set(variable, found);
      }
      return found;
    },
    emit(reads, writes, run, scratchBytes = 0) {
      instructions.push({ reads, writes, run });
      most = Math.max(most, scratchBytes);
    },
  };
}
