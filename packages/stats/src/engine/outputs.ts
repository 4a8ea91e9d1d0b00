/** What a run takes out of the memory, in the layout of programs: activations N·C·H·W, kernels O·I·H·W. */
import type { Pointer } from "@eznas/kernels/training";
import { activationShape, kernelShape } from "../layout.ts";
import type { TapName } from "../needs.ts";
import { type Buffer, type Recording, type Shape, sameShape, sizeOf, type Value } from "./recording.ts";

/** Results of one group share arrays. */
export type Group = TapName | "T3";

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
  kernel(group: Group, buffer: Buffer, shape: Shape, depthwise: boolean): Output;
  /** What is zeros whatever runs, for a value or a kernel of that shape. */
  zeroActivation(group: Group, shape: Shape): Output;
  zeroKernel(group: Group, shape: Shape, depthwise: boolean): Output;
}

/**
 * Numbers of one array, unless a single result has more. Larger ones would always be new memory, whose first touch takes
 * four times as long as the copy: what was freed is used again up to 32 MiB.
 */
const longest = 2 * 2 ** 20;

/** Numbers that are rearranged before they are copied: they should still be in the cache then. */
const staged = 64 * 1024;

/** How numbers are rearranged on their way out: `step` of them at once, in pieces of `piece`. */
interface Arrangement {
  readonly piece: number;
  readonly step: number;
  readonly arrange: (from: Pointer, to: Pointer, pieces: number) => void;
}

/** Records outputs. What is one and the same tensor is taken out once. */
export function outputs(recording: Recording): Outputs {
  const { kernels, scratch } = recording;
  const all: Output[] = [];
  const arrays: { group: Group; floats: number }[] = [];
  const open = new Map<Group, number>();
  const taken = new Map<Buffer, Output[]>();

  const reserve = (group: Group, shape: Shape): Output => {
    const floats = sizeOf(shape);
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

  const take = (group: Group, shape: Shape, buffer: Buffer, arrangement: Arrangement | undefined): Output => {
    const known = taken.get(buffer);
    const same = known?.find((each) => sameShape(each.shape, shape));
    if (same) return same;
    const output = reserve(group, shape);
    const { index } = output;
    if (known) known.push(output);
    else taken.set(buffer, [output]);
    const { piece = 1, step = output.floats, arrange } = arrangement ?? {};
    recording.emit(
      [buffer],
      [],
      ({ heap, results: arrays, minus: all }) => {
        const results = arrays[output.array]!;
        if (results.length === 0) return;
        const minus = all?.[index];
        if (arrange && !minus && results.buffer === heap.buffer) {
          arrange(buffer.at, results.byteOffset + output.start * 4, output.floats / piece);
          return;
        }
        for (let start = 0; start < output.floats; start += step) {
          const count = Math.min(step, output.floats - start);
          const from = buffer.at + start * 4;
          arrange?.(from, scratch, count / piece);
          const at = (arrange ? scratch : from) / 4;
          const numbers = heap.subarray(at, at + count);
          if (minus) subtract(numbers, minus, start, results, output.start + start);
          else results.set(numbers, output.start + start);
        }
      },
      arrange ? Math.min(step, output.floats) * 4 : 0,
    );
    return output;
  };

  const zeros = (group: Group, shape: Shape): Output => {
    const output = reserve(group, shape);
    recording.emit([], [], ({ results }) => results[output.array]!.fill(0, output.start, output.start + output.floats));
    return output;
  };

  return {
    all,
    arrays,
    activation(group, { shape, buffer }) {
      const [batch, channels] = [shape[0]!, shape.length < 3 ? 1 : shape.at(-1)!];
      const pixels = buffer.floats / batch / channels;
      if (pixels === 1 || channels === 1) return take(group, activationShape(shape), buffer, undefined);
      const piece = pixels * channels;
      return take(group, activationShape(shape), buffer, {
        piece,
        step: piece * Math.max(1, Math.floor(staged / piece)),
        arrange: (from, to, count) => kernels.transposeBatch(from, to, count, pixels, channels),
      });
    },
    kernel(group, buffer, shape, depthwise) {
      if (shape.length < 2) return take(group, shape, buffer, undefined);
      const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
      const taps = buffer.floats / inputs / outputs;
      return take(group, kernelShape(shape, depthwise), buffer, {
        piece: buffer.floats,
        step: buffer.floats,
        arrange: depthwise
          ? (from, to) => kernels.transpose(from, to, taps, inputs * outputs)
          : (from, to) => kernels.filterToOihw(from, to, taps, inputs, outputs),
      });
    },
    zeroActivation: (group, shape) => zeros(group, activationShape(shape)),
    zeroKernel: (group, shape, depthwise) => zeros(group, kernelShape(shape, depthwise)),
  };
}

function subtract(a: Float32Array, b: Float32Array, from: number, to: Float32Array, at: number): void {
  for (let i = 0; i < a.length; i++) to[at + i] = a[i]! - b[from + i]!;
}
