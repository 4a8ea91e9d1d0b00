/** The definitions as plain loops in double precision. */

import type { ConvolutionGeometry } from "../../src/training/convolution-plan.ts";
import type { Window } from "../../src/training/window.ts";

type Values = ArrayLike<number>;

/** Calls `visit` for every product of a convolution with the places of its three factors. */
function products(geometry: ConvolutionGeometry, visit: (x: number, filter: number, y: number) => void): void {
  const { batch, inputChannels, outputChannels } = geometry;
  taps(geometry.window, batch, (input, tap, output) => {
    for (let i = 0; i < inputChannels; i++)
      for (let o = 0; o < outputChannels; o++)
        visit(input * inputChannels + i, (tap * inputChannels + i) * outputChannels + o, output * outputChannels + o);
  });
}

/** Calls `visit` for every pixel that a window sees, with the places of input pixel, tap and output pixel. */
export function taps(
  { rows, columns }: Window,
  batch: number,
  visit: (input: number, tap: number, output: number) => void,
): void {
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows.output; i++)
      for (let j = 0; j < columns.output; j++)
        for (let u = 0; u < rows.filter; u++)
          for (let v = 0; v < columns.filter; v++) {
            const y = i * rows.stride + u * rows.dilation - rows.padding;
            const x = j * columns.stride + v * columns.dilation - columns.padding;
            if (y < 0 || y >= rows.input || x < 0 || x >= columns.input) continue;
            visit(
              (b * rows.input + y) * columns.input + x,
              u * columns.filter + v,
              (b * rows.output + i) * columns.output + j,
            );
          }
}

export function sizesOf({ window, batch, inputChannels, outputChannels }: ConvolutionGeometry) {
  const { rows, columns } = window;
  return {
    x: batch * rows.input * columns.input * inputChannels,
    filter: rows.filter * columns.filter * inputChannels * outputChannels,
    y: batch * rows.output * columns.output * outputChannels,
  };
}

export function convolve(geometry: ConvolutionGeometry, x: Values, filter: Values): Float64Array {
  const out = new Float64Array(sizesOf(geometry).y);
  products(geometry, (a, b, c) => {
    out[c]! += x[a]! * filter[b]!;
  });
  return out;
}

export function inputGradient(geometry: ConvolutionGeometry, dy: Values, filter: Values): Float64Array {
  const out = new Float64Array(sizesOf(geometry).x);
  products(geometry, (a, b, c) => {
    out[a]! += dy[c]! * filter[b]!;
  });
  return out;
}

export function filterGradient(geometry: ConvolutionGeometry, x: Values, dy: Values): Float64Array {
  const out = new Float64Array(sizesOf(geometry).filter);
  products(geometry, (a, b, c) => {
    out[b]! += x[a]! * dy[c]!;
  });
  return out;
}

export function dot(a: Values, b: Values): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
