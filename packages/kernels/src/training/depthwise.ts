import type { Convolution } from "./convolution-plan.ts";
import { aligned, checkGeometry, extentOf, float, inside, outputExtent, phasesOf } from "./geometry.ts";
import type { Pointer, TrainingKernels } from "./kernels.ts";
import type { Window } from "./window.ts";

/** A depthwise convolution: `multiplier` outputs for every channel of its own. */
export interface DepthwiseGeometry {
  readonly window: Window;
  readonly batch: number;
  readonly inputChannels: number;
  readonly multiplier: number;
}

/**
 * A depthwise convolution of one geometry: x is [batch, rows, columns, inputChannels], the filter
 * [rows, columns, inputChannels, multiplier], y [batch, rows, columns, inputChannels · multiplier].
 *
 * With a multiplier above one the input's channels are repeated first, image by image, and the rest is as for one.
 * Throws a RangeError for an impossible geometry; what it returns never throws.
 *
 * @example
 * ```ts
 * import { depthwiseConvolution, trainingKernels } from "@eznas/kernels/training";
 *
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * const slide = { input: 3, output: 2, filter: 2, stride: 1, dilation: 1, padding: 0 };
 * const geometry = { window: { rows: slide, columns: slide }, batch: 1, inputChannels: 1, multiplier: 1 };
 * const { forward, scratchBytes } = depthwiseConvolution(trainingKernels(memory), geometry);
 * const floats = new Float32Array(memory.buffer);
 * floats.set([1, 2, 3, 4, 5, 6, 7, 8, 9]);
 * floats.set([1, 0, 0, 1], 16);
 * scratchBytes; // → 64
 * forward(0, 64, 128, 192);
 * floats.slice(32, 36); // → Float32Array(4) [ 6, 8, 12, 14 ]
 * ```
 */
export function depthwiseConvolution(kernels: TrainingKernels, geometry: DepthwiseGeometry): Convolution {
  const { window, ...counts } = geometry;
  checkGeometry("depthwiseConvolution", window, counts);
  const { rows, columns } = window;
  const { batch, inputChannels, multiplier } = counts;
  const channels = inputChannels * multiplier;
  const pixel = channels * float;
  const pixels = rows.input * columns.input;
  const repeated = multiplier > 1 ? aligned(pixels * pixel) : 0;
  const outRow = columns.output * pixel;
  const image = rows.output * outRow;

  const height = extentOf(rows);
  const width = extentOf(columns);
  const whole = inside(height, rows.input) && inside(width, columns.input);
  const row = (whole ? columns.input : width.length) * pixel;
  const padded = whole ? 0 : aligned(height.length * row);

  /** An image of x with its channels repeated and zeros around it, in the scratch memory unless it is so already. */
  const source = (x: Pointer, index: number, scratch: Pointer): Pointer => {
    let from = x + index * pixels * inputChannels * float;
    if (multiplier > 1) {
      kernels.repeatChannels(from, scratch, pixels, inputChannels, multiplier);
      from = scratch;
    }
    if (whole) return from;
    kernels.pad(
      from,
      scratch + repeated,
      rows.input,
      columns.input,
      height.length,
      width.length,
      height.before,
      width.before,
      pixel,
    );
    return scratch + repeated;
  };

  const down = phasesOf(rows);
  const across = phasesOf(columns);
  const outHeight = outputExtent(down);
  const outWidth = outputExtent(across);
  const wholeOutput = inside(outHeight, rows.output) && inside(outWidth, columns.output);
  const gradientRow = (wholeOutput ? columns.output : outWidth.length) * pixel;
  const paddedOutput = wholeOutput ? 0 : aligned(outHeight.length * gradientRow);

  return {
    scratchBytes: repeated + Math.max(padded, paddedOutput),
    forward(x, filter, y, scratch) {
      for (let b = 0; b < batch; b++)
        kernels.depthwise(
          source(x, b, scratch),
          rows.stride * row,
          columns.stride * pixel,
          rows.dilation * row,
          columns.dilation * pixel,
          filter,
          columns.filter * pixel,
          pixel,
          y + b * image,
          outRow,
          pixel,
          rows.output,
          columns.output,
          rows.filter,
          columns.filter,
          channels,
        );
    },
    inputGradient(dy, filter, dx, scratch) {
      for (let b = 0; b < batch; b++) {
        const unpadded = dy + b * image;
        const from = wholeOutput ? unpadded : scratch + repeated;
        if (!wholeOutput)
          kernels.pad(
            unpadded,
            from,
            rows.output,
            columns.output,
            outHeight.length,
            outWidth.length,
            outHeight.before,
            outWidth.before,
            pixel,
          );
        const target = dx + b * pixels * inputChannels * float;
        const spread = multiplier > 1 ? scratch : target;
        for (const r of down)
          for (const c of across)
            kernels.depthwise(
              from + (r.firstOutput + outHeight.before) * gradientRow + (c.firstOutput + outWidth.before) * pixel,
              gradientRow,
              pixel,
              r.outputStep * gradientRow,
              c.outputStep * pixel,
              // Taps are those of the turned filter: from the last one backward.
              filter + ((rows.filter - 1 - r.firstTap) * columns.filter + columns.filter - 1 - c.firstTap) * pixel,
              -r.tapStep * columns.filter * pixel,
              -c.tapStep * pixel,
              spread + (r.first * columns.input + c.first) * pixel,
              rows.stride * columns.input * pixel,
              columns.stride * pixel,
              r.count,
              c.count,
              r.taps,
              c.taps,
              channels,
            );
        if (multiplier > 1) kernels.sumRepeated(spread, target, pixels, inputChannels, multiplier);
      }
    },
    filterGradient(x, dy, dfilter, scratch) {
      for (let b = 0; b < batch; b++)
        kernels.depthwiseFilterGradient(
          source(x, b, scratch),
          rows.stride * row,
          columns.stride * pixel,
          rows.dilation * row,
          columns.dilation * pixel,
          dy + b * image,
          outRow,
          pixel,
          dfilter,
          rows.output,
          columns.output,
          rows.filter,
          columns.filter,
          channels,
          b > 0 ? 1 : 0,
        );
    },
  };
}
