import type { Convolution, ConvolutionGeometry, Step } from "./convolution-plan.ts";
import { aligned, float } from "./geometry.ts";
import type { TrainingKernels } from "./kernels.ts";

/** Places of a tile: 4 × 4. */
const places = 16;
/**
 * What the planes of a block of tiles may take. Forward they should stay in the nearer caches; a filter's gradient is
 * read and written once for each block, so that fewer and larger ones pay.
 */
const forwardBytes = 64 * 1024;
const gradientBytes = 512 * 1024;

/** Whether Winograd's algorithm applies and pays. */
export function winogradApplies({ window, inputChannels, outputChannels }: ConvolutionGeometry): boolean {
  return (
    [window.rows, window.columns].every(
      ({ filter, stride, dilation, output }) => filter === 3 && stride === 1 && dilation === 1 && output > 1,
    ) && [inputChannels, outputChannels].every((channels) => channels >= 8 && channels % 4 === 0)
  );
}

/** A convolution by Winograd's F(2×2, 3×3), a block of tiles at a time. */
export function winogradConvolution(kernels: TrainingKernels, geometry: ConvolutionGeometry): Convolution {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const { rows, columns } = window;
  const input: Image = { height: rows.input, width: columns.input, channels: inputChannels };
  const output: Image = { height: rows.output, width: columns.output, channels: outputChannels };
  const forward = correlate(kernels, batch, input, output, rows.padding, columns.padding);
  // The input's gradient is a convolution of the output's with the turned filter.
  const backward = correlate(kernels, batch, output, input, 2 - rows.padding, 2 - columns.padding);
  const filter = filterGradient(kernels, batch, input, output, rows.padding, columns.padding);
  const turned = aligned(9 * inputChannels * outputChannels * float);
  return {
    scratchBytes: Math.max(forward.scratchBytes, turned + backward.scratchBytes, filter.scratchBytes),
    forward: forward.run,
    inputGradient(dy, weights, dx, scratch) {
      kernels.rotateFilter(weights, scratch, 9, inputChannels, outputChannels);
      backward.run(dy, scratch, dx, scratch + turned);
    },
    filterGradient: filter.run,
  };
}

interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Tiles that are multiplied together: whole rows of them, of one image or of several. */
interface Block {
  readonly tiles: number;
  readonly parts: readonly {
    readonly image: number;
    readonly first: number;
    readonly rows: number;
    readonly at: number;
  }[];
}

function blocksOf(batch: number, tileRows: number, tileColumns: number, blockRows: number): readonly Block[] {
  const all = batch * tileRows;
  return Array.from({ length: Math.ceil(all / blockRows) }, (_, index) => {
    const start = index * blockRows;
    const end = Math.min(start + blockRows, all);
    const parts: { image: number; first: number; rows: number; at: number }[] = [];
    for (let row = start; row < end; ) {
      const image = Math.floor(row / tileRows);
      const rows = Math.min(end, (image + 1) * tileRows) - row;
      parts.push({ image, first: row - image * tileRows, rows, at: (row - start) * tileColumns });
      row += rows;
    }
    return { tiles: (end - start) * tileColumns, parts };
  });
}

/** How the tiles of an output are cut into blocks, and where their planes lie in the scratch memory. */
function tiling(batch: number, input: Image, output: Image, blockBytes: number) {
  const tileRows = Math.ceil(output.height / 2);
  const tileColumns = Math.ceil(output.width / 2);
  const rowBytes = places * tileColumns * (input.channels + output.channels) * float;
  const blockRows = Math.min(batch * tileRows, Math.max(1, Math.floor(blockBytes / rowBytes)));
  const inputPlane = planeBytes(blockRows * tileColumns * input.channels);
  const outputPlane = planeBytes(blockRows * tileColumns * output.channels);
  const filterPlane = planeBytes(input.channels * output.channels);
  const v = places * filterPlane;
  const m = v + places * inputPlane;
  const patch = m + places * outputPlane;
  return {
    blocks: blocksOf(batch, tileRows, tileColumns, blockRows),
    tileColumns,
    inputPlane,
    outputPlane,
    filterPlane,
    v,
    m,
    patch,
    bytes: patch + places * Math.max(input.channels, output.channels) * float,
  };
}

/** A cache line is added so that planes are no power of two apart. */
function planeBytes(floats: number): number {
  return aligned(floats * float) + 64;
}

function correlate(
  kernels: TrainingKernels,
  batch: number,
  input: Image,
  output: Image,
  top: number,
  left: number,
): Step {
  const plan = tiling(batch, input, output, forwardBytes);
  const { blocks, tileColumns, inputPlane, outputPlane, filterPlane } = plan;
  const inputImage = input.height * input.width * input.channels * float;
  const outputImage = output.height * output.width * output.channels * float;
  return {
    scratchBytes: plan.bytes,
    run(x, filter, y, scratch) {
      const v = scratch + plan.v;
      const m = scratch + plan.m;
      const patch = scratch + plan.patch;
      kernels.winogradFilter(filter, scratch, filterPlane, input.channels * output.channels);
      for (const { tiles, parts } of blocks) {
        for (const { image, first, rows, at } of parts)
          kernels.winogradInput(
            x + image * inputImage,
            v + at * input.channels * float,
            inputPlane,
            input.height,
            input.width,
            input.channels,
            top,
            left,
            first,
            rows,
            tileColumns,
            patch,
          );
        kernels.winogradProduct(
          v,
          inputPlane,
          scratch,
          filterPlane,
          m,
          outputPlane,
          tiles,
          input.channels,
          output.channels,
        );
        for (const { image, first, rows, at } of parts)
          kernels.winogradOutput(
            m + at * output.channels * float,
            outputPlane,
            y + image * outputImage,
            output.height,
            output.width,
            output.channels,
            first,
            rows,
            tileColumns,
          );
      }
    },
  };
}

function filterGradient(
  kernels: TrainingKernels,
  batch: number,
  input: Image,
  output: Image,
  top: number,
  left: number,
): Step {
  const plan = tiling(batch, input, output, gradientBytes);
  const { blocks, tileColumns, inputPlane, outputPlane, filterPlane } = plan;
  const inputImage = input.height * input.width * input.channels * float;
  const outputImage = output.height * output.width * output.channels * float;
  return {
    scratchBytes: plan.bytes,
    run(x, dy, dfilter, scratch) {
      const v = scratch + plan.v;
      const m = scratch + plan.m;
      const patch = scratch + plan.patch;
      let accumulate = 0;
      for (const { tiles, parts } of blocks) {
        for (const { image, first, rows, at } of parts) {
          kernels.winogradInput(
            x + image * inputImage,
            v + at * input.channels * float,
            inputPlane,
            input.height,
            input.width,
            input.channels,
            top,
            left,
            first,
            rows,
            tileColumns,
            patch,
          );
          kernels.winogradOutputGradient(
            dy + image * outputImage,
            m + at * output.channels * float,
            outputPlane,
            output.height,
            output.width,
            output.channels,
            first,
            rows,
            tileColumns,
            patch,
          );
        }
        kernels.winogradCorrelation(
          v,
          inputPlane,
          m,
          outputPlane,
          scratch,
          filterPlane,
          tiles,
          input.channels,
          output.channels,
          accumulate,
        );
        accumulate = 1;
      }
      kernels.winogradFilterGradient(scratch, filterPlane, dfilter, input.channels * output.channels);
    },
  };
}
