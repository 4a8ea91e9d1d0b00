/** What a run takes out of the memory, in the layout of programs: activations N·C·H·W, kernels O·I·H·W. */
import type { TapName } from "../needs.ts";
import { type Buffer, type Recording, type Run, type Shape, sameShape, sizeOf, type Value } from "./recording.ts";

/** Results of one group share arrays. */
export type Group = TapName | "T3";

export interface Output {
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

/** Bytes that are transposed before they are copied: they should still be in the cache then. */
const staged = 256 * 1024;

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
    const output = { shape, array, start: arrays[array]!.floats, floats };
    arrays[array]!.floats += floats;
    all.push(output);
    return output;
  };

  /** Takes pieces of `size` numbers out, each rearranged by `arrange` unless it need not be. */
  const take = (
    group: Group,
    shape: Shape,
    buffer: Buffer,
    size: number,
    arrange?: (from: number, to: number, count: number) => void,
  ): Output => {
    const known = taken.get(buffer) ?? [];
    taken.set(buffer, known);
    const same = known.find((each) => sameShape(each.shape, shape));
    if (same) return same;
    const index = all.length;
    const output = reserve(group, shape);
    known.push(output);
    const atOnce = Math.max(1, Math.floor(staged / 4 / size));
    const step = atOnce * size;
    const store = (run: Run, from: number, start: number, count: number): void => {
      const results = run.results[output.array]!;
      const numbers = run.heap.subarray(from / 4, from / 4 + count);
      const minus = run.minus?.[index];
      if (minus) for (let i = 0; i < count; i++) results[output.start + start + i] = numbers[i]! - minus[start + i]!;
      else results.set(numbers, output.start + start);
    };
    recording.emit(
      [buffer],
      [],
      (run) => {
        if (run.results[output.array]!.length === 0) return;
        for (let start = 0; start < output.floats; start += step) {
          const count = Math.min(step, output.floats - start);
          const from = buffer.at + start * 4;
          if (arrange) arrange(from, scratch, count / size);
          store(run, arrange ? scratch : from, start, count);
        }
      },
      arrange ? Math.min(step, output.floats) * 4 : 0,
    );
    return output;
  };

  return {
    all,
    arrays,
    activation(group, { shape, buffer }) {
      const [batch, ...rest] = shape as [number, ...number[]];
      const channels = shape.length < 3 ? 1 : rest.at(-1)!;
      const pixels = sizeOf(rest) / channels;
      const arrange =
        pixels > 1 && channels > 1
          ? (from: number, to: number, count: number) => kernels.transposeBatch(from, to, count, pixels, channels)
          : undefined;
      return take(group, activationShape(shape), buffer, buffer.floats / batch, arrange);
    },
    kernel(group, buffer, shape, depthwise) {
      const turned = kernelShape(shape, depthwise);
      if (shape.length < 2) return take(group, turned, buffer, buffer.floats);
      const [inputs, outputs] = shape.slice(-2) as [number, number];
      const taps = sizeOf(shape.slice(0, -2));
      return take(group, turned, buffer, buffer.floats, (from, to) =>
        depthwise
          ? kernels.transpose(from, to, taps, inputs * outputs)
          : kernels.filterToOihw(from, to, taps, inputs, outputs),
      );
    },
    zeroActivation: (group, shape) => reserve(group, activationShape(shape)),
    zeroKernel: (group, shape, depthwise) => reserve(group, kernelShape(shape, depthwise)),
  };
}

function activationShape(shape: Shape): Shape {
  if (shape.length < 3) return shape;
  const [batch, ...rest] = shape as [number, ...number[]];
  const channels = rest.pop()!;
  return [batch, channels, ...rest];
}

function kernelShape(shape: Shape, depthwise: boolean): Shape {
  if (shape.length < 2) return shape;
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  return [...(depthwise ? [inputs * outputs, 1] : [outputs, inputs]), ...shape.slice(0, -2)];
}
