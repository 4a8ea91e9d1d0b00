/** What a run takes out of the memory, in the layout of programs: activations N·C·H·W, kernels O·I·H·W. */
import { sizeOf } from "@eznas/kernels";
import type { Pointer, TrainingKernels } from "@eznas/kernels/training";
import { activationShape, kernelShape } from "../layout/layout.ts";
import { type Instruction, type Recording, type Region, type Shape, sameShape, type Value } from "./recording.ts";

/** Results of one group, which have a name together, share arrays. */
export type Group = string;

export interface Output {
  /** Among all outputs. */
  readonly index: number;
  readonly shape: Shape;
  /** The index of the array that it is a part of, and where it begins there. */
  readonly array: number;
  readonly start: number;
  readonly floats: number;
}

export interface ResultArray {
  readonly group: Group;
  readonly floats: number;
}

export interface Outputs {
  readonly all: readonly Output[];
  readonly arrays: readonly ResultArray[];
  activation(group: Group, value: Value): Output;
  kernel(group: Group, buffer: Region, shape: Shape, depthwise: boolean): Output;
  /** What is zeros whatever runs, for a value or a kernel of that shape. */
  zeroActivation(group: Group, shape: Shape): Output;
  zeroKernel(group: Group, shape: Shape, depthwise: boolean): Output;
}

/**
 * Numbers of one array, unless a single result has more. Larger ones would always be new memory, whose first touch
 * takes four times as long as the copy: what was freed is used again up to 32 MiB.
 */
const longest = 2 * 2 ** 20;

/** Numbers that are rearranged before they are copied: they should still be in the cache then. */
const staged = 64 * 1024;

/**
 * The shape that numbers have outside, and how they are rearranged on their way there:
 * `step` at once, in pieces of `piece`.
 */
interface Turn {
  readonly shape: Shape;
  readonly piece: number;
  readonly step: number;
  readonly arrange: ((from: Pointer, to: Pointer, pieces: number) => void) | undefined;
}

/** Records outputs. What is one and the same tensor is taken out once. */
export function outputs(recording: Recording): Outputs {
  const { kernels, scratch } = recording;
  const all: Output[] = [];
  const arrays: { group: Group; floats: number }[] = [];
  const open = new Map<Group, number>();
  const taken = new Map<Region, Output[]>();

  const reserve = (group: Group, shape: Shape, floats: number): Output => {
    let array = open.get(group);
    if (array === undefined || arrays[array]!.floats + floats > longest) {
      array = arrays.push({ group, floats: 0 }) - 1;
      open.set(group, array);
    }
    const output = { index: all.length, shape, array, start: arrays[array]!.floats, floats };
    arrays[array]!.floats += floats;
    all.push(output);
    return output;
  };

  const take = (group: Group, buffer: Region, turn: Turn): Output => {
    const { shape } = turn;
    const known = taken.get(buffer);
    const same = known?.find((each) => sameShape(each.shape, shape));
    if (same) return same;
    const output = reserve(group, shape, buffer.floats);
    if (known) known.push(output);
    else taken.set(buffer, [output]);
    const scratchBytes = turn.arrange ? Math.min(turn.step, output.floats) * 4 : 0;
    recording.emit([buffer], [], taking(output, buffer, turn, scratch), scratchBytes);
    return output;
  };

  const zeros = (group: Group, shape: Shape): Output => {
    const output = reserve(group, shape, sizeOf(shape));
    const { array, start, floats } = output;
    recording.emit([], [], ({ results }) => results[array]!.fill(0, start, start + floats));
    return output;
  };

  /** Of the shapes so far, each of which many values have. */
  const turns = new Map<Shape, Turn>();

  return {
    all,
    arrays,
    activation(group, { shape, buffer }) {
      let turn = turns.get(shape);
      if (!turn) {
        turn = activationTurn(kernels, shape, buffer.floats);
        turns.set(shape, turn);
      }
      return take(group, buffer, turn);
    },
    kernel: (group, buffer, shape, depthwise) =>
      take(group, buffer, kernelTurn(kernels, shape, buffer.floats, depthwise)),
    zeroActivation: (group, shape) => zeros(group, activationShape(shape)),
    zeroKernel: (group, shape, depthwise) => zeros(group, kernelShape(shape, depthwise)),
  };
}

function activationTurn(kernels: TrainingKernels, shape: Shape, floats: number): Turn {
  const turned = activationShape(shape);
  const channels = shape.length < 3 ? 1 : shape.at(-1)!;
  const piece = floats / shape[0]!;
  const pixels = piece / channels;
  if (pixels === 1 || channels === 1) return unturned(turned, floats);
  return {
    shape: turned,
    piece,
    step: piece * Math.max(1, Math.floor(staged / piece)),
    arrange: (from, to, count) => kernels.transposeBatch(from, to, count, pixels, channels),
  };
}

function kernelTurn(kernels: TrainingKernels, shape: Shape, floats: number, depthwise: boolean): Turn {
  const turned = kernelShape(shape, depthwise);
  if (shape.length < 2) return unturned(turned, floats);
  const inputs = shape.at(-2)!;
  const outputs = shape.at(-1)!;
  const taps = floats / inputs / outputs;
  return {
    shape: turned,
    piece: floats,
    step: floats,
    arrange: depthwise
      ? (from, to) => kernels.transpose(from, to, taps, inputs * outputs)
      : (from, to) => kernels.filterToOihw(from, to, taps, inputs, outputs),
  };
}

const unturned = (shape: Shape, floats: number): Turn => ({ shape, piece: floats, step: floats, arrange: undefined });

/** Takes a result out of the memory, or, where it stays there, to its place. */
function taking(output: Output, buffer: Region, { piece, step, arrange }: Turn, scratch: Pointer): Instruction["run"] {
  const { index, array, start: first, floats } = output;
  return ({ heap, results: arrays, inPlace, minus: all }) => {
    const results = arrays[array]!;
    if (results.length === 0) return;
    const minus = all?.[index];
    if (arrange && inPlace && !minus) {
      arrange(buffer.at, results.byteOffset + first * 4, floats / piece);
      return;
    }
    for (let start = 0; start < floats; start += step) {
      const count = Math.min(step, floats - start);
      const from = buffer.at + start * 4;
      arrange?.(from, scratch, count / piece);
      const at = (arrange ? scratch : from) / 4;
      const numbers = heap.subarray(at, at + count);
      if (minus) subtract(numbers, minus, start, results, first + start);
      else results.set(numbers, first + start);
    }
  };
}

function subtract(a: Float32Array, b: Float32Array, from: number, to: Float32Array, at: number): void {
  for (let i = 0; i < a.length; i++) to[at + i] = a[i]! - b[from + i]!;
}
