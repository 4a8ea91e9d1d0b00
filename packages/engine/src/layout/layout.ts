/** The one place that knows both layouts: networks compute in N·H·W·C and H·W·I·O, programs see N·C·H·W and O·I·H·W. */
import { sizeOf } from "@eznas/kernels";
import type { TensorData } from "./tensor-data.ts";

/** An activation's shape with the channels moved from the last axis to the second. */
export function activationShape(shape: readonly number[]): readonly number[] {
  return shape.length < 3 ? shape : shape.slice(0, -1).toSpliced(1, 0, shape.at(-1)!);
}

/**
 * A kernel's shape [height, width, in, out] as [out, in, height, width]; a depthwise one's, which tfjs has as
 * [height, width, channel, multiplier], as that of the grouped convolution that it is:
 * [channel · multiplier, 1, height, width].
 */
export function kernelShape(shape: readonly number[], depthwise: boolean): readonly number[] {
  if (shape.length < 2) return shape;
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  return [...(depthwise ? [inputs * outputs, 1] : [outputs, inputs]), ...shape.slice(0, -2)];
}

/** An activation (or its gradient) in that shape, unless its channels are there already. */
export function activationStatistic(data: Float32Array, shape: readonly number[], channelsFirst: boolean): TensorData {
  if (channelsFirst || shape.length < 3) return { shape, data: data.slice() };
  return { shape: activationShape(shape), data: transposeEach(data, sizeOf(shape.slice(1, -1)), shape.at(-1)!) };
}

/** A kernel (or its gradient) in that shape. */
export function kernelStatistic(data: Float32Array, shape: readonly number[], depthwise: boolean): TensorData {
  if (shape.length < 2) return { shape, data: data.slice() };
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  const taps = data.length / inputs / outputs;
  const turned = kernelShape(shape, depthwise);
  if (depthwise) return { shape: turned, data: transposeEach(data, taps, inputs * outputs) };
  const outputsFirst = transposeEach(data, taps * inputs, outputs); // out · window · in
  return { shape: turned, data: transposeEach(outputsFirst, taps, inputs) };
}

/** Matrices of rows × columns, one after the other, each transposed, in a new array. */
function transposeEach(data: Float32Array, rows: number, columns: number): Float32Array {
  if (rows === 1 || columns === 1) return data.slice();
  const result = new Float32Array(data.length);
  const size = rows * columns;
  const byFours = columns - (columns % 4);
  for (let start = 0; start < data.length; start += size) {
    const end = start + size;
    let column = 0;
    // Four columns at once take 60 % of the time that they take one after the other.
    for (; column < byFours; column += 4) {
      let to = start + column * rows;
      for (let from = start + column; from < end; from += columns) {
        result[to] = data[from]!;
        result[to + rows] = data[from + 1]!;
        result[to + 2 * rows] = data[from + 2]!;
        result[to + 3 * rows] = data[from + 3]!;
        to++;
      }
    }
    for (; column < columns; column++) {
      let to = start + column * rows;
      for (let from = start + column; from < end; from += columns) result[to++] = data[from]!;
    }
  }
  return result;
}
