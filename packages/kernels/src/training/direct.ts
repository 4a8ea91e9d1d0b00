import type { Convolution, ConvolutionGeometry, Step } from "./convolution-plan.ts";
import { aligned, extentOf, float, inside, outputExtent, phasesOf } from "./geometry.ts";
import type { Pointer, TrainingKernels } from "./kernels.ts";

/** What a block of rows may take of the first cache while a filter's gradient is summed over it. */
const cacheBytes = 24 * 1024;

/** A convolution of any geometry, image by image over a padded copy: as many products as the definition has. */
export function directConvolution(kernels: TrainingKernels, geometry: ConvolutionGeometry): Convolution {
  const forward = directForward(kernels, geometry);
  const input = directInputGradient(kernels, geometry);
  const filter = directFilterGradient(kernels, geometry);
  return {
    scratchBytes: Math.max(forward.scratchBytes, input.scratchBytes, filter.scratchBytes),
    forward: forward.run,
    inputGradient: input.run,
    filterGradient: filter.run,
  };
}

function directForward(kernels: TrainingKernels, geometry: ConvolutionGeometry): Step {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const { rows, columns } = window;
  const padded = paddedImage(kernels, geometry);
  const inPixel = inputChannels * float;
  const outPixel = outputChannels * float;
  const tap = inputChannels * outPixel;
  const merged = columns.dilation === 1;
  const middle = merged ? 1 : columns.filter;
  const inner = merged ? columns.filter * inputChannels : inputChannels;
  const image = rows.output * columns.output * outPixel;
  return {
    scratchBytes: padded.bytes,
    run(x, filter, y, scratch) {
      for (let b = 0; b < batch; b++)
        kernels.contract(
          padded.of(x, b, scratch),
          rows.stride * padded.row,
          columns.stride * inPixel,
          rows.dilation * padded.row,
          columns.dilation * inPixel,
          float,
          filter,
          columns.filter * tap,
          tap,
          outPixel,
          y + b * image,
          columns.output * outPixel,
          outPixel,
          rows.output,
          columns.output,
          rows.filter,
          middle,
          inner,
          outputChannels,
          0,
        );
    },
  };
}

function directInputGradient(kernels: TrainingKernels, geometry: ConvolutionGeometry): Step {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const { rows, columns } = window;
  const down = phasesOf(rows);
  const across = phasesOf(columns);
  const height = outputExtent(down);
  const width = outputExtent(across);
  const whole = inside(height, rows.output) && inside(width, columns.output);
  const inPixel = inputChannels * float;
  const outPixel = outputChannels * float;
  const inRow = columns.input * inPixel;
  const outRow = (whole ? columns.output : width.length) * outPixel;
  const tap = outputChannels * inPixel;
  const taps = rows.filter * columns.filter;
  const turnedBytes = aligned(taps * tap);
  const image = rows.output * columns.output * outPixel;
  return {
    scratchBytes: turnedBytes + (whole ? 0 : aligned(height.length * outRow)),
    run(dy, filter, dx, scratch) {
      kernels.rotateFilter(filter, scratch, taps, inputChannels, outputChannels);
      for (let b = 0; b < batch; b++) {
        const unpadded = dy + b * image;
        const source = whole ? unpadded : scratch + turnedBytes;
        if (!whole)
          kernels.pad(
            unpadded,
            source,
            rows.output,
            columns.output,
            height.length,
            width.length,
            height.before,
            width.before,
            outPixel,
          );
        const target = dx + b * rows.input * inRow;
        for (const r of down)
          for (const c of across) {
            const merged = c.outputStep === 1 && c.tapStep === 1;
            kernels.contract(
              source + (r.firstOutput + height.before) * outRow + (c.firstOutput + width.before) * outPixel,
              outRow,
              outPixel,
              r.outputStep * outRow,
              c.outputStep * outPixel,
              float,
              scratch + (r.firstTap * columns.filter + c.firstTap) * tap,
              r.tapStep * columns.filter * tap,
              c.tapStep * tap,
              inPixel,
              target + r.first * inRow + c.first * inPixel,
              rows.stride * inRow,
              columns.stride * inPixel,
              r.count,
              c.count,
              r.taps,
              merged ? 1 : c.taps,
              merged ? c.taps * outputChannels : outputChannels,
              inputChannels,
              0,
            );
          }
      }
    },
  };
}

function directFilterGradient(kernels: TrainingKernels, geometry: ConvolutionGeometry): Step {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const { rows, columns } = window;
  const padded = paddedImage(kernels, geometry);
  const inPixel = inputChannels * float;
  const outPixel = outputChannels * float;
  const outRow = columns.output * outPixel;
  const tap = inputChannels * outPixel;
  const merged = columns.dilation === 1;
  const runs = merged ? 1 : columns.filter;
  const items = merged ? columns.filter * inputChannels : inputChannels;
  const block = Math.max(1, Math.floor(cacheBytes / (rows.stride * padded.row + outRow)));
  return {
    scratchBytes: padded.bytes,
    run(x, dy, dfilter, scratch) {
      for (let b = 0; b < batch; b++) {
        const source = padded.of(x, b, scratch);
        for (let first = 0; first < rows.output; first += block)
          for (let run = 0; run < runs; run++)
            kernels.contract(
              source + first * rows.stride * padded.row + run * columns.dilation * inPixel,
              rows.dilation * padded.row,
              float,
              rows.stride * padded.row,
              0,
              columns.stride * inPixel,
              dy + (b * rows.output + first) * outRow,
              outRow,
              0,
              outPixel,
              dfilter + run * tap,
              columns.filter * tap,
              outPixel,
              rows.filter,
              items,
              Math.min(block, rows.output - first),
              1,
              columns.output,
              outputChannels,
              b + first > 0 ? 1 : 0,
            );
      }
    },
  };
}

/** The images of x one at a time with zeros around them, or where they lie when the windows never leave them. */
function paddedImage(kernels: TrainingKernels, { window, inputChannels }: ConvolutionGeometry) {
  const { rows, columns } = window;
  const height = extentOf(rows);
  const width = extentOf(columns);
  const whole = inside(height, rows.input) && inside(width, columns.input);
  const pixel = inputChannels * float;
  const row = (whole ? columns.input : width.length) * pixel;
  const image = rows.input * columns.input * pixel;
  return {
    row,
    bytes: whole ? 0 : aligned(height.length * row),
    of(x: Pointer, index: number, scratch: Pointer): Pointer {
      const source = x + index * image;
      if (whole) return source;
      kernels.pad(
        source,
        scratch,
        rows.input,
        columns.input,
        height.length,
        width.length,
        height.before,
        width.before,
        pixel,
      );
      return scratch;
    },
  };
}
