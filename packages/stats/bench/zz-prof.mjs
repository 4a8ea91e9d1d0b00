// packages/kernels/src/backend/backend.ts
function describeBackend(backend) {
  const reasons = backend.tried.map(({ name, error }) => `; ${name} is unavailable: ${error}`);
  return `TensorFlow.js computes on ${backend.name}${reasons.join("")}`;
}

// packages/kernels/src/backend/backend-unavailable.ts
var BackendUnavailable = class extends Error {
  name = "BackendUnavailable";
  backend;
  constructor(backend, message) {
    super(message);
    this.backend = backend;
  }
};

// packages/kernels/src/backend/use-backend.ts
import * as tf22 from "@tensorflow/tfjs-core";

// packages/kernels/src/gradients/register.ts
import * as tf19 from "@tensorflow/tfjs-core";

// packages/kernels/src/batch-norm/composed.ts
import * as tf from "@tensorflow/tfjs-core";
function normalize({ x, gamma, beta }, { epsilon }) {
  const channels = x.shape[1];
  const mean3 = tf.mean(x, [0, 2], true);
  const centered = tf.sub(x, mean3);
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centered), [0, 2], true), epsilon));
  const scaled2 = tf.mul(centered, gamma ? tf.mul(inverse, along(gamma)) : inverse);
  const y = beta ? tf.add(scaled2, along(beta)) : scaled2;
  return [y, tf.reshape(mean3, [channels]), tf.reshape(inverse, [channels])];
}
function normalizeGradient({
  dy,
  x,
  mean: mean3,
  inverse,
  gamma
}) {
  const count = x.shape[0] * x.shape[2];
  const unit = tf.mul(tf.sub(x, along(mean3)), along(inverse));
  const dbeta = tf.sum(dy, [0, 2]);
  const dgamma = tf.sum(tf.mul(dy, unit), [0, 2]);
  const direct = tf.sub(dy, along(tf.div(dbeta, count)));
  const throughBoth = tf.sub(direct, tf.mul(unit, along(tf.div(dgamma, count))));
  const dx = tf.mul(throughBoth, along(gamma ? tf.mul(inverse, gamma) : inverse));
  return [dx, dgamma, dbeta];
}
function along(value) {
  return tf.reshape(value, [1, -1, 1]);
}

// packages/kernels/src/batch-norm/kernel-names.ts
var batchNormTrainingKernel = "BatchNormTraining";
var batchNormTrainingGradKernel = "BatchNormTrainingGrad";

// packages/kernels/src/simd/batch-norm.ts
var atOrNone = (heap, tensor2) => tensor2 ? heap.at(tensor2) : 0;
var batchNormTraining = (heap, { x, gamma, beta }, attributes) => {
  const [pixels, channels, inner] = x.shape;
  if (inner !== 1) return void 0;
  const [y, mean3, inverse] = [heap.make(x.shape), heap.make([channels]), heap.make([channels])];
  heap.kernels.batchNorm(
    heap.at(x),
    atOrNone(heap, gamma),
    atOrNone(heap, beta),
    heap.at(y),
    heap.at(mean3),
    heap.at(inverse),
    pixels,
    channels,
    attributes["epsilon"]
  );
  return [y, mean3, inverse];
};
var batchNormTrainingGradient = (heap, { dy, x, mean: mean3, inverse, gamma }) => {
  const [pixels, channels, inner] = x.shape;
  if (inner !== 1) return void 0;
  const [dx, dgamma, dbeta] = [heap.make(x.shape), heap.make([channels]), heap.make([channels])];
  heap.kernels.batchNormGradient(
    heap.at(x),
    heap.at(dy),
    atOrNone(heap, gamma),
    heap.at(mean3),
    heap.at(inverse),
    heap.at(dx),
    heap.at(dgamma),
    heap.at(dbeta),
    pixels,
    channels
  );
  return [dx, dgamma, dbeta];
};

// packages/kernels/src/simd/convolution.ts
import * as tf2 from "@tensorflow/tfjs-core";

// packages/kernels/src/gradients/window.ts
import { backend_util } from "@tensorflow/tfjs-core";
function windowOf(input2, filter, output, attributes) {
  const { strides, pad: pad4, dilations, dimRoundingMode } = attributes;
  const info = backend_util.computeConv2DInfo(
    input2,
    filter,
    strides,
    dilations ?? 1,
    pad4,
    dimRoundingMode,
    true
  );
  const axis = (at, stride, dilation, padding) => ({
    input: input2[at],
    output: output[at],
    filter: filter[at - 1],
    stride,
    dilation,
    padding
  });
  return {
    rows: axis(1, info.strideHeight, info.dilationHeight, info.padInfo.top),
    columns: axis(2, info.strideWidth, info.dilationWidth, info.padInfo.left)
  };
}

// packages/kernels/src/training/geometry.ts
var float = 4;
function aligned(bytes) {
  return Math.ceil(bytes / 64) * 64;
}
function checkGeometry(caller, { rows, columns }, counts2) {
  for (const [name, count] of Object.entries(counts2)) checkCount(caller, name, count);
  for (const [axis, slide] of [["rows", rows], ["columns", columns]]) {
    const { padding, ...positive } = slide;
    for (const [name, count] of Object.entries(positive)) checkCount(caller, `window.${axis}.${name}`, count);
    if (!Number.isInteger(padding) || padding < 0)
      throw new RangeError(`${caller}: window.${axis}.padding must be a whole number from 0, got ${padding}`);
  }
}
function checkCount(caller, name, count) {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${caller}: ${name} must be a whole number from 1, got ${count}`);
}
function extentOf({ output, filter, stride, dilation, padding }) {
  return { length: (output - 1) * stride + (filter - 1) * dilation + 1, before: padding };
}
function inside({ length, before }, input2) {
  return before === 0 && length <= input2;
}
function phasesOf({ input: input2, filter, stride, dilation, padding }) {
  const shared = gcd(stride, dilation);
  const tapStep = stride / shared;
  const outputStep = dilation / shared;
  return Array.from({ length: Math.min(stride, input2) }, (_, first) => {
    const count = Math.ceil((input2 - first) / stride);
    const seen = (tap) => first + padding - (filter - 1 - tap) * dilation;
    let firstTap = 0;
    while (firstTap < filter && seen(firstTap) % stride !== 0) firstTap++;
    const taps2 = Math.ceil((filter - firstTap) / tapStep);
    return { first, count, firstTap, taps: taps2, tapStep, firstOutput: taps2 > 0 ? seen(firstTap) / stride : 0, outputStep };
  });
}
function outputExtent(phases) {
  const used = phases.filter(({ taps: taps2 }) => taps2 > 0);
  const start2 = Math.min(0, ...used.map(({ firstOutput }) => firstOutput));
  const end = Math.max(
    1,
    ...used.map(({ firstOutput, count, taps: taps2, outputStep }) => firstOutput + count + (taps2 - 1) * outputStep)
  );
  return { length: end - start2, before: -start2 };
}
function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}

// packages/kernels/src/training/direct.ts
var cacheBytes = 24 * 1024;
function directConvolution(kernels, geometry) {
  const forward3 = directForward(kernels, geometry);
  const input2 = directInputGradient(kernels, geometry);
  const filter = directFilterGradient(kernels, geometry);
  return {
    scratchBytes: Math.max(forward3.scratchBytes, input2.scratchBytes, filter.scratchBytes),
    forward: forward3.run,
    inputGradient: input2.run,
    filterGradient: filter.run
  };
}
function directForward(kernels, geometry) {
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
          0
        );
    }
  };
}
function directInputGradient(kernels, geometry) {
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
  const taps2 = rows.filter * columns.filter;
  const turnedBytes = aligned(taps2 * tap);
  const image = rows.output * columns.output * outPixel;
  return {
    scratchBytes: turnedBytes + (whole ? 0 : aligned(height.length * outRow)),
    run(dy, filter, dx, scratch) {
      kernels.rotateFilter(filter, scratch, taps2, inputChannels, outputChannels);
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
            outPixel
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
              0
            );
          }
      }
    }
  };
}
function directFilterGradient(kernels, geometry) {
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
  const block2 = Math.max(1, Math.floor(cacheBytes / (rows.stride * padded.row + outRow)));
  return {
    scratchBytes: padded.bytes,
    run(x, dy, dfilter, scratch) {
      for (let b = 0; b < batch; b++) {
        const source = padded.of(x, b, scratch);
        for (let first = 0; first < rows.output; first += block2)
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
              Math.min(block2, rows.output - first),
              1,
              columns.output,
              outputChannels,
              b + first > 0 ? 1 : 0
            );
      }
    }
  };
}
function paddedImage(kernels, { window, inputChannels }) {
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
    of(x, index, scratch) {
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
        pixel
      );
      return scratch;
    }
  };
}

// packages/kernels/src/training/pointwise.ts
function pointwiseApplies({ window }) {
  return [window.rows, window.columns].every(
    ({ filter, stride, padding, input: input2, output }) => filter === 1 && stride === 1 && padding === 0 && input2 === output
  );
}
function pointwiseConvolution(kernels, geometry) {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const pixels = batch * window.rows.input * window.columns.input;
  return {
    scratchBytes: inputChannels * outputChannels * float,
    forward: (x, filter, y) => kernels.gemm(x, filter, y, pixels, inputChannels, outputChannels),
    inputGradient: (dy, filter, dx, scratch) => kernels.gemmTransposedB(dy, filter, dx, pixels, outputChannels, inputChannels, scratch),
    filterGradient: (x, dy, dfilter) => kernels.gemmTransposedA(x, dy, dfilter, inputChannels, pixels, outputChannels)
  };
}

// packages/kernels/src/training/winograd.ts
var places = 16;
var forwardBytes = 64 * 1024;
var gradientBytes = 512 * 1024;
function winogradApplies({ window, inputChannels, outputChannels }) {
  return [window.rows, window.columns].every(
    ({ filter, stride, dilation, output }) => filter === 3 && stride === 1 && dilation === 1 && output > 1
  ) && [inputChannels, outputChannels].every((channels) => channels >= 8 && channels % 4 === 0);
}
function winogradConvolution(kernels, geometry) {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const { rows, columns } = window;
  const input2 = { height: rows.input, width: columns.input, channels: inputChannels };
  const output = { height: rows.output, width: columns.output, channels: outputChannels };
  const forward3 = correlate(kernels, batch, input2, output, rows.padding, columns.padding);
  const backward3 = correlate(kernels, batch, output, input2, 2 - rows.padding, 2 - columns.padding);
  const filter = filterGradient(kernels, batch, input2, output, rows.padding, columns.padding);
  const turned = aligned(9 * inputChannels * outputChannels * float);
  return {
    scratchBytes: Math.max(forward3.scratchBytes, turned + backward3.scratchBytes, filter.scratchBytes),
    forward: forward3.run,
    inputGradient(dy, weights, dx, scratch) {
      kernels.rotateFilter(weights, scratch, 9, inputChannels, outputChannels);
      backward3.run(dy, scratch, dx, scratch + turned);
    },
    filterGradient: filter.run
  };
}
function blocksOf(batch, tileRows, tileColumns, blockRows) {
  const all = batch * tileRows;
  return Array.from({ length: Math.ceil(all / blockRows) }, (_, index) => {
    const start2 = index * blockRows;
    const end = Math.min(start2 + blockRows, all);
    const parts = [];
    for (let row = start2; row < end; ) {
      const image = Math.floor(row / tileRows);
      const rows = Math.min(end, (image + 1) * tileRows) - row;
      parts.push({ image, first: row - image * tileRows, rows, at: (row - start2) * tileColumns });
      row += rows;
    }
    return { tiles: (end - start2) * tileColumns, parts };
  });
}
function tiling(batch, input2, output, blockBytes) {
  const tileRows = Math.ceil(output.height / 2);
  const tileColumns = Math.ceil(output.width / 2);
  const rowBytes = places * tileColumns * (input2.channels + output.channels) * float;
  const blockRows = Math.min(batch * tileRows, Math.max(1, Math.floor(blockBytes / rowBytes)));
  const inputPlane = planeBytes(blockRows * tileColumns * input2.channels);
  const outputPlane = planeBytes(blockRows * tileColumns * output.channels);
  const filterPlane = planeBytes(input2.channels * output.channels);
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
    bytes: patch + places * Math.max(input2.channels, output.channels) * float
  };
}
function planeBytes(floats) {
  return aligned(floats * float) + 64;
}
function correlate(kernels, batch, input2, output, top, left) {
  const plan2 = tiling(batch, input2, output, forwardBytes);
  const { blocks, tileColumns, inputPlane, outputPlane, filterPlane } = plan2;
  const inputImage = input2.height * input2.width * input2.channels * float;
  const outputImage = output.height * output.width * output.channels * float;
  return {
    scratchBytes: plan2.bytes,
    run(x, filter, y, scratch) {
      const v = scratch + plan2.v;
      const m = scratch + plan2.m;
      const patch = scratch + plan2.patch;
      kernels.winogradFilter(filter, scratch, filterPlane, input2.channels * output.channels);
      for (const { tiles, parts } of blocks) {
        for (const { image, first, rows, at } of parts)
          kernels.winogradInput(
            x + image * inputImage,
            v + at * input2.channels * float,
            inputPlane,
            input2.height,
            input2.width,
            input2.channels,
            top,
            left,
            first,
            rows,
            tileColumns,
            patch
          );
        kernels.winogradProduct(
          v,
          inputPlane,
          scratch,
          filterPlane,
          m,
          outputPlane,
          tiles,
          input2.channels,
          output.channels
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
            tileColumns
          );
      }
    }
  };
}
function filterGradient(kernels, batch, input2, output, top, left) {
  const plan2 = tiling(batch, input2, output, gradientBytes);
  const { blocks, tileColumns, inputPlane, outputPlane, filterPlane } = plan2;
  const inputImage = input2.height * input2.width * input2.channels * float;
  const outputImage = output.height * output.width * output.channels * float;
  return {
    scratchBytes: plan2.bytes,
    run(x, dy, dfilter, scratch) {
      const v = scratch + plan2.v;
      const m = scratch + plan2.m;
      const patch = scratch + plan2.patch;
      let accumulate = 0;
      for (const { tiles, parts } of blocks) {
        for (const { image, first, rows, at } of parts) {
          kernels.winogradInput(
            x + image * inputImage,
            v + at * input2.channels * float,
            inputPlane,
            input2.height,
            input2.width,
            input2.channels,
            top,
            left,
            first,
            rows,
            tileColumns,
            patch
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
            patch
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
          input2.channels,
          output.channels,
          accumulate
        );
        accumulate = 1;
      }
      kernels.winogradFilterGradient(scratch, filterPlane, dfilter, input2.channels * output.channels);
    }
  };
}

// packages/kernels/src/training/convolution.ts
function convolution(kernels, geometry) {
  const { window, ...counts2 } = geometry;
  checkGeometry("convolution", window, counts2);
  if (pointwiseApplies(geometry)) return pointwiseConvolution(kernels, geometry);
  return winogradApplies(geometry) ? winogradConvolution(kernels, geometry) : directConvolution(kernels, geometry);
}

// packages/kernels/src/training/depthwise.ts
function depthwiseConvolution(kernels, geometry) {
  const { window, ...counts2 } = geometry;
  checkGeometry("depthwiseConvolution", window, counts2);
  const { rows, columns } = window;
  const { batch, inputChannels, multiplier } = counts2;
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
  const source = (x, index, scratch) => {
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
      pixel
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
          channels
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
            pixel
          );
        const target = dx + b * pixels * inputChannels * float;
        const spread3 = multiplier > 1 ? scratch : target;
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
              spread3 + (r.first * columns.input + c.first) * pixel,
              rows.stride * columns.input * pixel,
              columns.stride * pixel,
              r.count,
              c.count,
              r.taps,
              c.taps,
              channels
            );
        if (multiplier > 1) kernels.sumRepeated(spread3, target, pixels, inputChannels, multiplier);
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
          b > 0 ? 1 : 0
        );
    }
  };
}

// packages/kernels/src/wasm/training.ts
var training = "AGFzbQEAAAABwgEQYAV/f39/fwBgBH9/f38AYBB/f39/f39/f39/f39/f39/AGAGf39/f39/AGAJf39/f39/f39/AGAKf39/f39/f39/fwBgBX9/f399AGARf39/f39/f39/f39/f39/f38AYAN/f38AYBR/f39/f39/f39/f39/f39/f39/fwBgDH9/f39/f39/f39/fwBgB39/f39/f38AYAR/fX9/AGADf31/AGAPf39/f39/f39/f39/f39/AGAJf39/f39/f399AAIPAQNlbnYGbWVtb3J5AgAAAysqAwkEBgAAAwYEBQUECgEBAAEAAAICCwMHAgwBCAENAQgOAgcAAAAAAA8FB84EJwliYXRjaE5vcm0AKBFiYXRjaE5vcm1HcmFkaWVudAApB2FkZEJpYXMAJwtjaGFubmVsU3VtcwADEWdsb2JhbEF2ZXJhZ2VQb29sACYZZ2xvYmFsQXZlcmFnZVBvb2xHcmFkaWVudAAlDnJlcGVhdENoYW5uZWxzACQOc3ByZWFkQ2hhbm5lbHMABwtzdW1SZXBlYXRlZAAjCGNvbnRyYWN0AAEJZGVwdGh3aXNlACEXZGVwdGh3aXNlRmlsdGVyR3JhZGllbnQAIAphY2N1bXVsYXRlAB8DYWRkAB4EZmlsbAAdCG11bHRpcGx5ABwEcmVsdQAbDHJlbHVHcmFkaWVudAAaBXNjYWxlABkHbWF4UG9vbAAYD21heFBvb2xHcmFkaWVudAAXBGdlbW0ABg9nZW1tVHJhbnNwb3NlZEEAFg9nZW1tVHJhbnNwb3NlZEIAFQNwYWQAAgthdmVyYWdlUG9vbAAUE2F2ZXJhZ2VQb29sR3JhZGllbnQAEwxmaWx0ZXJUb09paHcAEgxyb3RhdGVGaWx0ZXIAEQl0cmFuc3Bvc2UAEA50cmFuc3Bvc2VCYXRjaAAPE3dpbm9ncmFkQ29ycmVsYXRpb24ACQ93aW5vZ3JhZFByb2R1Y3QACA53aW5vZ3JhZEZpbHRlcgAOFndpbm9ncmFkRmlsdGVyR3JhZGllbnQADQ13aW5vZ3JhZElucHV0AAwOd2lub2dyYWRPdXRwdXQACxZ3aW5vZ3JhZE91dHB1dEdyYWRpZW50AAoGbWVtb3J5AgAK5ZIBKvQDAgd/BnsgBUEESCAEQQRIcgRAA0AgBSAHSgRAQQAhBgNAIAQgBkoEQCACIAMgB2xqIAZBAnRqIAAgASAGbGogB0ECdGoqAgA4AgAgBkEBaiEGDAELCyAHQQFqIQcMAQsLDwsDQCAEIAdKBEAgB0EgaiIGIAQgBCAGShshDEEAIQkDQCAFIAlKBEAgCSAFQQRrIgYgBiAJShshCyAHIQYDQCAGIAxIBEAgACAGIARBBGsiCCAGIAhIGyIIIAFsaiALQQJ0aiIKIAFq/QAEACEPIAIgAyALbGogCEECdGoiCCAK/QAEACIQIA/9DQABAgMQERITBAUGBxQVFhciDiAKIAFBAXRq/QAEACIRIAogAUEDbGr9AAQAIhL9DQABAgMQERITBAUGBxQVFhciDf0NAAECAwQFBgcQERITFBUWF/0LBAAgAyAIaiAOIA39DQgJCgsMDQ4PGBkaGxwdHh/9CwQAIAggA0EBdGogECAP/Q0ICQoLGBkaGwwNDg8cHR4fIg4gESAS/Q0ICQoLGBkaGwwNDg8cHR4fIg39DQABAgMEBQYHEBESExQVFhf9CwQAIAggA0EDbGogDiAN/Q0ICQoLDA0ODxgZGhscHR4f/QsEACAGQQRqIQYMAQsLIAlBBGohCQwBCwsgB0EgaiEHDAELCwuXCQIUfw17IA8gEGwgEWxFBEAgE0UEQANAIA0gFEoEQEEAIQADQCAAIA5IBEAgCiALIBRsaiAAIAxsakEAIBJBAnT8CwAgAEEBaiEADAELCyAUQQFqIRQMAQsLCw8LIBJBCEgEQANAIA0gFkoEQEEAIRQDQCASIBRKBEAgACABIBZsaiACIAMgBCAFIBRBAnQiFSAGaiAHIAggCSAKIAsgFmxqIBVqIAwgDiAPIBAgESASIBRrIBMQIiAUQQRqIRQMAQsLIBZBAWohFgwBCwsPCwNAIA0gIUoEQCAAIAEgIWxqISUgCiALICFsaiEmQQAhHwNAIBIgH0oEQCAfIB9BCGogEmsiFGsgHyAUQQBKGyEi/QwAAAAAAQAAAAIAAAADAAAAIBT9Ef0/ITD9DAAAAAABAAAAAgAAAAMAAAAgFEEEa/0R/T8hMSAGICJBAnRqIR1BACEgA0AgDiAgSgRAIAJBACAOICBrIh5BAUobIiMgAmogIyAeQQJKGyIkIAJqICQgHkEDShshJ/0MAAAAAAAAAAAAAAAAAAAAACEo/QwAAAAAAAAAAAAAAAAAAAAAISn9DAAAAAAAAAAAAAAAAAAAAAAhKv0MAAAAAAAAAAAAAAAAAAAAACEr/QwAAAAAAAAAAAAAAAAAAAAAISz9DAAAAAAAAAAAAAAAAAAAAAAhLf0MAAAAAAAAAAAAAAAAAAAAACEu/QwAAAAAAAAAAAAAAAAAAAAAIS8gJSACICBsaiEaIB0hFCAPIRsDQCAaIRYgFCEVIBAhHANAIBYhFyAVIRkgESEYA0AgGf0ABAAhMiAZ/QAEECEzIAkgGWohGSAoIBf9CQIAIjQgMv3mAf3kASEoICkgNCAz/eYB/eQBISkgKiAXICNq/QkCACI0IDL95gH95AEhKiArIDQgM/3mAf3kASErICwgFyAkav0JAgAiNCAy/eYB/eQBISwgLSA0IDP95gH95AEhLSAuIBcgJ2r9CQIAIjQgMv3mAf3kASEuIC8gNCAz/eYB/eQBIS8gBSAXaiEXIBhBAWsiGEEASg0ACyAEIBZqIRYgCCAVaiEVIBxBAWsiHEEASg0ACyADIBpqIRogByAUaiEUIBtBAWsiG0EASg0ACyAmIAwgIGxqICJBAnRqIhQgEwR7IAwgFGogFCAeQQFKGyIVIAxqIBUgHkECShsiFiAMaiAWIB5BA0obIRcgFP0ABBAgKSAx/U795AEhKSAV/QAEACAqIDD9Tv3kASEqIBX9AAQQICsgMf1O/eQBISsgFv0ABAAgLCAw/U795AEhLCAW/QAEECAtIDH9Tv3kASEtIBf9AAQAIC4gMP1O/eQBIS4gF/0ABBAgLyAx/U795AEhLyAU/QAEACAoIDD9Tv3kAQUgKAv9CwQAIBQgKf0LBBAgHkEBSgRAIAwgFGoiFCAq/QsEACAUICv9CwQQCyAeQQJKBEAgDCAUaiIUICz9CwQAIBQgLf0LBBALIB5BA0oEQCAMIBRqIhQgLv0LBAAgFCAv/QsEEAsgIEEEaiEgDAELCyAfQQhqIR8MAQsLICFBAWohIQwBCwsLhgQBBn8gBSADIAdqIgkgBSAJSBsiCiAHQQAgB0EAShsiCSAFIAUgCUobIgsgCiALShshDUEAIAdrIgdBACAHQQBKGyAIbCEOIAMgCGwhCgNAIAQgDEoEQCAMIAZrIglBAEggAiAJTHIEQCAFIAhsIgcgAWohAyABIAdBcHFqIQcDQCABIAdJBEAgAf0MAAAAAAAAAAAAAAAAAAAAAP0LBAAgAUEQaiEBDAELCwNAIAEgA0kEQCABQQA2AgAgAUEEaiEBDAELCyADIQEFIAggC2wiAyABaiEHIAEgA0FwcWohAwNAIAEgA0kEQCAB/QwAAAAAAAAAAAAAAAAAAAAA/QsEACABQRBqIQEMAQsLA0AgASAHSQRAIAFBADYCACABQQRqIQEMAQsLIA0gC2sgCGwiASAHaiEDIAcgAUFwcWohASAAIAkgCmxqIA5qIQkDQCABIAdLBEAgByAJ/QAEAP0LBAAgB0EQaiEHIAlBEGohCQwBCwsDQCADIAdLBEAgByAJKAIANgIAIAdBBGohByAJQQRqIQkMAQsLIAUgDWsgCGwiByADaiEBIAMgB0FwcWohBwNAIAMgB0kEQCAD/QwAAAAAAAAAAAAAAAAAAAAA/QsEACADQRBqIQMMAQsLA0AgASADSwRAIANBADYCACADQQRqIQMMAQsLCyAMQQFqIQwMAQsLC90EAgZ/BXsgA0ECdCEKIAT9EyENA0AgBkEIaiADTARAIAAgBkECdGohBf0MAAAAAAAAAAAAAAAAAAAAACEO/QwAAAAAAAAAAAAAAAAAAAAAIQ9BACEHA0AgAiAHSgRA/QwAAAAAAAAAAAAAAAAAAAAAIQz9DAAAAAAAAAAAAAAAAAAAAAAhC0GAASACIAdrIgggCEGAAUobIQgDQCAIQQBKBEAgDCAF/QAEAP3kASEMIAsgBf0ABBD95AEhCyAFIApqIQUgCEEBayEIDAELCyAOIAz95AEhDiAPIAv95AEhDyAHQYABaiEHDAELCyABIAZBAnRqIgUgDiAN/eYB/QsEACAFIA8gDf3mAf0LBBAgBkEIaiEGDAELCwNAIAMgBkoEQCADIAZrIQkgACAGQQJ0aiEF/QwAAAAAAAAAAAAAAAAAAAAAIQxBACEIA0AgAiAISgRA/QwAAAAAAAAAAAAAAAAAAAAAIQtBgAEgAiAIayIHIAdBgAFKGyEHA0AgB0EASgRAIAsCeyAJQQROBEAgBf0ABAAMAQsgCUEDRgRAIAVBCGogBf1dAwD9VgIAAgwBCyAJQQJGBEAgBf1dAwAMAQsgBf1cAgAL/eQBIQsgBSAKaiEFIAdBAWshBwwBCwsgDCAL/eQBIQwgCEGAAWohCAwBCwsgASAGQQJ0aiEFIAwgDf3mASELIAlBBE4EQCAFIAv9CwQABSAJQQNGBEAgBSAL/VsDAAAgBUEIaiAL/VoCAAIFIAlBAkYEQCAFIAv9WwMAAAUgBSAL/VoCAAALCwsgBkEEaiEGDAELCwvrAgIGewV/A0AgAiALSwRAIAAgC2oiDP0ABAAhBSABIAxqIg39AAQAIQcgAiANav0ABAAhCCACIAxq/QAEACEGIAMgC2oiDSAF/QsEACAEIA1qIAUgBv3kAf0LBAAgBEEBdCIMIA1qIAUgBv3lAf0LBAAgBEEDbCIOIA1qIAb94QH9CwQAIARBAnQiDyANaiINIAUgB/3kASIJ/QsEACAEIA1qIAkgBiAI/eQBIgr95AH9CwQAIAwgDWogCSAK/eUB/QsEACANIA5qIAr94QH9CwQAIA0gD2oiDSAFIAf95QEiBf0LBAAgBCANaiAFIAYgCP3lASIG/eQB/QsEACAMIA1qIAUgBv3lAf0LBAAgDSAOaiAG/eEB/QsEACANIA9qIg0gB/3hASIF/QsEACAEIA1qIAUgCP3hASIG/eQB/QsEACAMIA1qIAUgBv3lAf0LBAAgDSAOaiAG/eEB/QsEACALQRBqIQsMAQsLC70EAgt7CH8gAkEBdCEQIAJBA2whEQNAIAIgEksEQCAAIBJqIhMgAWoiFP0ABAAhCiACIBRq/QAEACEFIBAgFGr9AAQAIQYgESAUav0ABAAhByABIBRqIhT9AAQAIQggAiATav0ABAAgAiAUav0ABAAiC/3lASEMIBEgE2r9AAQAIBEgFGr9AAQAIg395QEhDiADIBJqIhUgE/0ABAAgCP3lASAQIBNq/QAEACAQIBRq/QAEACIP/eUBIgn95QH9CwQAIAQgFWogDCAJ/eQB/QsEACAEQQF0IhMgFWogCSAM/eUB/QsEACAEQQNsIhYgFWogDCAO/eUB/QsEACAVIARBAnQiFWoiFyAKIAj95AEgBiAP/eQBIgn95QH9CwQAIAQgF2ogBSAL/eQBIgwgCf3kAf0LBAAgEyAXaiAJIAz95QH9CwQAIBYgF2ogDCAHIA395AH95QH9CwQAIBUgF2oiFyAIIAr95QEgDyAG/eUBIgj95QH9CwQAIAQgF2ogCyAF/eUBIgkgCP3kAf0LBAAgEyAXaiAIIAn95QH9CwQAIBYgF2ogCSANIAf95QH95QH9CwQAIAUgASAUaiIUIAJq/QAEAP3lASEFIAcgESAUav0ABAD95QEhByAVIBdqIhUgCiAU/QAEAP3lASAGIBAgFGr9AAQA/eUBIgb95QH9CwQAIAQgFWogBSAG/eQB/QsEACATIBVqIAYgBf3lAf0LBAAgFSAWaiAFIAf95QH9CwQAIBJBEGohEgwBCwsLbAEEfyAEQQJ0IQggBUECdCEHA0AgAyAGSgRAIAAgBiAIbGpBACAIQQBBAEEEIAFBAEEAIAcgAiAGIAdsakEAIAdBAUGAASADIAZrIgkgCUGAAUobQQFBASAEIAVBABABIAZBgAFqIQYMAQsLC40BAgN/AXsgA0ECdCIGQXBxIQUgBP0TIQgDQCACIAdKBEBBACEDA0AgAyAFSQRAIAEgA2ogACADav0ABAAgCP3mAf0LBAAgA0EQaiEDDAELCyAFIQMDQCADIAZJBEAgASADaiAAIANqKgIAIASUOAIAIANBBGohAwwBCwsgASAGaiEBIAdBAWohBwwBCwsLYgEDfyAHQQJ0IQsgCEECdCEKA0AgCUEQSQRAIAAgASAJbGpBACALQQBBAEEEIAIgAyAJbGpBAEEAIAogBCAFIAlsakEAIApBASAGQQFBASAHIAhBABABIAlBAWohCQwBCwsLYgEDfyAHQQJ0IQwgCEECdCELA0AgCkEQSQRAIAAgASAKbGpBAEEEQQBBACAMIAIgAyAKbGpBAEEAIAsgBCAFIApsakEAIAtBASAHQQFBASAGIAggCRABIApBAWohCgwBCwsLqQEBA38gBUECdCIKIARsIQwgBkEBdCEFA0AgBSAGIAdqQQF0SARAQQAhCwNAIAsgCEEBdEgEQCALQQJqIARMIAVBAmogA0xxBEAgACAFIAxsaiAKIAtsaiAMIAogASACEAQFIAAgCSADIARBAkECQQAgBWtBACALayAKEAIgCSAKQQF0IAogASACEAQLIAEgCmohASALQQJqIQsMAQsLIAVBAmohBQwBCwsLgwQCDX8LeyAFQQJ0IgogBGwhDSABQQJ0IQwgBiEFA0AgBSAGIAdqSARAIAVBAXRBAWogA0ghD0EAIQsDQCAIIAtKBEAgC0EBdCIJQQFqIARIIQ4gAiAFQQF0IA1saiAJIApsaiEQQQAhCQNAIAkgCkkEQCAMIAAgCWoiEWoiEv0ABAAhHiAMIBJqIhT9AAQAIRYgAUEDbCITIBJq/QAEACEbIBEgE2r9AAQAIBv95AEgEyAUav0ABAAiHP3kASEfIAFBAXQiEyASav0ABAAhFyAJIBBqIhUgEf0ABAAgHv3kASAW/eQBIAEgEWr9AAQAIAEgEmr9AAQAIh395AEgASAUav0ABAAiIP3kASIY/eQBIBEgE2r9AAQAIBf95AEgEyAUav0ABAAiGf3kASIa/eQB/QsEACAOBEAgCiAVaiAYIBr95QEgH/3lAf0LBAALIA8EQCAdICD95QEgDCAUaiIRIAFq/QAEAP3lASEYIBsgHP3lASARIAFBA2xq/QAEAP3lASEaIA0gFWoiEiAeIBb95QEgEf0ABAD95QEgGP3kASAXIBn95QEgESABQQF0av0ABAD95QEiFv3kAf0LBAAgDgRAIAogEmogGCAW/eUBIBr95QH9CwQACwsgCUEQaiEJDAELCyAAIApqIQAgC0EBaiELDAELCyAFQQFqIQUMAQsLC7sBAQV/IAVBAnQiDCAEbCEQIAghBQNAIAUgCCAJakgEQCAFQQF0IAZrIQ1BACEOA0AgCiAOSgRAIA1BBGogA0wgDkEBdCAHayIPIA1yQQBOcSAPQQRqIARMcQRAIAAgDSAQbGogDCAPbGogECAMIAEgAhAFBSAAIAsgAyAEQQRBBEEAIA1rQQAgD2sgDBACIAsgDEECdCAMIAEgAhAFCyABIAxqIQEgDkEBaiEODAELCyAFQQFqIQUMAQsLC6sGAgZ7B38gA0ECdCEMA0AgDCANSwRAQQAhAwNAIANBA0gEQCABQQJ0IgogACANaiILIAFBA2xqIg5q/QAEACEEIA4gCkEBdGr9AAQAIQUCeyADRQRAIA79AAQA/QwAAAA/AAAAPwAAAD8AAAA/IAQgBf3kAf3mAf3kAQwBC/0MAAAAPwAAAD8AAAA/AAAAPyAEIAX95QH95gEgA0EBRg0AGv0MAAAAPwAAAD8AAAA/AAAAPyAEIAX95AH95gEgDiAKQQNsav0ABAD95AELIQQgAiANaiADQQNsIAxsaiEOIAEgC2oiDyAKav0ABAAhBSAPIApBAXRq/QAEACEGIAsgAUEBdGoiECAKav0ABAAhByAQIApBAXRq/QAEACEI/QwAAAA/AAAAPwAAAD8AAAA/AnsgA0UEQCAP/QAEAP0MAAAAPwAAAD8AAAA/AAAAPyAFIAb95AH95gH95AEMAQv9DAAAAD8AAAA/AAAAPwAAAD8gBSAG/eUB/eYBIANBAUYNABr9DAAAAD8AAAA/AAAAPwAAAD8gBSAG/eQB/eYBIA8gCkEDbGr9AAQA/eQBCyIFAnsgA0UEQCAQ/QAEAP0MAAAAPwAAAD8AAAA/AAAAPyAHIAj95AH95gH95AEMAQv9DAAAAD8AAAA/AAAAPwAAAD8gByAI/eUB/eYBIANBAUYNABr9DAAAAD8AAAA/AAAAPwAAAD8gByAI/eQB/eYBIBAgCkEDbGr9AAQA/eQBCyIG/eQB/eYBIQcgCiALav0ABAAhCCALIApBAXRq/QAEACEJIA4CeyADRQRAIAv9AAQA/QwAAAA/AAAAPwAAAD8AAAA/IAggCf3kAf3mAf3kAQwBC/0MAAAAPwAAAD8AAAA/AAAAPyAIIAn95QH95gEgA0EBRg0AGv0MAAAAPwAAAD8AAAA/AAAAPyAIIAn95AH95gEgCyAKQQNsav0ABAD95AELIAf95AH9CwQAIAwgDmr9DAAAAD8AAAA/AAAAPwAAAD8gBSAG/eUB/eYB/QsEACAOIAxBAXRqIAcgBP3kAf0LBAAgA0EBaiEDDAELCyANQRBqIQ0MAQsLC4YGAgx7BX8gA0ECdCEDA0AgAyAQSwRAIAAgEGoiESADQQNsIhJqIhMgEmohEiADQQF0IhQgEWr9AAQAIQogE/0ABAAhCyADIBNq/QAEACEEIBMgFGr9AAQAIQwgEf0ABAAiDSAS/QAEACIF/eQBIQ4gAyARav0ABAAiDyADIBJq/QAEACIG/eQBIQcgCiASIBRq/QAEACII/eQBIQkgASAQaiIRIA39CwQAIAIgEWr9DAAAAD8AAAA/AAAAPwAAAD8gDSAK/eQBIg0gD/3kAf3mAf0LBAAgAkEBdCISIBFq/QwAAAA/AAAAPwAAAD8AAAA/IA0gD/3lAf3mAf0LBAAgAkEDbCITIBFqIAr9CwQA/QwAAAA/AAAAPwAAAD8AAAA/IA4gC/3kAf3mASIK/QwAAAA/AAAAPwAAAD8AAAA/IAkgDP3kAf3mASIN/eQBIQ8gAkECdCIUIBFqIhEgCv0LBAAgAiARav0MAAAAPwAAAD8AAAA/AAAAPyAP/QwAAAA/AAAAPwAAAD8AAAA/IAcgBP3kAf3mASIK/eQB/eYB/QsEACARIBJq/QwAAAA/AAAAPwAAAD8AAAA/IA8gCv3lAf3mAf0LBAAgESATaiAN/QsEAP0MAAAAPwAAAD8AAAA/AAAAPyAOIAv95QH95gEiCv0MAAAAPwAAAD8AAAA/AAAAPyAJIAz95QH95gEiCf3kASELIBEgFGoiESAK/QsEACACIBFq/QwAAAA/AAAAPwAAAD8AAAA/IAv9DAAAAD8AAAA/AAAAPwAAAD8gByAE/eUB/eYBIgT95AH95gH9CwQAIBEgEmr9DAAAAD8AAAA/AAAAPwAAAD8gCyAE/eUB/eYB/QsEACARIBNqIAn9CwQAIBEgFGoiESAF/QsEACACIBFq/QwAAAA/AAAAPwAAAD8AAAA/IAUgCP3kASIEIAb95AH95gH9CwQAIBEgEmr9DAAAAD8AAAA/AAAAPwAAAD8gBCAG/eUB/eYB/QsEACARIBNqIAj9CwQAIBBBEGohEAwBCwsLQQEDfyADIARsQQJ0IQYDQCACIAVKBEAgBSAGbCIHIABqIARBAnQgASAHaiADQQJ0IAMgBBAAIAVBAWohBQwBCwsLFgAgACADQQJ0IAEgAkECdCACIAMQAAtIAQJ/IAMgBGxBAnQhBgNAIAIgBUoEQCAAIAUgBmxqIARBAnQgASACQQFrIAVrIAZsaiADQQJ0IAMgBBAAIAVBAWohBQwBCwsLTAEDfyADIARsQQJ0IQYgAiADbEECdCEHA0AgAyAFSgRAIAAgBCAFbEECdGogBiABIAIgBWxBAnRqIAcgAiAEEAAgBUEBaiEFDAELCwv4BgIRfwN7IANBAnQiFiAFbCIaIAxsIRwgDSAWbCEdIAFBACACIARsIBps/AsAIAAhEgNAIAIgG0oEQCABIAQgG2wgGmxqISBBACEYA0AgBiAYSgRAIAogGGwgDmsiF0EATgR/QQAFIAxBAUYEf0EAIBdrBSAMQQFrIBdrIAxtCwshHiAEIBdMBH9BAAUgCCAMQQFGBH8gBCAXawUgBCAXayAMakEBayAMbQsiACAAIAhKGwsgHmsiAEEAIABBAE4bIRNBACEZA0AgByAZSgRAIAsgGWwgD2siAEEATgR/QQAFIA1BAUYEf0EAIABrBSANQQFrIABrIA1tCwshA0MAAIA/IAAgBU4Ef0EABSAJIA1BAUYEfyAFIABrBSAFIABrIA1qQQFrIA1tCyIQIAkgEEgbCyADayIQQQAgEEEAThsiFCATbLKV/RMhISAgIBcgDCAebGogGmxqIAAgAyANbGogFmxqIR9BACEVA0AgFUEgaiAWTQRAIBIgFWoiAP0ABAAgIf3mASEiIAD9AAQQICH95gEhIyAVIB9qIREgEyEDA0AgA0EASgRAIBEhECAUIQADQCAAQQBKBEAgECAQ/QAEACAi/eQB/QsEACAQIBD9AAQQICP95AH9CwQQIBAgHWohECAAQQFrIQAMAQsLIBEgHGohESADQQFrIQMMAQsLIBVBIGohFQwBCwsDQCAVIBZJBEAgEiAVaiEAAnsgFiAVa0ECdiIQQQRPBEAgAP0ABAAMAQsgEEEDRgRAIABBCGogAP1dAwD9VgIAAgwBCyAQQQJGBEAgAP1dAwAMAQsgAP1cAgALICH95gEhIkEAIREDQCARIBNIBEBBACEDA0AgAyAUSARAIBUgH2ogESAcbGogAyAdbGohAAJ7IBBBBE8EQCAA/QAEAAwBCyAQQQNGBEAgAEEIaiAA/V0DAP1WAgACDAELIBBBAkYEQCAA/V0DAAwBCyAA/VwCAAsgIv3kASEjIBBBBE8EQCAAICP9CwQABSAQQQNGBEAgACAj/VsDAAAgAEEIaiAj/VoCAAIFIBBBAkYEQCAAICP9WwMAAAUgACAj/VoCAAALCwsgA0EBaiEDDAELCyARQQFqIREMAQsLIBVBEGohFQwBCwsgEiAWaiESIBlBAWohGQwBCwsgGEEBaiEYDAELCyAbQQFqIRsMAQsLC94GAhF/A3sgA0ECdCIWIAVsIhsgDGwhHCANIBZsIR0gASESA0AgAiAaSgRAIAAgBCAabCAbbGohIEEAIRgDQCAGIBhKBEAgCiAYbCAOayIXQQBOBH9BAAUgDEEBRgR/QQAgF2sFIAxBAWsgF2sgDG0LCyEeIAQgF0wEf0EABSAIIAxBAUYEfyAEIBdrBSAEIBdrIAxqQQFrIAxtCyIBIAEgCEobCyAeayIBQQAgAUEAThshE0EAIRkDQCAHIBlKBEAgCyAZbCAPayIBQQBOBH9BAAUgDUEBRgR/QQAgAWsFIA1BAWsgAWsgDW0LCyEDQwAAgD8gASAFTgR/QQAFIAkgDUEBRgR/IAUgAWsFIAUgAWsgDWpBAWsgDW0LIhAgCSAQSBsLIANrIhBBACAQQQBOGyIUIBNsspX9EyEiICAgFyAMIB5saiAbbGogASADIA1saiAWbGohH0EAIRUDQCAVQSBqIBZNBED9DAAAAAAAAAAAAAAAAAAAAAAhI/0MAAAAAAAAAAAAAAAAAAAAACEhIBUgH2ohESATIQMDQCADQQBKBEAgESEQIBQhAQNAIAFBAEoEQCAjIBD9AAQA/eQBISMgISAQ/QAEEP3kASEhIBAgHWohECABQQFrIQEMAQsLIBEgHGohESADQQFrIQMMAQsLIBIgFWoiASAjICL95gH9CwQAIAEgISAi/eYB/QsEECAVQSBqIRUMAQsLA0AgFSAWSQRAIBYgFWtBAnYhAf0MAAAAAAAAAAAAAAAAAAAAACEhQQAhEQNAIBEgE0gEQEEAIQMDQCADIBRIBEAgFSAfaiARIBxsaiADIB1saiEQICECeyABQQRPBEAgEP0ABAAMAQsgAUEDRgRAIBBBCGogEP1dAwD9VgIAAgwBCyABQQJGBEAgEP1dAwAMAQsgEP1cAgAL/eQBISEgA0EBaiEDDAELCyARQQFqIREMAQsLIBIgFWohAyAhICL95gEhISABQQRPBEAgAyAh/QsEAAUgAUEDRgRAIAMgIf1bAwAAIANBCGogIf1aAgACBSABQQJGBEAgAyAh/VsDAAAFIAMgIf1aAgAACwsLIBVBEGohFQwBCwsgEiAWaiESIBlBAWohGQwBCwsgGEEBaiEYDAELCyAaQQFqIRoMAQsLCyQAIAEgBEECdCAGIAVBAnQgBSAEEAAgACAGIAIgAyAEIAUQBguEAQEEfyADQQJ0IQggBUECdCEHA0AgBCAGSgRAIAAgBiAIbGpBAEEEQQBBACAIIAEgBiAHbGpBAEEAIAcgAkEAIAdBASADQQFBAUGAASAEIAZrIgkgCUGAAUobIAUgBkEAShABIAZBgAFqIQYMAQsLIARFBEAgAkEAIAMgBWxBAnT8CwALC68GAxJ/An0EeyAEQQJ0IhcgBmwiHCANbCEdIA4gF2whHiACQQAgAyAFbCAcbPwLACABIREDQCADIBpKBEBBACEYA0AgByAYSgRAIAsgGGwgD2siFkEATgR/QQAFIA1BAUYEf0EAIBZrBSANQQFrIBZrIA1tCwshHyAFIBZMBH9BAAUgCSANQQFGBH8gBSAWawUgBSAWayANakEBayANbQsiASABIAlKGwsgH2shG0EAIRkDQCAIIBlKBEAgDCAZbCAQayIBQQBOBH9BAAUgDkEBRgR/QQAgAWsFIA5BAWsgAWsgDm0LCyEEIAEgBk4Ef0EABSAKIA5BAUYEfyAGIAFrBSAGIAFrIA5qQQFrIA5tCyISIAogEkgbCyAEayISQQBKIBtBAEpxBEAgBSAabCAWaiANIB9saiAcbCABIAQgDmxqIBdsaiEgQQAhEwNAIBNBEGogF00EQCARIBNqISEgEiEBQQAhFP0MAACA/wAAgP8AAID/AACA/yEmIBMgIGoiIv0RISUDQCAUIBtIBEAgIiAUIB1saiEVIAEhBANAIARBAEoEQCAAIBVq/QAEACInICb9RCAnICf9Qv1QISggJyAmICj9UiEmIBX9ESAlICj9UiElIBUgHmohFSAEQQFrIQQMAQsLIBRBAWohFAwBCwsgAiAl/RsAaiIBIAEqAgAgISoCAJI4AgAgAkEEaiAl/RsBaiIBIAEqAgAgISoCBJI4AgAgAkEIaiAl/RsCaiIBIAEqAgAgISoCCJI4AgAgAkEMaiAl/RsDaiIBIAEqAgAgISoCDJI4AgAgE0EQaiETDAELCwNAIBMgF0kEQCARIBNqIQRBACEVQwAAgP8hIyATICBqIiEhAQNAIBUgG0gEQEEAIRQDQCASIBRKBEAgISAVIB1saiAUIB5saiIiIABqKgIAIiRDAACAf19FICMgJF1yBEAgJCEjICIhAQsgFEEBaiEUDAELCyAVQQFqIRUMAQsLIAEgAmoiASABKgIAIAQqAgCSOAIAIBNBBGohEwwBCwsLIBEgF2ohESAZQQFqIRkMAQsLIBhBAWohGAwBCwsgGkEBaiEaDAELCwv1BgIRfwZ7IANBAnQiHyAFbCIaIAxsIRkgDSAfbCEYIAEhEgNAIAIgG0oEQCAAIAQgG2wgGmxqIRVBACEdA0AgBiAdSgRAIAogHWwgDmsiHkEATgR/QQAFIAxBAUYEf0EAIB5rBSAMQQFrIB5rIAxtCwshFyAEIB5MBH9BAAUgCCAMQQFGBH8gBCAeawUgBCAeayAMakEBayAMbQsiASABIAhKGwsgF2shEUEAIRwDQCAHIBxKBEAgCyAcbCAPayITQQBOBH9BAAUgDUEBRgR/QQAgE2sFIA1BAWsgE2sgDW0LCyEDIAUgE0wEf0EABSAJIA1BAUYEfyAFIBNrBSAFIBNrIA1qQQFrIA1tCyIBIAEgCUobCyADayEQIBUgHiAMIBdsaiAabGogEyADIA1saiAfbGohFkEAISADQCAgQSBqIB9NBED9DAAAgP8AAID/AACA/wAAgP8hJv0MAACA/wAAgP8AAID/AACA/yEl/QwAAAAAAAAAAAAAAAAAAAAAIST9DAAAAAAAAAAAAAAAAAAAAAAhIyAWICBqIRQgESETA0AgE0EASgRAIBQhAyAQIQEDQCABQQBKBEAgJiAD/QAEACIi/esBISYgJSAD/QAEECIh/esBISUgJCAiICL9Qv1QISQgIyAhICH9Qv1QISMgAyAYaiEDIAFBAWshAQwBCwsgFCAZaiEUIBNBAWshEwwBCwsgEiAgaiIBICYgJP1Q/QsEACABICUgI/1Q/QsEECAgQSBqISAMAQsLA0AgHyAgSwRAIB8gIGtBAnYhA/0MAACA/wAAgP8AAID/AACA/yEmQQAhFANAIBEgFEoEQEEAIRMDQCAQIBNKBEAgFiAgaiAUIBlsaiATIBhsaiEBICYCeyADQQRPBEAgAf0ABAAMAQsgA0EDRgRAIAFBCGogAf1dAwD9VgIAAgwBCyADQQJGBEAgAf1dAwAMAQsgAf1cAgAL/ekBISYgE0EBaiETDAELCyAUQQFqIRQMAQsLIBIgIGohASADQQRPBEAgASAm/QsEAAUgA0EDRgRAIAEgJv1bAwAAIAFBCGogJv1aAgACBSADQQJGBEAgASAm/VsDAAAFIAEgJv1aAgAACwsLICBBEGohIAwBCwsgEiAfaiESIBxBAWohHAwBCwsgHUEBaiEdDAELCyAbQQFqIRsMAQsLC2sCAn8BeyADQQJ0QXBxIQQgAf0TIQYDQCAEIAVLBEAgAiAFaiAAIAVq/QAEACAG/eYB/QsEACAFQRBqIQUMAQsLA0AgBCADQQJ0SQRAIAIgBGogACAEaioCACABlDgCACAEQQRqIQQMAQsLC7UBAwJ/AX0BeyADQQJ0QXBxIQQDQCAEIAVLBEAgAiAFaiABIAVq/QAEACAAIAVq/QAEACIH/QwAAAAAAAAAAAAAAAAAAAAA/UT9TiAHIAf9Qv1Q/QsEACAFQRBqIQUMAQsLA0AgBCADQQJ0SQRAIAIgBGogACAEaioCACIGQwAAAABeBH0gASAEaioCAAVDAAAAACAGIAZDAAAAAFsgBkMAAAAAXXIbCzgCACAEQQRqIQQMAQsLC3YBAn8gAkECdEFwcSEDA0AgAyAESwRAIAEgBGogACAEav0ABAD9DAAAAAAAAAAAAAAAAAAAAAD96wH9CwQAIARBEGohBAwBCwsDQCADIAJBAnRJBEAgASADaiAAIANqKgIAQwAAAACXOAIAIANBBGohAwwBCwsLcAECfyADQQJ0QXBxIQQDQCAEIAVLBEAgAiAFaiAAIAVq/QAEACABIAVq/QAEAP3mAf0LBAAgBUEQaiEFDAELCwNAIAQgA0ECdEkEQCACIARqIAAgBGoqAgAgASAEaioCAJQ4AgAgBEEEaiEEDAELCwtWAgJ/AXsgAkECdEFwcSEDIAH9EyEFA0AgAyAESwRAIAAgBGogBf0LBAAgBEEQaiEEDAELCwNAIAMgAkECdEkEQCAAIANqIAE4AgAgA0EEaiEDDAELCwtwAQJ/IANBAnRBcHEhBANAIAQgBUsEQCACIAVqIAAgBWr9AAQAIAEgBWr9AAQA/eQB/QsEACAFQRBqIQUMAQsLA0AgBCADQQJ0SQRAIAIgBGogACAEaioCACABIARqKgIAkjgCACAEQQRqIQQMAQsLC24BA38gAkECdEFwcSEDA0AgAyAESwRAIAEgBGoiBSAF/QAEACAAIARq/QAEAP3kAf0LBAAgBEEQaiEEDAELCwNAIAMgAkECdEkEQCABIANqIgQgBCoCACAAIANqKgIAkjgCACADQQRqIQMMAQsLC+MGAgx/BHsgDUECdCEYA0AgCyAVSgRAQQAhFANAIAwgFEoEQCAAIAMgFWxqIAQgFGxqIRYgCCAMIBVsIBRqIBhsaiEXQQAhEgNAIBJBCGogDUwEQCAXIBJBAnRqIRn9DAAAAAAAAAAAAAAAAAAAAAAhHSAOBHsgGf0ABAAhHSAZ/QAEEAX9DAAAAAAAAAAAAAAAAAAAAAALIRxBACETA0AgCSATSgRAIBJBAnQiDyAWaiABIBNsaiEQIAUgD2ogBiATbGohEf0MAAAAAAAAAAAAAAAAAAAAACEe/QwAAAAAAAAAAAAAAAAAAAAAIRsgCiEPA0AgD0EASgRAIB4gEP0ABAAgEf0ABAD95gH95AEhHiAbIBD9AAQQIBH9AAQQ/eYB/eQBIRsgAiAQaiEQIAcgEWohESAPQQFrIQ8MAQsLIB0gHv3kASEdIBwgG/3kASEcIBNBAWohEwwBCwsgGSAd/QsEACAZIBz9CwQQIBJBCGohEgwBCwsDQCANIBJKBEAgDSASayEZIBcgEkECdGohGiAOBHsCeyAZQQROBEAgGv0ABAAMAQsgGUEDRgRAIBpBCGogGv1dAwD9VgIAAgwBCyAZQQJGBEAgGv1dAwAMAQsgGv1cAgALBf0MAAAAAAAAAAAAAAAAAAAAAAshG0EAIRMDQCAJIBNKBEAgEkECdCIPIBZqIAEgE2xqIRAgBSAPaiAGIBNsaiER/QwAAAAAAAAAAAAAAAAAAAAAIRwgCiEPA0AgD0EASgRAIBwCeyAZQQROBEAgEP0ABAAMAQsgGUEDRgRAIBBBCGogEP1dAwD9VgIAAgwBCyAZQQJGBEAgEP1dAwAMAQsgEP1cAgALAnsgGUEETgRAIBH9AAQADAELIBlBA0YEQCARQQhqIBH9XQMA/VYCAAIMAQsgGUECRgRAIBH9XQMADAELIBH9XAIAC/3mAf3kASEcIAIgEGohECAHIBFqIREgD0EBayEPDAELCyAbIBz95AEhGyATQQFqIRMMAQsLIBlBBE4EQCAaIBv9CwQABSAZQQNGBEAgGiAb/VsDAAAgGkEIaiAb/VoCAAIFIBlBAkYEQCAaIBv9WwMAAAUgGiAb/VoCAAALCwsgEkEEaiESDAELCyAUQQFqIRQMAQsLIBVBAWohFQwBCwsL8AwCEH8KewNAIAsgF0oEQEEAIRYDQCAMIBZKBEAgAkEAIAwgFmsiFUEBShsiGCACaiAYIBVBAkobIhkgAmogGSAVQQNKGyEaIAAgASAXbGogAiAWbGohGyAIIAkgF2xqIAogFmxqIRxBACEUA0AgFEEIaiAPTARAIBRBAnQhHf0MAAAAAAAAAAAAAAAAAAAAACEg/QwAAAAAAAAAAAAAAAAAAAAAISH9DAAAAAAAAAAAAAAAAAAAAAAhIv0MAAAAAAAAAAAAAAAAAAAAACEj/QwAAAAAAAAAAAAAAAAAAAAAIST9DAAAAAAAAAAAAAAAAAAAAAAhJf0MAAAAAAAAAAAAAAAAAAAAACEm/QwAAAAAAAAAAAAAAAAAAAAAISdBACERA0AgDSARSgRAIBsgHWogAyARbGohEiAFIB1qIAYgEWxqIRMgDiEQA0AgEEEASgRAICAgEv0ABAAgE/0ABAAiKf3mAf3kASEgICEgEv0ABBAgE/0ABBAiKP3mAf3kASEhICIgEiAYaiIe/QAEACAp/eYB/eQBISIgIyAe/QAEECAo/eYB/eQBISMgJCASIBlqIh79AAQAICn95gH95AEhJCAlIB79AAQQICj95gH95AEhJSAmIBIgGmoiHv0ABAAgKf3mAf3kASEmICcgHv0ABBAgKP3mAf3kASEnIAQgEmohEiAHIBNqIRMgEEEBayEQDAELCyARQQFqIREMAQsLIBwgHWoiECAg/QsEACAQICH9CwQQIBVBAUoEQCAKIBBqIhAgIv0LBAAgECAj/QsEEAsgFUECSgRAIAogEGoiECAk/QsEACAQICX9CwQQCyAVQQNKBEAgCiAQaiIQICb9CwQAIBAgJ/0LBBALIBRBCGohFAwBCwsDQCAPIBRKBEAgFEECdCEdIA8gFGshHv0MAAAAAAAAAAAAAAAAAAAAACEi/QwAAAAAAAAAAAAAAAAAAAAAISP9DAAAAAAAAAAAAAAAAAAAAAAhIP0MAAAAAAAAAAAAAAAAAAAAACEhQQAhEgNAIA0gEkoEQCAbIB1qIAMgEmxqIREgBSAdaiAGIBJsaiETIA4hEANAIBBBAEoEQAJ7IB5BBE4EQCAT/QAEAAwBCyAeQQNGBEAgE0EIaiAT/V0DAP1WAgACDAELIB5BAkYEQCAT/V0DAAwBCyAT/VwCAAshJCAiAnsgHkEETgRAIBH9AAQADAELIB5BA0YEQCARQQhqIBH9XQMA/VYCAAIMAQsgHkECRgRAIBH9XQMADAELIBH9XAIACyAk/eYB/eQBISIgESAYaiEfICMCeyAeQQROBEAgH/0ABAAMAQsgHkEDRgRAIB9BCGogH/1dAwD9VgIAAgwBCyAeQQJGBEAgH/1dAwAMAQsgH/1cAgALICT95gH95AEhIyARIBlqIR8gIAJ7IB5BBE4EQCAf/QAEAAwBCyAeQQNGBEAgH0EIaiAf/V0DAP1WAgACDAELIB5BAkYEQCAf/V0DAAwBCyAf/VwCAAsgJP3mAf3kASEgIBEgGmohHyAhAnsgHkEETgRAIB/9AAQADAELIB5BA0YEQCAfQQhqIB/9XQMA/VYCAAIMAQsgHkECRgRAIB/9XQMADAELIB/9XAIACyAk/eYB/eQBISEgBCARaiERIAcgE2ohEyAQQQFrIRAMAQsLIBJBAWohEgwBCwsgHCAdaiEQIB5BBE4EQCAQICL9CwQABSAeQQNGBEAgECAi/VsDAAAgEEEIaiAi/VoCAAIFIB5BAkYEQCAQICL9WwMAAAUgECAi/VoCAAALCwsgFUEBSgRAIAogEGohESAeQQROBEAgESAj/QsEAAUgHkEDRgRAIBEgI/1bAwAAIBFBCGogI/1aAgACBSAeQQJGBEAgESAj/VsDAAAFIBEgI/1aAgAACwsLCyAVQQJKBEAgECAKQQF0aiERIB5BBE4EQCARICD9CwQABSAeQQNGBEAgESAg/VsDAAAgEUEIaiAg/VoCAAIFIB5BAkYEQCARICD9WwMAAAUgESAg/VoCAAALCwsLIBVBA0oEQCAQIApBA2xqIRAgHkEETgRAIBAgIf0LBAAFIB5BA0YEQCAQICH9WwMAACAQQQhqICH9WgIAAgUgHkECRgRAIBAgIf1bAwAABSAQICH9WgIAAAsLCwsgFEEEaiEUDAELCyAWQQRqIRYMAQsLIBdBAWohFwwBCwsLxggCCn8FewNAIAsgFEoEQCABQQAgCyAUayIVQQFKGyIYIAFqIBggFUECShsiGSABaiAZIBVBA0obIRr9DAAAAAAAAAAAAAAAAAAAAAAhG/0MAAAAAAAAAAAAAAAAAAAAACEc/QwAAAAAAAAAAAAAAAAAAAAAIR39DAAAAAAAAAAAAAAAAAAAAAAhHkEAIRYDQCAMIBZKBEBBACEXA0AgDSAXSgRAIAAgASAUbGogAiAWbGogAyAXbGohEyAFIAYgFmxqIAcgF2xqIRIgDiERA0AgEUEASgRAIBsgE/0JAgACeyAPQQROBEAgEv0ABAAMAQsgD0EDRgRAIBJBCGogEv1dAwD9VgIAAgwBCyAPQQJGBEAgEv1dAwAMAQsgEv1cAgALIh/95gH95AEhGyAcIBMgGGr9CQIAIB/95gH95AEhHCAdIBMgGWr9CQIAIB/95gH95AEhHSAeIBMgGmr9CQIAIB/95gH95AEhHiAEIBNqIRMgCCASaiESIBFBAWshEQwBCwsgF0EBaiEXDAELCyAWQQFqIRYMAQsLIAkgCiAUbGohESAQBEACeyAPQQROBEAgEf0ABAAMAQsgD0EDRgRAIBFBCGogEf1dAwD9VgIAAgwBCyAPQQJGBEAgEf1dAwAMAQsgEf1cAgALIBv95AEhGwsgD0EETgRAIBEgG/0LBAAFIA9BA0YEQCARIBv9WwMAACARQQhqIBv9WgIAAgUgD0ECRgRAIBEgG/1bAwAABSARIBv9WgIAAAsLCyAVQQFKBEAgCiARaiESIBAEQAJ7IA9BBE4EQCAS/QAEAAwBCyAPQQNGBEAgEkEIaiAS/V0DAP1WAgACDAELIA9BAkYEQCAS/V0DAAwBCyAS/VwCAAsgHP3kASEcCyAPQQROBEAgEiAc/QsEAAUgD0EDRgRAIBIgHP1bAwAAIBJBCGogHP1aAgACBSAPQQJGBEAgEiAc/VsDAAAFIBIgHP1aAgAACwsLCyAVQQJKBEAgESAKQQF0aiESIBAEQAJ7IA9BBE4EQCAS/QAEAAwBCyAPQQNGBEAgEkEIaiAS/V0DAP1WAgACDAELIA9BAkYEQCAS/V0DAAwBCyAS/VwCAAsgHf3kASEdCyAPQQROBEAgEiAd/QsEAAUgD0EDRgRAIBIgHf1bAwAAIBJBCGogHf1aAgACBSAPQQJGBEAgEiAd/VsDAAAFIBIgHf1aAgAACwsLCyAVQQNKBEAgESAKQQNsaiERIBAEQAJ7IA9BBE4EQCAR/QAEAAwBCyAPQQNGBEAgEUEIaiAR/V0DAP1WAgACDAELIA9BAkYEQCAR/V0DAAwBCyAR/VwCAAsgHv3kASEeCyAPQQROBEAgESAe/QsEAAUgD0EDRgRAIBEgHv1bAwAAIBFBCGogHv1aAgACBSAPQQJGBEAgESAe/VsDAAAFIBEgHv1aAgAACwsLCyAUQQRqIRQMAQsLC1wBAX0gASACIANsQQJ0aiEDA0AgASADSQRAQwAAAAAhBUEAIQIDQCACIARIBEAgBSAAKgIAkiEFIAJBAWohAiAAQQRqIQAMAQsLIAEgBTgCACABQQRqIQEMAQsLC1IBAX0gACACIANsQQJ0aiEDA0AgACADSQRAIAAqAgAhBUEAIQIDQCACIARIBEAgASAFOAIAIAJBAWohAiABQQRqIQEMAQsLIABBBGohAAwBCwsLQQECfyAEQQJ0IQYDQCACIAVKBEAgACAFIAZsaiABIAMgBWwgBmxqIAMgBEMAAIA/IAOylRAHIAVBAWohBQwBCwsLQQECfyAEQQJ0IQYDQCACIAVKBEAgACADIAVsIAZsaiABIAUgBmxqIAMgBEMAAIA/IAOylRADIAVBAWohBQwBCwsLmQEBA38gBEECdCIGQXBxIQUDQCADIAdKBEBBACEEA0AgBCAFSQRAIAIgBGogACAEav0ABAAgASAEav0ABAD95AH9CwQAIARBEGohBAwBCwsgBSEEA0AgBCAGSQRAIAIgBGogACAEaioCACABIARqKgIAkjgCACAEQQRqIQQMAQsLIAAgBmohACACIAZqIQIgB0EBaiEHDAELCwuxCwMHfwh7AX0gB0ECdCENQwAAgD8gBrKVIhj9EyEUIAj9EyEVIAAgBCAGIAcgGBADA0AgDEEIaiAHTARAIAxBAnQiDiAEaiIJ/QAEACEWIAn9AAQQIRf9DAAAAAAAAAAAAAAAAAAAAAAhEP0MAAAAAAAAAAAAAAAAAAAAACESIAAgDmohCkEAIQsDQCAGIAtKBED9DAAAAAAAAAAAAAAAAAAAAAAhE/0MAAAAAAAAAAAAAAAAAAAAACERQYABIAYgC2siCSAJQYABShshCQNAIAlBAEoEQCATIAr9AAQAIBb95QEiEyAT/eYB/eQBIRMgESAK/QAEECAX/eUBIhEgEf3mAf3kASERIAogDWohCiAJQQFrIQkMAQsLIBAgE/3kASEQIBIgEf3kASESIAtBgAFqIQsMAQsLIAUgDmoiCf0MAACAPwAAgD8AAIA/AACAPyAQIBT95gEgFf3kAf3jAf3nASIQ/QsEACAJ/QwAAIA/AACAPwAAgD8AAIA/IBIgFP3mASAV/eQB/eMB/ecBIhL9CwQQIAEEQCASIAEgDmoiCf0ABBD95gEhEiAQIAn9AAQA/eYBIRAL/QwAAAAAAAAAAAAAAAAAAAAAIREgAgR7IAIgDmoiCf0ABBAhESAJ/QAEAAX9DAAAAAAAAAAAAAAAAAAAAAALIRMgACAOaiEKIAMgDmohCyAGIQkDQCAJQQBKBEAgCyAK/QAEACAW/eUBIBD95gEgE/3kAf0LBAAgCyAK/QAEECAX/eUBIBL95gEgEf3kAf0LBBAgCiANaiEKIAsgDWohCyAJQQFrIQkMAQsLIAxBCGohDAwBCwsDQCAHIAxKBEAgDEECdCIPIARqIQkCeyAHIAxrIg5BBE4EQCAJ/QAEAAwBCyAOQQNGBEAgCUEIaiAJ/V0DAP1WAgACDAELIA5BAkYEQCAJ/V0DAAwBCyAJ/VwCAAshEf0MAAAAAAAAAAAAAAAAAAAAACEQIAAgD2ohCkEAIQkDQCAGIAlKBED9DAAAAAAAAAAAAAAAAAAAAAAhEkGAASAGIAlrIgsgC0GAAUobIQsDQCALQQBKBEAgEgJ7IA5BBE4EQCAK/QAEAAwBCyAOQQNGBEAgCkEIaiAK/V0DAP1WAgACDAELIA5BAkYEQCAK/V0DAAwBCyAK/VwCAAsgEf3lASISIBL95gH95AEhEiAKIA1qIQogC0EBayELDAELCyAQIBL95AEhECAJQYABaiEJDAELCyAFIA9qIQn9DAAAgD8AAIA/AACAPwAAgD8gECAU/eYBIBX95AH94wH95wEhECAOQQROBEAgCSAQ/QsEAAUgDkEDRgRAIAkgEP1bAwAAIAlBCGogEP1aAgACBSAOQQJGBEAgCSAQ/VsDAAAFIAkgEP1aAgAACwsLIAEEQCABIA9qIQkgEAJ7IA5BBE4EQCAJ/QAEAAwBCyAOQQNGBEAgCUEIaiAJ/V0DAP1WAgACDAELIA5BAkYEQCAJ/V0DAAwBCyAJ/VwCAAv95gEhEAsgAgR7IAIgD2ohCQJ7IA5BBE4EQCAJ/QAEAAwBCyAOQQNGBEAgCUEIaiAJ/V0DAP1WAgACDAELIA5BAkYEQCAJ/V0DAAwBCyAJ/VwCAAsF/QwAAAAAAAAAAAAAAAAAAAAACyESIAAgD2ohCiADIA9qIQsgBiEJA0AgCUEASgRAAnsgDkEETgRAIAr9AAQADAELIA5BA0YEQCAKQQhqIAr9XQMA/VYCAAIMAQsgDkECRgRAIAr9XQMADAELIAr9XAIACyAR/eUBIBD95gEgEv3kASETIA5BBE4EQCALIBP9CwQABSAOQQNGBEAgCyAT/VsDAAAgC0EIaiAT/VoCAAIFIA5BAkYEQCALIBP9WwMAAAUgCyAT/VoCAAALCwsgCiANaiEKIAsgDWohCyAJQQFrIQkMAQsLIAxBBGohDAwBCwsL3Q4CCH8NeyAJQQJ0IQ5DAACAPyAIspX9EyEYA0AgD0EIaiAJTARAIA9BAnQiECADaiIK/QAEACEbIAr9AAQQIRz9DAAAAAAAAAAAAAAAAAAAAAAhFf0MAAAAAAAAAAAAAAAAAAAAACEW/QwAAAAAAAAAAAAAAAAAAAAAIRT9DAAAAAAAAAAAAAAAAAAAAAAhFyAAIBBqIQsgASAQaiEMQQAhDQNAIAggDUoEQP0MAAAAAAAAAAAAAAAAAAAAACET/QwAAAAAAAAAAAAAAAAAAAAAIRn9DAAAAAAAAAAAAAAAAAAAAAAhEv0MAAAAAAAAAAAAAAAAAAAAACEaQYABIAggDWsiCiAKQYABShshCgNAIApBAEoEQCASIAz9AAQAIh395AEhEiAaIAz9AAQQIh795AEhGiATIB0gC/0ABAAgG/3lAf3mAf3kASETIBkgHiAL/QAEECAc/eUB/eYB/eQBIRkgCyAOaiELIAwgDmohDCAKQQFrIQoMAQsLIBUgE/3kASEVIBYgGf3kASEWIBQgEv3kASEUIBcgGv3kASEXIA1BgAFqIQ0MAQsLIBUgBCAQaiIK/QAEACIS/eYBIRUgFiAK/QAEECIT/eYBIRYgBgRAIAYgEGoiCiAV/QsEACAKIBb9CwQQCyAHBEAgByAQaiIKIBT9CwQAIAogF/0LBBALIBUgEv3mASAY/eYBIRUgAgRAIBIgAiAQav0ABAD95gEhEgsgFiAT/eYBIBj95gEhFiACBEAgEyACIBBq/QAEEP3mASETCyAUIBj95gEhFCAXIBj95gEhFyAAIBBqIQsgASAQaiEMIAUgEGohDSAIIQoDQCAKQQBKBEAgDSAM/QAEACAU/eUBIAv9AAQAIBv95QEgFf3mAf3lASAS/eYB/QsEACANIAz9AAQQIBf95QEgC/0ABBAgHP3lASAW/eYB/eUBIBP95gH9CwQQIAsgDmohCyAMIA5qIQwgDSAOaiENIApBAWshCgwBCwsgD0EIaiEPDAELCwNAIAkgD0oEQCAPQQJ0IhEgA2ohCgJ7IAkgD2siEEEETgRAIAr9AAQADAELIBBBA0YEQCAKQQhqIAr9XQMA/VYCAAIMAQsgEEECRgRAIAr9XQMADAELIAr9XAIACyEW/QwAAAAAAAAAAAAAAAAAAAAAIRX9DAAAAAAAAAAAAAAAAAAAAAAhEyAAIBFqIQsgASARaiEMQQAhCgNAIAggCkoEQP0MAAAAAAAAAAAAAAAAAAAAACEU/QwAAAAAAAAAAAAAAAAAAAAAIRdBgAEgCCAKayINIA1BgAFKGyENA0AgDUEASgRAIBcCeyAQQQROBEAgDP0ABAAMAQsgEEEDRgRAIAxBCGogDP1dAwD9VgIAAgwBCyAQQQJGBEAgDP1dAwAMAQsgDP1cAgALIhL95AEhFyAUIBICeyAQQQROBEAgC/0ABAAMAQsgEEEDRgRAIAtBCGogC/1dAwD9VgIAAgwBCyAQQQJGBEAgC/1dAwAMAQsgC/1cAgALIBb95QH95gH95AEhFCALIA5qIQsgDCAOaiEMIA1BAWshDQwBCwsgFSAU/eQBIRUgEyAX/eQBIRMgCkGAAWohCgwBCwsgBCARaiEKIBUCeyAQQQROBEAgCv0ABAAMAQsgEEEDRgRAIApBCGogCv1dAwD9VgIAAgwBCyAQQQJGBEAgCv1dAwAMAQsgCv1cAgALIhL95gEhFCAGBEAgBiARaiEKIBBBBE4EQCAKIBT9CwQABSAQQQNGBEAgCiAU/VsDAAAgCkEIaiAU/VoCAAIFIBBBAkYEQCAKIBT9WwMAAAUgCiAU/VoCAAALCwsLIAcEQCAHIBFqIQogEEEETgRAIAogE/0LBAAFIBBBA0YEQCAKIBP9WwMAACAKQQhqIBP9WgIAAgUgEEECRgRAIAogE/1bAwAABSAKIBP9WgIAAAsLCwsgFCAS/eYBIBj95gEhFCACBEAgAiARaiEKIBICeyAQQQROBEAgCv0ABAAMAQsgEEEDRgRAIApBCGogCv1dAwD9VgIAAgwBCyAQQQJGBEAgCv1dAwAMAQsgCv1cAgAL/eYBIRILIBMgGP3mASETIAAgEWohCyABIBFqIQwgBSARaiENIAghCgNAIApBAEoEQAJ7IBBBBE4EQCAL/QAEAAwBCyAQQQNGBEAgC0EIaiAL/V0DAP1WAgACDAELIBBBAkYEQCAL/V0DAAwBCyAL/VwCAAshFQJ7IBBBBE4EQCAM/QAEAAwBCyAQQQNGBEAgDEEIaiAM/V0DAP1WAgACDAELIBBBAkYEQCAM/V0DAAwBCyAM/VwCAAsgE/3lASAVIBb95QEgFP3mAf3lASAS/eYBIRUgEEEETgRAIA0gFf0LBAAFIBBBA0YEQCANIBX9WwMAACANQQhqIBX9WgIAAgUgEEECRgRAIA0gFf1bAwAABSANIBX9WgIAAAsLCyALIA5qIQsgDCAOaiEMIA0gDmohDSAKQQFrIQoMAQsLIA9BBGohDwwBCwsL";

// packages/kernels/src/wasm/training-relaxed.ts
var trainingRelaxed = "AGFzbQEAAAABwgEQYAV/f39/fwBgBH9/f38AYBB/f39/f39/f39/f39/f39/AGAGf39/f39/AGAJf39/f39/f39/AGAKf39/f39/f39/fwBgBX9/f399AGARf39/f39/f39/f39/f39/f38AYAN/f38AYBR/f39/f39/f39/f39/f39/f39/fwBgDH9/f39/f39/f39/fwBgB39/f39/f38AYAR/fX9/AGADf31/AGAPf39/f39/f39/f39/f39/AGAJf39/f39/f399AAIPAQNlbnYGbWVtb3J5AgAAAysqAwkEBgAAAwYEBQUECgEBAAEAAAICCwMHAgwBCAENAQgOAgcAAAAAAA8FB84EJwliYXRjaE5vcm0AKBFiYXRjaE5vcm1HcmFkaWVudAApB2FkZEJpYXMAJwtjaGFubmVsU3VtcwADEWdsb2JhbEF2ZXJhZ2VQb29sACYZZ2xvYmFsQXZlcmFnZVBvb2xHcmFkaWVudAAlDnJlcGVhdENoYW5uZWxzACQOc3ByZWFkQ2hhbm5lbHMABwtzdW1SZXBlYXRlZAAjCGNvbnRyYWN0AAEJZGVwdGh3aXNlACEXZGVwdGh3aXNlRmlsdGVyR3JhZGllbnQAIAphY2N1bXVsYXRlAB8DYWRkAB4EZmlsbAAdCG11bHRpcGx5ABwEcmVsdQAbDHJlbHVHcmFkaWVudAAaBXNjYWxlABkHbWF4UG9vbAAYD21heFBvb2xHcmFkaWVudAAXBGdlbW0ABg9nZW1tVHJhbnNwb3NlZEEAFg9nZW1tVHJhbnNwb3NlZEIAFQNwYWQAAgthdmVyYWdlUG9vbAAUE2F2ZXJhZ2VQb29sR3JhZGllbnQAEwxmaWx0ZXJUb09paHcAEgxyb3RhdGVGaWx0ZXIAEQl0cmFuc3Bvc2UAEA50cmFuc3Bvc2VCYXRjaAAPE3dpbm9ncmFkQ29ycmVsYXRpb24ACQ93aW5vZ3JhZFByb2R1Y3QACA53aW5vZ3JhZEZpbHRlcgAOFndpbm9ncmFkRmlsdGVyR3JhZGllbnQADQ13aW5vZ3JhZElucHV0AAwOd2lub2dyYWRPdXRwdXQACxZ3aW5vZ3JhZE91dHB1dEdyYWRpZW50AAoGbWVtb3J5AgAKlJIBKvQDAgd/BnsgBUEESCAEQQRIcgRAA0AgBSAHSgRAQQAhBgNAIAQgBkoEQCACIAMgB2xqIAZBAnRqIAAgASAGbGogB0ECdGoqAgA4AgAgBkEBaiEGDAELCyAHQQFqIQcMAQsLDwsDQCAEIAdKBEAgB0EgaiIGIAQgBCAGShshDEEAIQkDQCAFIAlKBEAgCSAFQQRrIgYgBiAJShshCyAHIQYDQCAGIAxIBEAgACAGIARBBGsiCCAGIAhIGyIIIAFsaiALQQJ0aiIKIAFq/QAEACEPIAIgAyALbGogCEECdGoiCCAK/QAEACIQIA/9DQABAgMQERITBAUGBxQVFhciDiAKIAFBAXRq/QAEACIRIAogAUEDbGr9AAQAIhL9DQABAgMQERITBAUGBxQVFhciDf0NAAECAwQFBgcQERITFBUWF/0LBAAgAyAIaiAOIA39DQgJCgsMDQ4PGBkaGxwdHh/9CwQAIAggA0EBdGogECAP/Q0ICQoLGBkaGwwNDg8cHR4fIg4gESAS/Q0ICQoLGBkaGwwNDg8cHR4fIg39DQABAgMEBQYHEBESExQVFhf9CwQAIAggA0EDbGogDiAN/Q0ICQoLDA0ODxgZGhscHR4f/QsEACAGQQRqIQYMAQsLIAlBBGohCQwBCwsgB0EgaiEHDAELCwv/CAIUfw17IA8gEGwgEWxFBEAgE0UEQANAIA0gFEoEQEEAIQADQCAAIA5IBEAgCiALIBRsaiAAIAxsakEAIBJBAnT8CwAgAEEBaiEADAELCyAUQQFqIRQMAQsLCw8LIBJBCEgEQANAIA0gFkoEQEEAIRQDQCASIBRKBEAgACABIBZsaiACIAMgBCAFIBRBAnQiFSAGaiAHIAggCSAKIAsgFmxqIBVqIAwgDiAPIBAgESASIBRrIBMQIiAUQQRqIRQMAQsLIBZBAWohFgwBCwsPCwNAIA0gIUoEQCAAIAEgIWxqISUgCiALICFsaiEmQQAhHwNAIBIgH0oEQCAfIB9BCGogEmsiFGsgHyAUQQBKGyEi/QwAAAAAAQAAAAIAAAADAAAAIBT9Ef0/ITD9DAAAAAABAAAAAgAAAAMAAAAgFEEEa/0R/T8hMSAGICJBAnRqIR1BACEgA0AgDiAgSgRAIAJBACAOICBrIh5BAUobIiMgAmogIyAeQQJKGyIkIAJqICQgHkEDShshJ/0MAAAAAAAAAAAAAAAAAAAAACEo/QwAAAAAAAAAAAAAAAAAAAAAISn9DAAAAAAAAAAAAAAAAAAAAAAhKv0MAAAAAAAAAAAAAAAAAAAAACEr/QwAAAAAAAAAAAAAAAAAAAAAISz9DAAAAAAAAAAAAAAAAAAAAAAhLf0MAAAAAAAAAAAAAAAAAAAAACEu/QwAAAAAAAAAAAAAAAAAAAAAIS8gJSACICBsaiEaIB0hFCAPIRsDQCAaIRYgFCEVIBAhHANAIBYhFyAVIRkgESEYA0AgGf0ABAAhMiAZ/QAEECEzIAkgGWohGSAX/QkCACI0IDIgKP2FAiEoIDQgMyAp/YUCISkgFyAjav0JAgAiNCAyICr9hQIhKiA0IDMgK/2FAiErIBcgJGr9CQIAIjQgMiAs/YUCISwgNCAzIC39hQIhLSAXICdq/QkCACI0IDIgLv2FAiEuIDQgMyAv/YUCIS8gBSAXaiEXIBhBAWsiGEEASg0ACyAEIBZqIRYgCCAVaiEVIBxBAWsiHEEASg0ACyADIBpqIRogByAUaiEUIBtBAWsiG0EASg0ACyAmIAwgIGxqICJBAnRqIhQgEwR7IAwgFGogFCAeQQFKGyIVIAxqIBUgHkECShsiFiAMaiAWIB5BA0obIRcgFP0ABBAgKSAx/U795AEhKSAV/QAEACAqIDD9Tv3kASEqIBX9AAQQICsgMf1O/eQBISsgFv0ABAAgLCAw/U795AEhLCAW/QAEECAtIDH9Tv3kASEtIBf9AAQAIC4gMP1O/eQBIS4gF/0ABBAgLyAx/U795AEhLyAU/QAEACAoIDD9Tv3kAQUgKAv9CwQAIBQgKf0LBBAgHkEBSgRAIAwgFGoiFCAq/QsEACAUICv9CwQQCyAeQQJKBEAgDCAUaiIUICz9CwQAIBQgLf0LBBALIB5BA0oEQCAMIBRqIhQgLv0LBAAgFCAv/QsEEAsgIEEEaiEgDAELCyAfQQhqIR8MAQsLICFBAWohIQwBCwsLhgQBBn8gBSADIAdqIgkgBSAJSBsiCiAHQQAgB0EAShsiCSAFIAUgCUobIgsgCiALShshDUEAIAdrIgdBACAHQQBKGyAIbCEOIAMgCGwhCgNAIAQgDEoEQCAMIAZrIglBAEggAiAJTHIEQCAFIAhsIgcgAWohAyABIAdBcHFqIQcDQCABIAdJBEAgAf0MAAAAAAAAAAAAAAAAAAAAAP0LBAAgAUEQaiEBDAELCwNAIAEgA0kEQCABQQA2AgAgAUEEaiEBDAELCyADIQEFIAggC2wiAyABaiEHIAEgA0FwcWohAwNAIAEgA0kEQCAB/QwAAAAAAAAAAAAAAAAAAAAA/QsEACABQRBqIQEMAQsLA0AgASAHSQRAIAFBADYCACABQQRqIQEMAQsLIA0gC2sgCGwiASAHaiEDIAcgAUFwcWohASAAIAkgCmxqIA5qIQkDQCABIAdLBEAgByAJ/QAEAP0LBAAgB0EQaiEHIAlBEGohCQwBCwsDQCADIAdLBEAgByAJKAIANgIAIAdBBGohByAJQQRqIQkMAQsLIAUgDWsgCGwiByADaiEBIAMgB0FwcWohBwNAIAMgB0kEQCAD/QwAAAAAAAAAAAAAAAAAAAAA/QsEACADQRBqIQMMAQsLA0AgASADSwRAIANBADYCACADQQRqIQMMAQsLCyAMQQFqIQwMAQsLC90EAgZ/BXsgA0ECdCEKIAT9EyENA0AgBkEIaiADTARAIAAgBkECdGohBf0MAAAAAAAAAAAAAAAAAAAAACEO/QwAAAAAAAAAAAAAAAAAAAAAIQ9BACEHA0AgAiAHSgRA/QwAAAAAAAAAAAAAAAAAAAAAIQz9DAAAAAAAAAAAAAAAAAAAAAAhC0GAASACIAdrIgggCEGAAUobIQgDQCAIQQBKBEAgDCAF/QAEAP3kASEMIAsgBf0ABBD95AEhCyAFIApqIQUgCEEBayEIDAELCyAOIAz95AEhDiAPIAv95AEhDyAHQYABaiEHDAELCyABIAZBAnRqIgUgDiAN/eYB/QsEACAFIA8gDf3mAf0LBBAgBkEIaiEGDAELCwNAIAMgBkoEQCADIAZrIQkgACAGQQJ0aiEF/QwAAAAAAAAAAAAAAAAAAAAAIQxBACEIA0AgAiAISgRA/QwAAAAAAAAAAAAAAAAAAAAAIQtBgAEgAiAIayIHIAdBgAFKGyEHA0AgB0EASgRAIAsCeyAJQQROBEAgBf0ABAAMAQsgCUEDRgRAIAVBCGogBf1dAwD9VgIAAgwBCyAJQQJGBEAgBf1dAwAMAQsgBf1cAgAL/eQBIQsgBSAKaiEFIAdBAWshBwwBCwsgDCAL/eQBIQwgCEGAAWohCAwBCwsgASAGQQJ0aiEFIAwgDf3mASELIAlBBE4EQCAFIAv9CwQABSAJQQNGBEAgBSAL/VsDAAAgBUEIaiAL/VoCAAIFIAlBAkYEQCAFIAv9WwMAAAUgBSAL/VoCAAALCwsgBkEEaiEGDAELCwvrAgIGewV/A0AgAiALSwRAIAAgC2oiDP0ABAAhBSABIAxqIg39AAQAIQcgAiANav0ABAAhCCACIAxq/QAEACEGIAMgC2oiDSAF/QsEACAEIA1qIAUgBv3kAf0LBAAgBEEBdCIMIA1qIAUgBv3lAf0LBAAgBEEDbCIOIA1qIAb94QH9CwQAIARBAnQiDyANaiINIAUgB/3kASIJ/QsEACAEIA1qIAkgBiAI/eQBIgr95AH9CwQAIAwgDWogCSAK/eUB/QsEACANIA5qIAr94QH9CwQAIA0gD2oiDSAFIAf95QEiBf0LBAAgBCANaiAFIAYgCP3lASIG/eQB/QsEACAMIA1qIAUgBv3lAf0LBAAgDSAOaiAG/eEB/QsEACANIA9qIg0gB/3hASIF/QsEACAEIA1qIAUgCP3hASIG/eQB/QsEACAMIA1qIAUgBv3lAf0LBAAgDSAOaiAG/eEB/QsEACALQRBqIQsMAQsLC70EAgt7CH8gAkEBdCEQIAJBA2whEQNAIAIgEksEQCAAIBJqIhMgAWoiFP0ABAAhCiACIBRq/QAEACEFIBAgFGr9AAQAIQYgESAUav0ABAAhByABIBRqIhT9AAQAIQggAiATav0ABAAgAiAUav0ABAAiC/3lASEMIBEgE2r9AAQAIBEgFGr9AAQAIg395QEhDiADIBJqIhUgE/0ABAAgCP3lASAQIBNq/QAEACAQIBRq/QAEACIP/eUBIgn95QH9CwQAIAQgFWogDCAJ/eQB/QsEACAEQQF0IhMgFWogCSAM/eUB/QsEACAEQQNsIhYgFWogDCAO/eUB/QsEACAVIARBAnQiFWoiFyAKIAj95AEgBiAP/eQBIgn95QH9CwQAIAQgF2ogBSAL/eQBIgwgCf3kAf0LBAAgEyAXaiAJIAz95QH9CwQAIBYgF2ogDCAHIA395AH95QH9CwQAIBUgF2oiFyAIIAr95QEgDyAG/eUBIgj95QH9CwQAIAQgF2ogCyAF/eUBIgkgCP3kAf0LBAAgEyAXaiAIIAn95QH9CwQAIBYgF2ogCSANIAf95QH95QH9CwQAIAUgASAUaiIUIAJq/QAEAP3lASEFIAcgESAUav0ABAD95QEhByAVIBdqIhUgCiAU/QAEAP3lASAGIBAgFGr9AAQA/eUBIgb95QH9CwQAIAQgFWogBSAG/eQB/QsEACATIBVqIAYgBf3lAf0LBAAgFSAWaiAFIAf95QH9CwQAIBJBEGohEgwBCwsLbAEEfyAEQQJ0IQggBUECdCEHA0AgAyAGSgRAIAAgBiAIbGpBACAIQQBBAEEEIAFBAEEAIAcgAiAGIAdsakEAIAdBAUGAASADIAZrIgkgCUGAAUobQQFBASAEIAVBABABIAZBgAFqIQYMAQsLC40BAgN/AXsgA0ECdCIGQXBxIQUgBP0TIQgDQCACIAdKBEBBACEDA0AgAyAFSQRAIAEgA2ogACADav0ABAAgCP3mAf0LBAAgA0EQaiEDDAELCyAFIQMDQCADIAZJBEAgASADaiAAIANqKgIAIASUOAIAIANBBGohAwwBCwsgASAGaiEBIAdBAWohBwwBCwsLYgEDfyAHQQJ0IQsgCEECdCEKA0AgCUEQSQRAIAAgASAJbGpBACALQQBBAEEEIAIgAyAJbGpBAEEAIAogBCAFIAlsakEAIApBASAGQQFBASAHIAhBABABIAlBAWohCQwBCwsLYgEDfyAHQQJ0IQwgCEECdCELA0AgCkEQSQRAIAAgASAKbGpBAEEEQQBBACAMIAIgAyAKbGpBAEEAIAsgBCAFIApsakEAIAtBASAHQQFBASAGIAggCRABIApBAWohCgwBCwsLqQEBA38gBUECdCIKIARsIQwgBkEBdCEFA0AgBSAGIAdqQQF0SARAQQAhCwNAIAsgCEEBdEgEQCALQQJqIARMIAVBAmogA0xxBEAgACAFIAxsaiAKIAtsaiAMIAogASACEAQFIAAgCSADIARBAkECQQAgBWtBACALayAKEAIgCSAKQQF0IAogASACEAQLIAEgCmohASALQQJqIQsMAQsLIAVBAmohBQwBCwsLgwQCDX8LeyAFQQJ0IgogBGwhDSABQQJ0IQwgBiEFA0AgBSAGIAdqSARAIAVBAXRBAWogA0ghD0EAIQsDQCAIIAtKBEAgC0EBdCIJQQFqIARIIQ4gAiAFQQF0IA1saiAJIApsaiEQQQAhCQNAIAkgCkkEQCAMIAAgCWoiEWoiEv0ABAAhHiAMIBJqIhT9AAQAIRYgAUEDbCITIBJq/QAEACEbIBEgE2r9AAQAIBv95AEgEyAUav0ABAAiHP3kASEfIAFBAXQiEyASav0ABAAhFyAJIBBqIhUgEf0ABAAgHv3kASAW/eQBIAEgEWr9AAQAIAEgEmr9AAQAIh395AEgASAUav0ABAAiIP3kASIY/eQBIBEgE2r9AAQAIBf95AEgEyAUav0ABAAiGf3kASIa/eQB/QsEACAOBEAgCiAVaiAYIBr95QEgH/3lAf0LBAALIA8EQCAdICD95QEgDCAUaiIRIAFq/QAEAP3lASEYIBsgHP3lASARIAFBA2xq/QAEAP3lASEaIA0gFWoiEiAeIBb95QEgEf0ABAD95QEgGP3kASAXIBn95QEgESABQQF0av0ABAD95QEiFv3kAf0LBAAgDgRAIAogEmogGCAW/eUBIBr95QH9CwQACwsgCUEQaiEJDAELCyAAIApqIQAgC0EBaiELDAELCyAFQQFqIQUMAQsLC7sBAQV/IAVBAnQiDCAEbCEQIAghBQNAIAUgCCAJakgEQCAFQQF0IAZrIQ1BACEOA0AgCiAOSgRAIA1BBGogA0wgDkEBdCAHayIPIA1yQQBOcSAPQQRqIARMcQRAIAAgDSAQbGogDCAPbGogECAMIAEgAhAFBSAAIAsgAyAEQQRBBEEAIA1rQQAgD2sgDBACIAsgDEECdCAMIAEgAhAFCyABIAxqIQEgDkEBaiEODAELCyAFQQFqIQUMAQsLC6sGAgZ7B38gA0ECdCEMA0AgDCANSwRAQQAhAwNAIANBA0gEQCABQQJ0IgogACANaiILIAFBA2xqIg5q/QAEACEEIA4gCkEBdGr9AAQAIQUCeyADRQRAIA79AAQA/QwAAAA/AAAAPwAAAD8AAAA/IAQgBf3kAf3mAf3kAQwBC/0MAAAAPwAAAD8AAAA/AAAAPyAEIAX95QH95gEgA0EBRg0AGv0MAAAAPwAAAD8AAAA/AAAAPyAEIAX95AH95gEgDiAKQQNsav0ABAD95AELIQQgAiANaiADQQNsIAxsaiEOIAEgC2oiDyAKav0ABAAhBSAPIApBAXRq/QAEACEGIAsgAUEBdGoiECAKav0ABAAhByAQIApBAXRq/QAEACEI/QwAAAA/AAAAPwAAAD8AAAA/AnsgA0UEQCAP/QAEAP0MAAAAPwAAAD8AAAA/AAAAPyAFIAb95AH95gH95AEMAQv9DAAAAD8AAAA/AAAAPwAAAD8gBSAG/eUB/eYBIANBAUYNABr9DAAAAD8AAAA/AAAAPwAAAD8gBSAG/eQB/eYBIA8gCkEDbGr9AAQA/eQBCyIFAnsgA0UEQCAQ/QAEAP0MAAAAPwAAAD8AAAA/AAAAPyAHIAj95AH95gH95AEMAQv9DAAAAD8AAAA/AAAAPwAAAD8gByAI/eUB/eYBIANBAUYNABr9DAAAAD8AAAA/AAAAPwAAAD8gByAI/eQB/eYBIBAgCkEDbGr9AAQA/eQBCyIG/eQB/eYBIQcgCiALav0ABAAhCCALIApBAXRq/QAEACEJIA4CeyADRQRAIAv9AAQA/QwAAAA/AAAAPwAAAD8AAAA/IAggCf3kAf3mAf3kAQwBC/0MAAAAPwAAAD8AAAA/AAAAPyAIIAn95QH95gEgA0EBRg0AGv0MAAAAPwAAAD8AAAA/AAAAPyAIIAn95AH95gEgCyAKQQNsav0ABAD95AELIAf95AH9CwQAIAwgDmr9DAAAAD8AAAA/AAAAPwAAAD8gBSAG/eUB/eYB/QsEACAOIAxBAXRqIAcgBP3kAf0LBAAgA0EBaiEDDAELCyANQRBqIQ0MAQsLC4YGAgx7BX8gA0ECdCEDA0AgAyAQSwRAIAAgEGoiESADQQNsIhJqIhMgEmohEiADQQF0IhQgEWr9AAQAIQogE/0ABAAhCyADIBNq/QAEACEEIBMgFGr9AAQAIQwgEf0ABAAiDSAS/QAEACIF/eQBIQ4gAyARav0ABAAiDyADIBJq/QAEACIG/eQBIQcgCiASIBRq/QAEACII/eQBIQkgASAQaiIRIA39CwQAIAIgEWr9DAAAAD8AAAA/AAAAPwAAAD8gDSAK/eQBIg0gD/3kAf3mAf0LBAAgAkEBdCISIBFq/QwAAAA/AAAAPwAAAD8AAAA/IA0gD/3lAf3mAf0LBAAgAkEDbCITIBFqIAr9CwQA/QwAAAA/AAAAPwAAAD8AAAA/IA4gC/3kAf3mASIK/QwAAAA/AAAAPwAAAD8AAAA/IAkgDP3kAf3mASIN/eQBIQ8gAkECdCIUIBFqIhEgCv0LBAAgAiARav0MAAAAPwAAAD8AAAA/AAAAPyAP/QwAAAA/AAAAPwAAAD8AAAA/IAcgBP3kAf3mASIK/eQB/eYB/QsEACARIBJq/QwAAAA/AAAAPwAAAD8AAAA/IA8gCv3lAf3mAf0LBAAgESATaiAN/QsEAP0MAAAAPwAAAD8AAAA/AAAAPyAOIAv95QH95gEiCv0MAAAAPwAAAD8AAAA/AAAAPyAJIAz95QH95gEiCf3kASELIBEgFGoiESAK/QsEACACIBFq/QwAAAA/AAAAPwAAAD8AAAA/IAv9DAAAAD8AAAA/AAAAPwAAAD8gByAE/eUB/eYBIgT95AH95gH9CwQAIBEgEmr9DAAAAD8AAAA/AAAAPwAAAD8gCyAE/eUB/eYB/QsEACARIBNqIAn9CwQAIBEgFGoiESAF/QsEACACIBFq/QwAAAA/AAAAPwAAAD8AAAA/IAUgCP3kASIEIAb95AH95gH9CwQAIBEgEmr9DAAAAD8AAAA/AAAAPwAAAD8gBCAG/eUB/eYB/QsEACARIBNqIAj9CwQAIBBBEGohEAwBCwsLQQEDfyADIARsQQJ0IQYDQCACIAVKBEAgBSAGbCIHIABqIARBAnQgASAHaiADQQJ0IAMgBBAAIAVBAWohBQwBCwsLFgAgACADQQJ0IAEgAkECdCACIAMQAAtIAQJ/IAMgBGxBAnQhBgNAIAIgBUoEQCAAIAUgBmxqIARBAnQgASACQQFrIAVrIAZsaiADQQJ0IAMgBBAAIAVBAWohBQwBCwsLTAEDfyADIARsQQJ0IQYgAiADbEECdCEHA0AgAyAFSgRAIAAgBCAFbEECdGogBiABIAIgBWxBAnRqIAcgAiAEEAAgBUEBaiEFDAELCwv4BgIRfwN7IANBAnQiFiAFbCIaIAxsIRwgDSAWbCEdIAFBACACIARsIBps/AsAIAAhEgNAIAIgG0oEQCABIAQgG2wgGmxqISBBACEYA0AgBiAYSgRAIAogGGwgDmsiF0EATgR/QQAFIAxBAUYEf0EAIBdrBSAMQQFrIBdrIAxtCwshHiAEIBdMBH9BAAUgCCAMQQFGBH8gBCAXawUgBCAXayAMakEBayAMbQsiACAAIAhKGwsgHmsiAEEAIABBAE4bIRNBACEZA0AgByAZSgRAIAsgGWwgD2siAEEATgR/QQAFIA1BAUYEf0EAIABrBSANQQFrIABrIA1tCwshA0MAAIA/IAAgBU4Ef0EABSAJIA1BAUYEfyAFIABrBSAFIABrIA1qQQFrIA1tCyIQIAkgEEgbCyADayIQQQAgEEEAThsiFCATbLKV/RMhISAgIBcgDCAebGogGmxqIAAgAyANbGogFmxqIR9BACEVA0AgFUEgaiAWTQRAIBIgFWoiAP0ABAAgIf3mASEiIAD9AAQQICH95gEhIyAVIB9qIREgEyEDA0AgA0EASgRAIBEhECAUIQADQCAAQQBKBEAgECAQ/QAEACAi/eQB/QsEACAQIBD9AAQQICP95AH9CwQQIBAgHWohECAAQQFrIQAMAQsLIBEgHGohESADQQFrIQMMAQsLIBVBIGohFQwBCwsDQCAVIBZJBEAgEiAVaiEAAnsgFiAVa0ECdiIQQQRPBEAgAP0ABAAMAQsgEEEDRgRAIABBCGogAP1dAwD9VgIAAgwBCyAQQQJGBEAgAP1dAwAMAQsgAP1cAgALICH95gEhIkEAIREDQCARIBNIBEBBACEDA0AgAyAUSARAIBUgH2ogESAcbGogAyAdbGohAAJ7IBBBBE8EQCAA/QAEAAwBCyAQQQNGBEAgAEEIaiAA/V0DAP1WAgACDAELIBBBAkYEQCAA/V0DAAwBCyAA/VwCAAsgIv3kASEjIBBBBE8EQCAAICP9CwQABSAQQQNGBEAgACAj/VsDAAAgAEEIaiAj/VoCAAIFIBBBAkYEQCAAICP9WwMAAAUgACAj/VoCAAALCwsgA0EBaiEDDAELCyARQQFqIREMAQsLIBVBEGohFQwBCwsgEiAWaiESIBlBAWohGQwBCwsgGEEBaiEYDAELCyAbQQFqIRsMAQsLC94GAhF/A3sgA0ECdCIWIAVsIhsgDGwhHCANIBZsIR0gASESA0AgAiAaSgRAIAAgBCAabCAbbGohIEEAIRgDQCAGIBhKBEAgCiAYbCAOayIXQQBOBH9BAAUgDEEBRgR/QQAgF2sFIAxBAWsgF2sgDG0LCyEeIAQgF0wEf0EABSAIIAxBAUYEfyAEIBdrBSAEIBdrIAxqQQFrIAxtCyIBIAEgCEobCyAeayIBQQAgAUEAThshE0EAIRkDQCAHIBlKBEAgCyAZbCAPayIBQQBOBH9BAAUgDUEBRgR/QQAgAWsFIA1BAWsgAWsgDW0LCyEDQwAAgD8gASAFTgR/QQAFIAkgDUEBRgR/IAUgAWsFIAUgAWsgDWpBAWsgDW0LIhAgCSAQSBsLIANrIhBBACAQQQBOGyIUIBNsspX9EyEiICAgFyAMIB5saiAbbGogASADIA1saiAWbGohH0EAIRUDQCAVQSBqIBZNBED9DAAAAAAAAAAAAAAAAAAAAAAhI/0MAAAAAAAAAAAAAAAAAAAAACEhIBUgH2ohESATIQMDQCADQQBKBEAgESEQIBQhAQNAIAFBAEoEQCAjIBD9AAQA/eQBISMgISAQ/QAEEP3kASEhIBAgHWohECABQQFrIQEMAQsLIBEgHGohESADQQFrIQMMAQsLIBIgFWoiASAjICL95gH9CwQAIAEgISAi/eYB/QsEECAVQSBqIRUMAQsLA0AgFSAWSQRAIBYgFWtBAnYhAf0MAAAAAAAAAAAAAAAAAAAAACEhQQAhEQNAIBEgE0gEQEEAIQMDQCADIBRIBEAgFSAfaiARIBxsaiADIB1saiEQICECeyABQQRPBEAgEP0ABAAMAQsgAUEDRgRAIBBBCGogEP1dAwD9VgIAAgwBCyABQQJGBEAgEP1dAwAMAQsgEP1cAgAL/eQBISEgA0EBaiEDDAELCyARQQFqIREMAQsLIBIgFWohAyAhICL95gEhISABQQRPBEAgAyAh/QsEAAUgAUEDRgRAIAMgIf1bAwAAIANBCGogIf1aAgACBSABQQJGBEAgAyAh/VsDAAAFIAMgIf1aAgAACwsLIBVBEGohFQwBCwsgEiAWaiESIBlBAWohGQwBCwsgGEEBaiEYDAELCyAaQQFqIRoMAQsLCyQAIAEgBEECdCAGIAVBAnQgBSAEEAAgACAGIAIgAyAEIAUQBguEAQEEfyADQQJ0IQggBUECdCEHA0AgBCAGSgRAIAAgBiAIbGpBAEEEQQBBACAIIAEgBiAHbGpBAEEAIAcgAkEAIAdBASADQQFBAUGAASAEIAZrIgkgCUGAAUobIAUgBkEAShABIAZBgAFqIQYMAQsLIARFBEAgAkEAIAMgBWxBAnT8CwALC68GAxJ/An0EeyAEQQJ0IhcgBmwiHCANbCEdIA4gF2whHiACQQAgAyAFbCAcbPwLACABIREDQCADIBpKBEBBACEYA0AgByAYSgRAIAsgGGwgD2siFkEATgR/QQAFIA1BAUYEf0EAIBZrBSANQQFrIBZrIA1tCwshHyAFIBZMBH9BAAUgCSANQQFGBH8gBSAWawUgBSAWayANakEBayANbQsiASABIAlKGwsgH2shG0EAIRkDQCAIIBlKBEAgDCAZbCAQayIBQQBOBH9BAAUgDkEBRgR/QQAgAWsFIA5BAWsgAWsgDm0LCyEEIAEgBk4Ef0EABSAKIA5BAUYEfyAGIAFrBSAGIAFrIA5qQQFrIA5tCyISIAogEkgbCyAEayISQQBKIBtBAEpxBEAgBSAabCAWaiANIB9saiAcbCABIAQgDmxqIBdsaiEgQQAhEwNAIBNBEGogF00EQCARIBNqISEgEiEBQQAhFP0MAACA/wAAgP8AAID/AACA/yEmIBMgIGoiIv0RISUDQCAUIBtIBEAgIiAUIB1saiEVIAEhBANAIARBAEoEQCAAIBVq/QAEACInICb9RCAnICf9Qv1QISggJyAmICj9UiEmIBX9ESAlICj9UiElIBUgHmohFSAEQQFrIQQMAQsLIBRBAWohFAwBCwsgAiAl/RsAaiIBIAEqAgAgISoCAJI4AgAgAkEEaiAl/RsBaiIBIAEqAgAgISoCBJI4AgAgAkEIaiAl/RsCaiIBIAEqAgAgISoCCJI4AgAgAkEMaiAl/RsDaiIBIAEqAgAgISoCDJI4AgAgE0EQaiETDAELCwNAIBMgF0kEQCARIBNqIQRBACEVQwAAgP8hIyATICBqIiEhAQNAIBUgG0gEQEEAIRQDQCASIBRKBEAgISAVIB1saiAUIB5saiIiIABqKgIAIiRDAACAf19FICMgJF1yBEAgJCEjICIhAQsgFEEBaiEUDAELCyAVQQFqIRUMAQsLIAEgAmoiASABKgIAIAQqAgCSOAIAIBNBBGohEwwBCwsLIBEgF2ohESAZQQFqIRkMAQsLIBhBAWohGAwBCwsgGkEBaiEaDAELCwv1BgIRfwZ7IANBAnQiHyAFbCIaIAxsIRkgDSAfbCEYIAEhEgNAIAIgG0oEQCAAIAQgG2wgGmxqIRVBACEdA0AgBiAdSgRAIAogHWwgDmsiHkEATgR/QQAFIAxBAUYEf0EAIB5rBSAMQQFrIB5rIAxtCwshFyAEIB5MBH9BAAUgCCAMQQFGBH8gBCAeawUgBCAeayAMakEBayAMbQsiASABIAhKGwsgF2shEUEAIRwDQCAHIBxKBEAgCyAcbCAPayITQQBOBH9BAAUgDUEBRgR/QQAgE2sFIA1BAWsgE2sgDW0LCyEDIAUgE0wEf0EABSAJIA1BAUYEfyAFIBNrBSAFIBNrIA1qQQFrIA1tCyIBIAEgCUobCyADayEQIBUgHiAMIBdsaiAabGogEyADIA1saiAfbGohFkEAISADQCAgQSBqIB9NBED9DAAAgP8AAID/AACA/wAAgP8hJv0MAACA/wAAgP8AAID/AACA/yEl/QwAAAAAAAAAAAAAAAAAAAAAIST9DAAAAAAAAAAAAAAAAAAAAAAhIyAWICBqIRQgESETA0AgE0EASgRAIBQhAyAQIQEDQCABQQBKBEAgJiAD/QAEACIi/esBISYgJSAD/QAEECIh/esBISUgJCAiICL9Qv1QISQgIyAhICH9Qv1QISMgAyAYaiEDIAFBAWshAQwBCwsgFCAZaiEUIBNBAWshEwwBCwsgEiAgaiIBICYgJP1Q/QsEACABICUgI/1Q/QsEECAgQSBqISAMAQsLA0AgHyAgSwRAIB8gIGtBAnYhA/0MAACA/wAAgP8AAID/AACA/yEmQQAhFANAIBEgFEoEQEEAIRMDQCAQIBNKBEAgFiAgaiAUIBlsaiATIBhsaiEBICYCeyADQQRPBEAgAf0ABAAMAQsgA0EDRgRAIAFBCGogAf1dAwD9VgIAAgwBCyADQQJGBEAgAf1dAwAMAQsgAf1cAgAL/ekBISYgE0EBaiETDAELCyAUQQFqIRQMAQsLIBIgIGohASADQQRPBEAgASAm/QsEAAUgA0EDRgRAIAEgJv1bAwAAIAFBCGogJv1aAgACBSADQQJGBEAgASAm/VsDAAAFIAEgJv1aAgAACwsLICBBEGohIAwBCwsgEiAfaiESIBxBAWohHAwBCwsgHUEBaiEdDAELCyAbQQFqIRsMAQsLC2sCAn8BeyADQQJ0QXBxIQQgAf0TIQYDQCAEIAVLBEAgAiAFaiAAIAVq/QAEACAG/eYB/QsEACAFQRBqIQUMAQsLA0AgBCADQQJ0SQRAIAIgBGogACAEaioCACABlDgCACAEQQRqIQQMAQsLC7UBAwJ/AX0BeyADQQJ0QXBxIQQDQCAEIAVLBEAgAiAFaiABIAVq/QAEACAAIAVq/QAEACIH/QwAAAAAAAAAAAAAAAAAAAAA/UT9TiAHIAf9Qv1Q/QsEACAFQRBqIQUMAQsLA0AgBCADQQJ0SQRAIAIgBGogACAEaioCACIGQwAAAABeBH0gASAEaioCAAVDAAAAACAGIAZDAAAAAFsgBkMAAAAAXXIbCzgCACAEQQRqIQQMAQsLC3YBAn8gAkECdEFwcSEDA0AgAyAESwRAIAEgBGogACAEav0ABAD9DAAAAAAAAAAAAAAAAAAAAAD96wH9CwQAIARBEGohBAwBCwsDQCADIAJBAnRJBEAgASADaiAAIANqKgIAQwAAAACXOAIAIANBBGohAwwBCwsLcAECfyADQQJ0QXBxIQQDQCAEIAVLBEAgAiAFaiAAIAVq/QAEACABIAVq/QAEAP3mAf0LBAAgBUEQaiEFDAELCwNAIAQgA0ECdEkEQCACIARqIAAgBGoqAgAgASAEaioCAJQ4AgAgBEEEaiEEDAELCwtWAgJ/AXsgAkECdEFwcSEDIAH9EyEFA0AgAyAESwRAIAAgBGogBf0LBAAgBEEQaiEEDAELCwNAIAMgAkECdEkEQCAAIANqIAE4AgAgA0EEaiEDDAELCwtwAQJ/IANBAnRBcHEhBANAIAQgBUsEQCACIAVqIAAgBWr9AAQAIAEgBWr9AAQA/eQB/QsEACAFQRBqIQUMAQsLA0AgBCADQQJ0SQRAIAIgBGogACAEaioCACABIARqKgIAkjgCACAEQQRqIQQMAQsLC24BA38gAkECdEFwcSEDA0AgAyAESwRAIAEgBGoiBSAF/QAEACAAIARq/QAEAP3kAf0LBAAgBEEQaiEEDAELCwNAIAMgAkECdEkEQCABIANqIgQgBCoCACAAIANqKgIAkjgCACADQQRqIQMMAQsLC9oGAgx/BHsgDUECdCEYA0AgCyAVSgRAQQAhFANAIAwgFEoEQCAAIAMgFWxqIAQgFGxqIRYgCCAMIBVsIBRqIBhsaiEXQQAhEgNAIBJBCGogDUwEQCAXIBJBAnRqIRn9DAAAAAAAAAAAAAAAAAAAAAAhHSAOBHsgGf0ABBAhHSAZ/QAEAAX9DAAAAAAAAAAAAAAAAAAAAAALIRtBACETA0AgCSATSgRAIBJBAnQiDyAWaiABIBNsaiERIAUgD2ogBiATbGohEP0MAAAAAAAAAAAAAAAAAAAAACEe/QwAAAAAAAAAAAAAAAAAAAAAIRwgCiEPA0AgD0EASgRAIBH9AAQAIBD9AAQAIB79hQIhHiAR/QAEECAQ/QAEECAc/YUCIRwgAiARaiERIAcgEGohECAPQQFrIQ8MAQsLIBsgHv3kASEbIB0gHP3kASEdIBNBAWohEwwBCwsgGSAb/QsEACAZIB39CwQQIBJBCGohEgwBCwsDQCANIBJKBEAgDSASayEZIBcgEkECdGohGiAOBHsCeyAZQQROBEAgGv0ABAAMAQsgGUEDRgRAIBpBCGogGv1dAwD9VgIAAgwBCyAZQQJGBEAgGv1dAwAMAQsgGv1cAgALBf0MAAAAAAAAAAAAAAAAAAAAAAshG0EAIRMDQCAJIBNKBEAgEkECdCIQIBZqIAEgE2xqIQ8gBSAQaiAGIBNsaiER/QwAAAAAAAAAAAAAAAAAAAAAIRwgCiEQA0AgEEEASgRAAnsgGUEETgRAIA/9AAQADAELIBlBA0YEQCAPQQhqIA/9XQMA/VYCAAIMAQsgGUECRgRAIA/9XQMADAELIA/9XAIACwJ7IBlBBE4EQCAR/QAEAAwBCyAZQQNGBEAgEUEIaiAR/V0DAP1WAgACDAELIBlBAkYEQCAR/V0DAAwBCyAR/VwCAAsgHP2FAiEcIAIgD2ohDyAHIBFqIREgEEEBayEQDAELCyAbIBz95AEhGyATQQFqIRMMAQsLIBlBBE4EQCAaIBv9CwQABSAZQQNGBEAgGiAb/VsDAAAgGkEIaiAb/VoCAAIFIBlBAkYEQCAaIBv9WwMAAAUgGiAb/VoCAAALCwsgEkEEaiESDAELCyAUQQFqIRQMAQsLIBVBAWohFQwBCwsLzAwCEH8KewNAIAsgF0oEQEEAIRYDQCAMIBZKBEAgAkEAIAwgFmsiFUEBShsiGCACaiAYIBVBAkobIhkgAmogGSAVQQNKGyEaIAAgASAXbGogAiAWbGohGyAIIAkgF2xqIAogFmxqIRxBACEUA0AgFEEIaiAPTARAIBRBAnQhHf0MAAAAAAAAAAAAAAAAAAAAACEk/QwAAAAAAAAAAAAAAAAAAAAAISX9DAAAAAAAAAAAAAAAAAAAAAAhJv0MAAAAAAAAAAAAAAAAAAAAACEn/QwAAAAAAAAAAAAAAAAAAAAAISD9DAAAAAAAAAAAAAAAAAAAAAAhIf0MAAAAAAAAAAAAAAAAAAAAACEi/QwAAAAAAAAAAAAAAAAAAAAAISNBACETA0AgDSATSgRAIBsgHWogAyATbGohEiAFIB1qIAYgE2xqIREgDiEQA0AgEEEASgRAIBL9AAQAIBH9AAQAIikgJP2FAiEkIBL9AAQQIBH9AAQQIiggJf2FAiElIBIgGGoiHv0ABAAgKSAm/YUCISYgHv0ABBAgKCAn/YUCIScgEiAZaiIe/QAEACApICD9hQIhICAe/QAEECAoICH9hQIhISASIBpqIh79AAQAICkgIv2FAiEiIB79AAQQICggI/2FAiEjIAQgEmohEiAHIBFqIREgEEEBayEQDAELCyATQQFqIRMMAQsLIBwgHWoiECAk/QsEACAQICX9CwQQIBVBAUoEQCAKIBBqIhAgJv0LBAAgECAn/QsEEAsgFUECSgRAIAogEGoiECAg/QsEACAQICH9CwQQCyAVQQNKBEAgCiAQaiIQICL9CwQAIBAgI/0LBBALIBRBCGohFAwBCwsDQCAPIBRKBEAgFEECdCEdIA8gFGshHv0MAAAAAAAAAAAAAAAAAAAAACEg/QwAAAAAAAAAAAAAAAAAAAAAISH9DAAAAAAAAAAAAAAAAAAAAAAhIv0MAAAAAAAAAAAAAAAAAAAAACEjQQAhEwNAIA0gE0oEQCAbIB1qIAMgE2xqIRIgBSAdaiAGIBNsaiEQIA4hEQNAIBFBAEoEQAJ7IB5BBE4EQCAQ/QAEAAwBCyAeQQNGBEAgEEEIaiAQ/V0DAP1WAgACDAELIB5BAkYEQCAQ/V0DAAwBCyAQ/VwCAAshJAJ7IB5BBE4EQCAS/QAEAAwBCyAeQQNGBEAgEkEIaiAS/V0DAP1WAgACDAELIB5BAkYEQCAS/V0DAAwBCyAS/VwCAAsgJCAg/YUCISAgEiAYaiEfAnsgHkEETgRAIB/9AAQADAELIB5BA0YEQCAfQQhqIB/9XQMA/VYCAAIMAQsgHkECRgRAIB/9XQMADAELIB/9XAIACyAkICH9hQIhISASIBlqIR8CeyAeQQROBEAgH/0ABAAMAQsgHkEDRgRAIB9BCGogH/1dAwD9VgIAAgwBCyAeQQJGBEAgH/1dAwAMAQsgH/1cAgALICQgIv2FAiEiIBIgGmohHwJ7IB5BBE4EQCAf/QAEAAwBCyAeQQNGBEAgH0EIaiAf/V0DAP1WAgACDAELIB5BAkYEQCAf/V0DAAwBCyAf/VwCAAsgJCAj/YUCISMgBCASaiESIAcgEGohECARQQFrIREMAQsLIBNBAWohEwwBCwsgHCAdaiEQIB5BBE4EQCAQICD9CwQABSAeQQNGBEAgECAg/VsDAAAgEEEIaiAg/VoCAAIFIB5BAkYEQCAQICD9WwMAAAUgECAg/VoCAAALCwsgFUEBSgRAIAogEGohESAeQQROBEAgESAh/QsEAAUgHkEDRgRAIBEgIf1bAwAAIBFBCGogIf1aAgACBSAeQQJGBEAgESAh/VsDAAAFIBEgIf1aAgAACwsLCyAVQQJKBEAgECAKQQF0aiERIB5BBE4EQCARICL9CwQABSAeQQNGBEAgESAi/VsDAAAgEUEIaiAi/VoCAAIFIB5BAkYEQCARICL9WwMAAAUgESAi/VoCAAALCwsLIBVBA0oEQCAQIApBA2xqIRAgHkEETgRAIBAgI/0LBAAFIB5BA0YEQCAQICP9WwMAACAQQQhqICP9WgIAAgUgHkECRgRAIBAgI/1bAwAABSAQICP9WgIAAAsLCwsgFEEEaiEUDAELCyAWQQRqIRYMAQsLIBdBAWohFwwBCwsLuggCCn8FewNAIAsgFEoEQCABQQAgCyAUayIVQQFKGyIYIAFqIBggFUECShsiGSABaiAZIBVBA0obIRr9DAAAAAAAAAAAAAAAAAAAAAAhG/0MAAAAAAAAAAAAAAAAAAAAACEc/QwAAAAAAAAAAAAAAAAAAAAAIR39DAAAAAAAAAAAAAAAAAAAAAAhHkEAIRYDQCAMIBZKBEBBACEXA0AgDSAXSgRAIAAgASAUbGogAiAWbGogAyAXbGohEyAFIAYgFmxqIAcgF2xqIRIgDiERA0AgEUEASgRAIBP9CQIAAnsgD0EETgRAIBL9AAQADAELIA9BA0YEQCASQQhqIBL9XQMA/VYCAAIMAQsgD0ECRgRAIBL9XQMADAELIBL9XAIACyIfIBv9hQIhGyATIBhq/QkCACAfIBz9hQIhHCATIBlq/QkCACAfIB39hQIhHSATIBpq/QkCACAfIB79hQIhHiAEIBNqIRMgCCASaiESIBFBAWshEQwBCwsgF0EBaiEXDAELCyAWQQFqIRYMAQsLIAkgCiAUbGohESAQBEACeyAPQQROBEAgEf0ABAAMAQsgD0EDRgRAIBFBCGogEf1dAwD9VgIAAgwBCyAPQQJGBEAgEf1dAwAMAQsgEf1cAgALIBv95AEhGwsgD0EETgRAIBEgG/0LBAAFIA9BA0YEQCARIBv9WwMAACARQQhqIBv9WgIAAgUgD0ECRgRAIBEgG/1bAwAABSARIBv9WgIAAAsLCyAVQQFKBEAgCiARaiESIBAEQAJ7IA9BBE4EQCAS/QAEAAwBCyAPQQNGBEAgEkEIaiAS/V0DAP1WAgACDAELIA9BAkYEQCAS/V0DAAwBCyAS/VwCAAsgHP3kASEcCyAPQQROBEAgEiAc/QsEAAUgD0EDRgRAIBIgHP1bAwAAIBJBCGogHP1aAgACBSAPQQJGBEAgEiAc/VsDAAAFIBIgHP1aAgAACwsLCyAVQQJKBEAgESAKQQF0aiESIBAEQAJ7IA9BBE4EQCAS/QAEAAwBCyAPQQNGBEAgEkEIaiAS/V0DAP1WAgACDAELIA9BAkYEQCAS/V0DAAwBCyAS/VwCAAsgHf3kASEdCyAPQQROBEAgEiAd/QsEAAUgD0EDRgRAIBIgHf1bAwAAIBJBCGogHf1aAgACBSAPQQJGBEAgEiAd/VsDAAAFIBIgHf1aAgAACwsLCyAVQQNKBEAgESAKQQNsaiERIBAEQAJ7IA9BBE4EQCAR/QAEAAwBCyAPQQNGBEAgEUEIaiAR/V0DAP1WAgACDAELIA9BAkYEQCAR/V0DAAwBCyAR/VwCAAsgHv3kASEeCyAPQQROBEAgESAe/QsEAAUgD0EDRgRAIBEgHv1bAwAAIBFBCGogHv1aAgACBSAPQQJGBEAgESAe/VsDAAAFIBEgHv1aAgAACwsLCyAUQQRqIRQMAQsLC1wBAX0gASACIANsQQJ0aiEDA0AgASADSQRAQwAAAAAhBUEAIQIDQCACIARIBEAgBSAAKgIAkiEFIAJBAWohAiAAQQRqIQAMAQsLIAEgBTgCACABQQRqIQEMAQsLC1IBAX0gACACIANsQQJ0aiEDA0AgACADSQRAIAAqAgAhBUEAIQIDQCACIARIBEAgASAFOAIAIAJBAWohAiABQQRqIQEMAQsLIABBBGohAAwBCwsLQQECfyAEQQJ0IQYDQCACIAVKBEAgACAFIAZsaiABIAMgBWwgBmxqIAMgBEMAAIA/IAOylRAHIAVBAWohBQwBCwsLQQECfyAEQQJ0IQYDQCACIAVKBEAgACADIAVsIAZsaiABIAUgBmxqIAMgBEMAAIA/IAOylRADIAVBAWohBQwBCwsLmQEBA38gBEECdCIGQXBxIQUDQCADIAdKBEBBACEEA0AgBCAFSQRAIAIgBGogACAEav0ABAAgASAEav0ABAD95AH9CwQAIARBEGohBAwBCwsgBSEEA0AgBCAGSQRAIAIgBGogACAEaioCACABIARqKgIAkjgCACAEQQRqIQQMAQsLIAAgBmohACACIAZqIQIgB0EBaiEHDAELCwuxCwMHfwh7AX0gB0ECdCENQwAAgD8gBrKVIhj9EyEUIAj9EyEVIAAgBCAGIAcgGBADA0AgDEEIaiAHTARAIAxBAnQiDiAEaiIJ/QAEACEWIAn9AAQQIRf9DAAAAAAAAAAAAAAAAAAAAAAhEP0MAAAAAAAAAAAAAAAAAAAAACESIAAgDmohCkEAIQsDQCAGIAtKBED9DAAAAAAAAAAAAAAAAAAAAAAhE/0MAAAAAAAAAAAAAAAAAAAAACERQYABIAYgC2siCSAJQYABShshCQNAIAlBAEoEQCATIAr9AAQAIBb95QEiEyAT/eYB/eQBIRMgESAK/QAEECAX/eUBIhEgEf3mAf3kASERIAogDWohCiAJQQFrIQkMAQsLIBAgE/3kASEQIBIgEf3kASESIAtBgAFqIQsMAQsLIAUgDmoiCf0MAACAPwAAgD8AAIA/AACAPyAQIBT95gEgFf3kAf3jAf3nASIQ/QsEACAJ/QwAAIA/AACAPwAAgD8AAIA/IBIgFP3mASAV/eQB/eMB/ecBIhL9CwQQIAEEQCASIAEgDmoiCf0ABBD95gEhEiAQIAn9AAQA/eYBIRAL/QwAAAAAAAAAAAAAAAAAAAAAIREgAgR7IAIgDmoiCf0ABBAhESAJ/QAEAAX9DAAAAAAAAAAAAAAAAAAAAAALIRMgACAOaiEKIAMgDmohCyAGIQkDQCAJQQBKBEAgCyAK/QAEACAW/eUBIBD95gEgE/3kAf0LBAAgCyAK/QAEECAX/eUBIBL95gEgEf3kAf0LBBAgCiANaiEKIAsgDWohCyAJQQFrIQkMAQsLIAxBCGohDAwBCwsDQCAHIAxKBEAgDEECdCIPIARqIQkCeyAHIAxrIg5BBE4EQCAJ/QAEAAwBCyAOQQNGBEAgCUEIaiAJ/V0DAP1WAgACDAELIA5BAkYEQCAJ/V0DAAwBCyAJ/VwCAAshEf0MAAAAAAAAAAAAAAAAAAAAACEQIAAgD2ohCkEAIQkDQCAGIAlKBED9DAAAAAAAAAAAAAAAAAAAAAAhEkGAASAGIAlrIgsgC0GAAUobIQsDQCALQQBKBEAgEgJ7IA5BBE4EQCAK/QAEAAwBCyAOQQNGBEAgCkEIaiAK/V0DAP1WAgACDAELIA5BAkYEQCAK/V0DAAwBCyAK/VwCAAsgEf3lASISIBL95gH95AEhEiAKIA1qIQogC0EBayELDAELCyAQIBL95AEhECAJQYABaiEJDAELCyAFIA9qIQn9DAAAgD8AAIA/AACAPwAAgD8gECAU/eYBIBX95AH94wH95wEhECAOQQROBEAgCSAQ/QsEAAUgDkEDRgRAIAkgEP1bAwAAIAlBCGogEP1aAgACBSAOQQJGBEAgCSAQ/VsDAAAFIAkgEP1aAgAACwsLIAEEQCABIA9qIQkgEAJ7IA5BBE4EQCAJ/QAEAAwBCyAOQQNGBEAgCUEIaiAJ/V0DAP1WAgACDAELIA5BAkYEQCAJ/V0DAAwBCyAJ/VwCAAv95gEhEAsgAgR7IAIgD2ohCQJ7IA5BBE4EQCAJ/QAEAAwBCyAOQQNGBEAgCUEIaiAJ/V0DAP1WAgACDAELIA5BAkYEQCAJ/V0DAAwBCyAJ/VwCAAsF/QwAAAAAAAAAAAAAAAAAAAAACyESIAAgD2ohCiADIA9qIQsgBiEJA0AgCUEASgRAAnsgDkEETgRAIAr9AAQADAELIA5BA0YEQCAKQQhqIAr9XQMA/VYCAAIMAQsgDkECRgRAIAr9XQMADAELIAr9XAIACyAR/eUBIBD95gEgEv3kASETIA5BBE4EQCALIBP9CwQABSAOQQNGBEAgCyAT/VsDAAAgC0EIaiAT/VoCAAIFIA5BAkYEQCALIBP9WwMAAAUgCyAT/VoCAAALCwsgCiANaiEKIAsgDWohCyAJQQFrIQkMAQsLIAxBBGohDAwBCwsL3Q4CCH8NeyAJQQJ0IQ5DAACAPyAIspX9EyEYA0AgD0EIaiAJTARAIA9BAnQiECADaiIK/QAEACEbIAr9AAQQIRz9DAAAAAAAAAAAAAAAAAAAAAAhFf0MAAAAAAAAAAAAAAAAAAAAACEW/QwAAAAAAAAAAAAAAAAAAAAAIRT9DAAAAAAAAAAAAAAAAAAAAAAhFyAAIBBqIQsgASAQaiEMQQAhDQNAIAggDUoEQP0MAAAAAAAAAAAAAAAAAAAAACET/QwAAAAAAAAAAAAAAAAAAAAAIRn9DAAAAAAAAAAAAAAAAAAAAAAhEv0MAAAAAAAAAAAAAAAAAAAAACEaQYABIAggDWsiCiAKQYABShshCgNAIApBAEoEQCASIAz9AAQAIh395AEhEiAaIAz9AAQQIh795AEhGiATIB0gC/0ABAAgG/3lAf3mAf3kASETIBkgHiAL/QAEECAc/eUB/eYB/eQBIRkgCyAOaiELIAwgDmohDCAKQQFrIQoMAQsLIBUgE/3kASEVIBYgGf3kASEWIBQgEv3kASEUIBcgGv3kASEXIA1BgAFqIQ0MAQsLIBUgBCAQaiIK/QAEACIS/eYBIRUgFiAK/QAEECIT/eYBIRYgBgRAIAYgEGoiCiAV/QsEACAKIBb9CwQQCyAHBEAgByAQaiIKIBT9CwQAIAogF/0LBBALIBUgEv3mASAY/eYBIRUgAgRAIBIgAiAQav0ABAD95gEhEgsgFiAT/eYBIBj95gEhFiACBEAgEyACIBBq/QAEEP3mASETCyAUIBj95gEhFCAXIBj95gEhFyAAIBBqIQsgASAQaiEMIAUgEGohDSAIIQoDQCAKQQBKBEAgDSAM/QAEACAU/eUBIAv9AAQAIBv95QEgFf3mAf3lASAS/eYB/QsEACANIAz9AAQQIBf95QEgC/0ABBAgHP3lASAW/eYB/eUBIBP95gH9CwQQIAsgDmohCyAMIA5qIQwgDSAOaiENIApBAWshCgwBCwsgD0EIaiEPDAELCwNAIAkgD0oEQCAPQQJ0IhEgA2ohCgJ7IAkgD2siEEEETgRAIAr9AAQADAELIBBBA0YEQCAKQQhqIAr9XQMA/VYCAAIMAQsgEEECRgRAIAr9XQMADAELIAr9XAIACyEW/QwAAAAAAAAAAAAAAAAAAAAAIRX9DAAAAAAAAAAAAAAAAAAAAAAhEyAAIBFqIQsgASARaiEMQQAhCgNAIAggCkoEQP0MAAAAAAAAAAAAAAAAAAAAACEU/QwAAAAAAAAAAAAAAAAAAAAAIRdBgAEgCCAKayINIA1BgAFKGyENA0AgDUEASgRAIBcCeyAQQQROBEAgDP0ABAAMAQsgEEEDRgRAIAxBCGogDP1dAwD9VgIAAgwBCyAQQQJGBEAgDP1dAwAMAQsgDP1cAgALIhL95AEhFyAUIBICeyAQQQROBEAgC/0ABAAMAQsgEEEDRgRAIAtBCGogC/1dAwD9VgIAAgwBCyAQQQJGBEAgC/1dAwAMAQsgC/1cAgALIBb95QH95gH95AEhFCALIA5qIQsgDCAOaiEMIA1BAWshDQwBCwsgFSAU/eQBIRUgEyAX/eQBIRMgCkGAAWohCgwBCwsgBCARaiEKIBUCeyAQQQROBEAgCv0ABAAMAQsgEEEDRgRAIApBCGogCv1dAwD9VgIAAgwBCyAQQQJGBEAgCv1dAwAMAQsgCv1cAgALIhL95gEhFCAGBEAgBiARaiEKIBBBBE4EQCAKIBT9CwQABSAQQQNGBEAgCiAU/VsDAAAgCkEIaiAU/VoCAAIFIBBBAkYEQCAKIBT9WwMAAAUgCiAU/VoCAAALCwsLIAcEQCAHIBFqIQogEEEETgRAIAogE/0LBAAFIBBBA0YEQCAKIBP9WwMAACAKQQhqIBP9WgIAAgUgEEECRgRAIAogE/1bAwAABSAKIBP9WgIAAAsLCwsgFCAS/eYBIBj95gEhFCACBEAgAiARaiEKIBICeyAQQQROBEAgCv0ABAAMAQsgEEEDRgRAIApBCGogCv1dAwD9VgIAAgwBCyAQQQJGBEAgCv1dAwAMAQsgCv1cAgAL/eYBIRILIBMgGP3mASETIAAgEWohCyABIBFqIQwgBSARaiENIAghCgNAIApBAEoEQAJ7IBBBBE4EQCAL/QAEAAwBCyAQQQNGBEAgC0EIaiAL/V0DAP1WAgACDAELIBBBAkYEQCAL/V0DAAwBCyAL/VwCAAshFQJ7IBBBBE4EQCAM/QAEAAwBCyAQQQNGBEAgDEEIaiAM/V0DAP1WAgACDAELIBBBAkYEQCAM/V0DAAwBCyAM/VwCAAsgE/3lASAVIBb95QEgFP3mAf3lASAS/eYBIRUgEEEETgRAIA0gFf0LBAAFIBBBA0YEQCANIBX9WwMAACANQQhqIBX9WgIAAgUgEEECRgRAIA0gFf1bAwAABSANIBX9WgIAAAsLCyALIA5qIQsgDCAOaiEMIA0gDmohDSAKQQFrIQoMAQsLIA9BBGohDwwBCwsL";

// packages/kernels/src/training/kernels.ts
function trainingKernels(memory, options = {}) {
  const { relaxedSimd = false } = options;
  const bytes = Uint8Array.from(atob(relaxedSimd ? trainingRelaxed : training), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes))
    throw new Error(`trainingKernels: this engine has no WebAssembly ${relaxedSimd ? "relaxed " : ""}SIMD`);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return instance.exports;
}

// packages/kernels/src/training/pooling.ts
function pooling(kernels, geometry) {
  const { window, ...counts2 } = geometry;
  checkGeometry("pooling", window, counts2);
  const { rows, columns } = window;
  const sizes = [
    counts2.batch,
    counts2.channels,
    rows.input,
    columns.input,
    rows.output,
    columns.output,
    rows.filter,
    columns.filter,
    rows.stride,
    columns.stride,
    rows.dilation,
    columns.dilation,
    rows.padding,
    columns.padding
  ];
  return {
    average: (x, y) => kernels.averagePool(x, y, ...sizes),
    averageGradient: (dy, dx) => kernels.averagePoolGradient(dy, dx, ...sizes),
    max: (x, y) => kernels.maxPool(x, y, ...sizes),
    maxGradient: (x, dy, dx) => kernels.maxPoolGradient(x, dy, dx, ...sizes)
  };
}

// packages/kernels/src/simd/convolution.ts
var ordinary = {
  depthwise: false,
  plan: (heap, input2, filter, output, attributes) => convolution(heap.kernels, {
    window: windowOf(input2, filter, output, attributes),
    batch: input2[0],
    inputChannels: input2[3],
    outputChannels: output[3]
  })
};
var depthwise = {
  depthwise: true,
  plan: (heap, input2, filter, output, attributes) => depthwiseConvolution(heap.kernels, {
    window: windowOf(input2, filter, output, attributes),
    batch: input2[0],
    inputChannels: input2[3],
    multiplier: filter[3]
  })
};
var shapeOf = (tensor2) => tensor2.shape;
function forward(kind) {
  return (heap, { x, filter }, attributes) => {
    const { strides, pad: pad4, dilations, dimRoundingMode } = attributes;
    const { outShape } = tf2.backend_util.computeConv2DInfo(
      shapeOf(x),
      shapeOf(filter),
      strides,
      dilations ?? 1,
      pad4,
      dimRoundingMode,
      kind.depthwise
    );
    const plan2 = kind.plan(heap, shapeOf(x), shapeOf(filter), outShape, attributes);
    const output = heap.make(outShape);
    plan2.forward(heap.at(x), heap.at(filter), heap.at(output), heap.scratch(plan2.scratchBytes));
    return output;
  };
}
function fused(kind) {
  const convolve = forward(kind);
  return (heap, inputs, attributes) => {
    const { bias: bias2, preluActivationWeights } = inputs;
    const { activation: activation2 = "linear", leakyreluAlpha } = attributes;
    return tf2.tidy(() => {
      const product2 = tf2.engine().makeTensorFromTensorInfo(convolve(heap, inputs, attributes));
      const sum6 = bias2 ? tf2.add(product2, bias2) : product2;
      return tf2.backend_util.applyActivation(sum6, activation2, preluActivationWeights, leakyreluAlpha);
    });
  };
}
function filterGradient2(kind) {
  return (heap, { x, dy }, attributes) => {
    const filterShape = attributes["filterShape"];
    const plan2 = kind.plan(heap, shapeOf(x), filterShape, shapeOf(dy), attributes);
    const gradient = heap.make(filterShape);
    plan2.filterGradient(heap.at(x), heap.at(dy), heap.at(gradient), heap.scratch(plan2.scratchBytes));
    return gradient;
  };
}
function inputGradient(kind) {
  return (heap, { dy, filter }, attributes) => {
    const inputShape = attributes["inputShape"];
    const plan2 = kind.plan(heap, inputShape, shapeOf(filter), shapeOf(dy), attributes);
    const gradient = heap.make(inputShape);
    plan2.inputGradient(heap.at(dy), heap.at(filter), heap.at(gradient), heap.scratch(plan2.scratchBytes));
    return gradient;
  };
}
var conv2d = /* @__PURE__ */ forward(ordinary);
var fusedConv2d = /* @__PURE__ */ fused(ordinary);
var conv2dFilterGradient = /* @__PURE__ */ filterGradient2(ordinary);
var conv2dInputGradient = /* @__PURE__ */ inputGradient(ordinary);
var depthwiseConv2d = /* @__PURE__ */ forward(depthwise);
var fusedDepthwiseConv2d = /* @__PURE__ */ fused(depthwise);
var depthwiseFilterGradient = /* @__PURE__ */ filterGradient2(depthwise);
var depthwiseInputGradient = /* @__PURE__ */ inputGradient(depthwise);

// packages/kernels/src/simd/heap.ts
import * as tf3 from "@tensorflow/tfjs-core";
function openHeap(backend, options) {
  const expected = backend;
  const { memory } = expected.wasm?.asm ?? {};
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("its memory is not at hand");
  if (typeof expected.wasm._malloc !== "function" || typeof expected.wasm._free !== "function")
    throw new Error("its allocator is not at hand");
  if (typeof expected.dataIdMap?.get !== "function" || typeof expected.makeOutput !== "function")
    throw new Error("its tensors are not at hand");
  checkTensors(expected, memory);
  const kernels = load(memory, options);
  let block2 = 0;
  let size = 0;
  return {
    kernels,
    at: ({ dataId }) => expected.dataIdMap.get(dataId).memoryOffset,
    make: (shape) => expected.makeOutput(shape, "float32"),
    scratch(bytes) {
      if (bytes <= size) return block2;
      expected.wasm._free(block2);
      block2 = expected.wasm._malloc(bytes) >>> 0;
      size = block2 === 0 ? 0 : bytes;
      if (block2 === 0) throw new Error(`the wasm heap has no room for ${bytes} bytes of intermediate results`);
      return block2;
    }
  };
}
function load(memory, { relaxedSimd = false }) {
  if (relaxedSimd)
    try {
      return trainingKernels(memory, { relaxedSimd });
    } catch (error) {
      console.warn(`@eznas/kernels: ${error.message}; plain SIMD serves`);
    }
  return trainingKernels(memory);
}
function checkTensors(backend, memory) {
  const probe = tf3.tensor1d([Math.PI]);
  try {
    const { memoryOffset } = backend.dataIdMap.get(probe.dataId);
    if (new Float32Array(memory.buffer, memoryOffset, 1)[0] !== Math.fround(Math.PI))
      throw new Error("a tensor is not where it should be");
  } finally {
    probe.dispose();
  }
}

// packages/kernels/src/simd/heaps.ts
function heaps(options) {
  const opened = /* @__PURE__ */ new WeakMap();
  return (backend) => {
    let found = opened.get(backend);
    if (!found) {
      found = { heap: open(backend, options) };
      opened.set(backend, found);
    }
    return found.heap;
  };
}
function open(backend, options) {
  try {
    return openHeap(backend, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`@eznas/kernels: no SIMD kernels on backend wasm (${reason}); slower ones serve`);
    return void 0;
  }
}

// packages/kernels/src/backend/inside-node.ts
function insideNode() {
  return typeof process === "object" && typeof process.versions?.node === "string";
}

// packages/kernels/src/simd/options.ts
function completeOptions({ simd, relaxedSimd = false }) {
  return { simd: simd ?? !(insideNode() && process.env["EZNAS_SIMD"] === "0"), relaxedSimd };
}

// packages/kernels/src/simd/pooling.ts
function plan(heap, input2, dy, attributes) {
  const filterSize = attributes["filterSize"];
  const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
  const [batch, , , channels] = input2.shape;
  const window = windowOf(input2.shape, [height, width, channels, 1], dy.shape, attributes);
  return pooling(heap.kernels, { window, batch, channels });
}
var averagePoolGradient = (heap, { dy, input: input2 }, attributes) => {
  const dx = heap.make(input2.shape);
  plan(heap, input2, dy, attributes).averageGradient(heap.at(dy), heap.at(dx));
  return dx;
};
var maxPoolGradient = (heap, { dy, input: input2 }, attributes) => {
  const dx = heap.make(input2.shape);
  plan(heap, input2, dy, attributes).maxGradient(heap.at(input2), heap.at(dy), heap.at(dx));
  return dx;
};

// packages/kernels/src/simd/reduction.ts
import * as tf4 from "@tensorflow/tfjs-core";
var overPixels = (mean3) => (heap, { x }, attributes) => {
  const rank = x.shape.length;
  const axes = tf4.util.parseAxisParam(attributes["axis"], x.shape);
  if (rank < 2 || axes.length !== rank - 1 || axes.includes(rank - 1)) return void 0;
  const channels = x.shape[rank - 1];
  const pixels = tf4.util.sizeFromShape(x.shape) / channels;
  const sums = heap.make([...attributes["keepDims"] ? axes.map(() => 1) : [], channels]);
  heap.kernels.channelSums(heap.at(x), heap.at(sums), pixels, channels, mean3 ? 1 / pixels : 1);
  return sums;
};
var sum2 = /* @__PURE__ */ overPixels(false);
var mean2 = /* @__PURE__ */ overPixels(true);

// packages/kernels/src/simd/relu.ts
import * as tf5 from "@tensorflow/tfjs-core";
var reluGradient = (heap, { dy, x }) => {
  const dx = heap.make(x.shape);
  heap.kernels.reluGradient(heap.at(x), heap.at(dy), heap.at(dx), tf5.util.sizeFromShape(x.shape));
  return dx;
};

// packages/kernels/src/simd/transpose.ts
import * as tf6 from "@tensorflow/tfjs-core";
var transpose = (heap, { x }, attributes) => {
  const perm = attributes["perm"];
  const { shape } = x;
  const made = perm.map((axis) => shape[axis]);
  const [height, width, inputs, outputs2] = shape;
  if (perm.join() === "3,2,0,1") {
    const y2 = heap.make(made);
    heap.kernels.filterToOihw(heap.at(x), heap.at(y2), height * width, inputs, outputs2);
    return y2;
  }
  const first = perm.findIndex((axis, place) => axis !== place);
  const second = perm[first];
  if (second === void 0 || !perm.every((axis, place) => axis === exchanged(place, first, second, perm.length)))
    return void 0;
  const size = (from, to) => tf6.util.sizeFromShape(shape.slice(from, to));
  const y = heap.make(made);
  heap.kernels.transposeBatch(heap.at(x), heap.at(y), size(0, first), size(first, second), size(second, perm.length));
  return y;
};
function exchanged(place, first, second, rank) {
  if (place < first) return place;
  const moved = place + second - first;
  return moved < rank ? moved : moved - rank + first;
}

// packages/kernels/src/gradients/average-pool.ts
import * as tf10 from "@tensorflow/tfjs-core";

// packages/kernels/src/gradients/depthwise-input.ts
import * as tf9 from "@tensorflow/tfjs-core";

// packages/kernels/src/gradients/fit.ts
import * as tf7 from "@tensorflow/tfjs-core";
function fit(image, rows, columns, padding = 0) {
  const add6 = ([before, after]) => [Math.max(0, before), Math.max(0, after)];
  const cut = (margin3) => Math.max(0, -margin3);
  const padded = tf7.pad(image, [[0, 0], add6(rows), add6(columns), [0, 0]], padding);
  const [batch, height, width, channels] = padded.shape;
  return tf7.slice(
    padded,
    [0, cut(rows[0]), cut(columns[0]), 0],
    [batch, height - cut(rows[0]) - cut(rows[1]), width - cut(columns[0]) - cut(columns[1]), channels]
  );
}

// packages/kernels/src/gradients/spread.ts
import * as tf8 from "@tensorflow/tfjs-core";
function spread(image, down, right) {
  const [batch, height, width, channels] = image.shape;
  const rows = tf8.pad(tf8.reshape(image, [batch * height, 1, width * channels]), [
    [0, 0],
    [0, down - 1],
    [0, 0]
  ]);
  const places2 = tf8.pad(tf8.reshape(rows, [batch * height * down * width, 1, channels]), [
    [0, 0],
    [0, right - 1],
    [0, 0]
  ]);
  return tf8.reshape(places2, [batch, height * down, width * right, channels]);
}

// packages/kernels/src/gradients/depthwise-input.ts
function depthwiseInputGradient2({ dy, filter }, attributes) {
  const [height, width, channels, multiplier] = filter.shape;
  const { rows, columns } = windowOf(attributes.inputShape, filter.shape, dy.shape, attributes);
  const reversed = tf9.reshape(tf9.reverse(filter, [0, 1]), [height, width, channels * multiplier, 1]);
  const change = fit(spread(dy, rows.stride, columns.stride), margin(rows), margin(columns));
  const dilations = [rows.dilation, columns.dilation];
  const each = tf9.depthwiseConv2d(change, reversed, 1, "valid", "NHWC", dilations);
  if (multiplier === 1) return each;
  const [batch, inputHeight, inputWidth] = attributes.inputShape;
  return tf9.reshape(
    tf9.sum(tf9.reshape(each, [batch * inputHeight * inputWidth, channels, multiplier]), 2),
    attributes.inputShape
  );
}
function margin({ input: input2, output, filter, stride, dilation, padding }) {
  const reach = (filter - 1) * dilation;
  return [reach - padding, input2 + padding - output * stride];
}

// packages/kernels/src/gradients/average-pool.ts
function averagePoolGradient2({ dy, input: input2 }, attributes) {
  const { filterSize } = attributes;
  const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
  const window = [height, width, input2.shape[3], 1];
  const { rows, columns } = windowOf(input2.shape, window, dy.shape, attributes);
  const inside2 = tf10.mul(
    tf10.tensor4d(counts(rows), [1, rows.output, 1, 1]),
    tf10.tensor4d(counts(columns), [1, 1, columns.output, 1])
  );
  return depthwiseInputGradient2(
    { dy: tf10.div(dy, inside2), filter: tf10.ones(window) },
    { ...attributes, inputShape: input2.shape }
  );
}
function counts({ input: input2, output, filter, stride, padding }) {
  return Array.from({ length: output }, (_, place) => {
    const first = place * stride - padding;
    return Math.min(first + filter, input2) - Math.max(first, 0);
  });
}

// packages/kernels/src/gradients/batch-norm.ts
import * as tf12 from "@tensorflow/tfjs-core";

// packages/kernels/src/gradients/replace-gradient.ts
import * as tf11 from "@tensorflow/tfjs-core";
function replaceGradient(kernelName, remake) {
  const stock = tf11.getGradient(kernelName);
  if (!stock || stock.eznas) return;
  const replaced = { ...stock, gradFunc: remake(stock.gradFunc), eznas: true };
  tf11.registerGradient(replaced);
}

// packages/kernels/src/gradients/batch-norm.ts
function replaceBatchNormGradient() {
  replaceGradient(tf12.FusedBatchNorm, (stock) => (gradient, saved, attributes) => {
    const [dy, x, mean3, variance, scale] = [gradient, ...saved];
    if (tf12.getBackend() !== "wasm" || mean3.rank !== 1) return stock(gradient, saved, attributes);
    const { varianceEpsilon } = attributes;
    const overPixels2 = x.shape.slice(1).map((_, axis) => axis);
    const inverse = tf12.rsqrt(tf12.add(variance, varianceEpsilon));
    const factor = tf12.mul(inverse, scale);
    const sum6 = tf12.sum(dy, overPixels2);
    const correlation = tf12.mul(tf12.sum(tf12.mul(dy, tf12.sub(x, mean3)), overPixels2), inverse);
    return {
      x: () => tf12.mul(dy, factor),
      mean: () => tf12.neg(tf12.mul(sum6, factor)),
      variance: () => tf12.mul(tf12.mul(correlation, factor), tf12.mul(inverse, -0.5)),
      scale: () => correlation,
      offset: () => sum6
    };
  });
}

// packages/kernels/src/gradients/conv2d-filter.ts
import * as tf14 from "@tensorflow/tfjs-core";

// packages/kernels/src/gradients/taps.ts
import * as tf13 from "@tensorflow/tfjs-core";
function taps(x, { rows, columns }, padding = 0) {
  const [batch, , , channels] = x.shape;
  const padded = fit(x, margin2(rows), margin2(columns), padding);
  const places2 = batch * rows.output * columns.output;
  return range(rows.filter).flatMap(
    (row) => range(columns.filter).map((column) => {
      const [top, left] = [row * rows.dilation, column * columns.dilation];
      const under = tf13.stridedSlice(
        padded,
        [0, top, left, 0],
        [batch, top + span(rows), left + span(columns), channels],
        [1, rows.stride, columns.stride, 1]
      );
      return tf13.reshape(under, [places2, channels]);
    })
  );
}
function span({ output, stride }) {
  return (output - 1) * stride + 1;
}
function margin2(slide) {
  const reach = span(slide) + (slide.filter - 1) * slide.dilation;
  return [slide.padding, reach - slide.padding - slide.input];
}
function range(length) {
  return Array.from({ length }, (_, i) => i);
}

// packages/kernels/src/gradients/conv2d-filter.ts
function conv2dFilterGradient2({ x, dy }, attributes) {
  const channels = dy.shape[3];
  const window = windowOf(x.shape, attributes.filterShape, dy.shape, attributes);
  const change = tf14.reshape(dy, [-1, channels]);
  const gradients = taps(x, window).map((tap) => tf14.matMul(tf14.transpose(tap), change));
  return tf14.reshape(tf14.concat(gradients, 0), attributes.filterShape);
}

// packages/kernels/src/gradients/depthwise-filter.ts
import * as tf15 from "@tensorflow/tfjs-core";
function depthwiseFilterGradient2({ x, dy }, attributes) {
  const [, , channels, multiplier] = attributes.filterShape;
  const window = windowOf(x.shape, attributes.filterShape, dy.shape, attributes);
  const change = tf15.reshape(dy, [-1, channels, multiplier]);
  const places2 = change.shape[0];
  const ones3 = tf15.ones([1, places2]);
  const gradients = taps(x, window).map((tap) => {
    const products = tf15.mul(tf15.reshape(tap, [places2, channels, 1]), change);
    return tf15.matMul(ones3, tf15.reshape(products, [places2, channels * multiplier]));
  });
  return tf15.reshape(tf15.concat(gradients, 0), attributes.filterShape);
}

// packages/kernels/src/gradients/max-pool.ts
import * as tf16 from "@tensorflow/tfjs-core";
function maxPoolGradient2({ dy, input: input2, output }, attributes) {
  const { filterSize } = attributes;
  const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
  const [, inputHeight, inputWidth, channels] = input2.shape;
  const window = windowOf(input2.shape, [height, width, channels, 1], dy.shape, attributes);
  const { rows, columns } = window;
  const maximum = tf16.reshape(output, [-1, channels]);
  let unspent = tf16.reshape(dy, [-1, channels]);
  const gradients = taps(input2, window, Number.NEGATIVE_INFINITY).map((tap, at) => {
    const share = tf16.mul(unspent, tf16.cast(tf16.equal(tap, maximum), "float32"));
    unspent = tf16.sub(unspent, share);
    const top = Math.floor(at / width) * rows.dilation - rows.padding;
    const left = at % width * columns.dilation - columns.padding;
    const places2 = spread(tf16.reshape(share, dy.shape), rows.stride, columns.stride);
    return fit(places2, [top, inputHeight - top - places2.shape[1]], [left, inputWidth - left - places2.shape[2]]);
  });
  return tf16.addN(gradients);
}

// packages/kernels/src/gradients/relu.ts
import * as tf17 from "@tensorflow/tfjs-core";
var reluGradKernel = "ReluGrad";
function reluGradient2({ dy, x }) {
  return tf17.mul(dy, tf17.step(x));
}
function replaceReluGradient() {
  replaceGradient(tf17.Relu, (stock) => (dy, saved, attributes) => {
    if (!tf17.getKernel(reluGradKernel, tf17.getBackend())) return stock(dy, saved, attributes);
    return { x: () => tf17.engine().runKernel(reluGradKernel, { dy, x: saved[0] }) };
  });
}

// packages/kernels/src/gradients/serve.ts
import * as tf18 from "@tensorflow/tfjs-core";

// packages/kernels/src/simd/fast-kernel.ts
function takes(inputs, attributes) {
  return attributes["dataFormat"] !== "NCHW" && Object.values(inputs).every(
    (input2) => input2 === void 0 || input2.dtype === "float32" && !input2.shape.includes(0)
  );
}

// packages/kernels/src/gradients/serve.ts
function servedUnder(kernelName) {
  return tf18.getKernel(kernelName, "wasm")?.eznas?.options;
}
function serve(service, options, heapOf) {
  const { kernelName } = service;
  const registered = tf18.getKernel(kernelName, "wasm");
  const stock = registered?.eznas ? registered.eznas.stock : registered;
  const kernelFunc = choose(service, options, heapOf, stock?.kernelFunc);
  if (registered) tf18.unregisterKernel(kernelName, "wasm");
  if (stock && kernelFunc === stock.kernelFunc) tf18.registerKernel(stock);
  else if (kernelFunc)
    tf18.registerKernel(ours({ ...stock, kernelName, backendName: "wasm", kernelFunc }, options, stock));
}
function ours(config, options, stock) {
  return { ...config, eznas: { options, stock } };
}
function choose({ composed, fast }, { simd }, heapOf, stock) {
  const slow = composed ? ({ inputs, attrs }) => tf18.tidy(() => composed(inputs, attrs ?? {})) : stock;
  if (!slow || !fast || !simd) return slow;
  return (call) => {
    const { inputs, attrs = {} } = call;
    const heap = takes(inputs, attrs) ? heapOf(call.backend) : void 0;
    return (heap && fast(heap, inputs, attrs)) ?? slow(call);
  };
}

// packages/kernels/src/gradients/register.ts
var services = [
  { kernelName: tf19.Conv2D, fast: conv2d },
  { kernelName: tf19.FusedConv2D, fast: fusedConv2d },
  { kernelName: tf19.Conv2DBackpropInput, fast: conv2dInputGradient },
  { kernelName: tf19.Conv2DBackpropFilter, fast: conv2dFilterGradient, composed: conv2dFilterGradient2 },
  { kernelName: tf19.DepthwiseConv2dNative, fast: depthwiseConv2d },
  { kernelName: tf19.FusedDepthwiseConv2D, fast: fusedDepthwiseConv2d },
  {
    kernelName: tf19.DepthwiseConv2dNativeBackpropInput,
    fast: depthwiseInputGradient,
    composed: depthwiseInputGradient2
  },
  {
    kernelName: tf19.DepthwiseConv2dNativeBackpropFilter,
    fast: depthwiseFilterGradient,
    composed: depthwiseFilterGradient2
  },
  { kernelName: tf19.AvgPoolGrad, fast: averagePoolGradient, composed: averagePoolGradient2 },
  { kernelName: tf19.MaxPoolGrad, fast: maxPoolGradient, composed: maxPoolGradient2 },
  { kernelName: batchNormTrainingKernel, fast: batchNormTraining, composed: normalize },
  { kernelName: batchNormTrainingGradKernel, fast: batchNormTrainingGradient, composed: normalizeGradient },
  { kernelName: reluGradKernel, fast: reluGradient, composed: reluGradient2 },
  { kernelName: tf19.Sum, fast: sum2 },
  { kernelName: tf19.Mean, fast: mean2 },
  { kernelName: tf19.Transpose, fast: transpose }
];
function registerGradientKernels(options) {
  const now = servedUnder(tf19.Conv2DBackpropFilter);
  if (now && !options) return;
  const wanted = completeOptions(options ?? {});
  if (now?.simd === wanted.simd && now.relaxedSimd === wanted.relaxedSimd) return;
  const heapOf = heaps(wanted);
  for (const service of services) serve(service, wanted, heapOf);
  replaceReluGradient();
  replaceBatchNormGradient();
}

// packages/kernels/src/backend/load-tensorflow.ts
import * as tf20 from "@tensorflow/tfjs-core";
async function loadTensorflow(load3 = () => {
  const name = "@tensorflow/tfjs-node";
  return import(
    /* @vite-ignore */
    /* webpackIgnore: true */
    name
  );
}) {
  if (!insideNode()) throw new Error("tfjs-node needs Node");
  if (tf20.engine().registryFactory["tensorflow"]) return;
  await restoreRemovedUtilities();
  await load3();
  if (!tf20.engine().registryFactory["tensorflow"])
    throw new Error("tfjs-node registered with another copy of tfjs-core");
}
async function restoreRemovedUtilities() {
  const { default: util5 } = await import(
    /* @vite-ignore */
    /* webpackIgnore: true */
    "node:util"
  );
  const removed = {
    isArray: Array.isArray,
    isNullOrUndefined: (value) => value === null || value === void 0
  };
  for (const [name, value] of Object.entries(removed))
    if (!(name in util5)) Object.defineProperty(util5, name, { value, configurable: true, writable: true });
}

// packages/kernels/src/backend/load-wasm.ts
import * as tf21 from "@tensorflow/tfjs-core";
async function loadWasm() {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const started = "wasm" in tf21.engine().registry;
  if (started || !insideNode()) return;
  const { createRequire } = await import(
    /* @vite-ignore */
    /* webpackIgnore: true */
    "node:module"
  );
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(entry.replace(/package\.json$/, "dist/"));
}

// packages/kernels/src/backend/use-backend.ts
var load2 = {
  tensorflow: () => loadTensorflow(),
  wasm: loadWasm,
  cpu: () => import("@tensorflow/tfjs-backend-cpu")
};
var toInstall = {
  tensorflow: "install @tensorflow/tfjs-node 4.22.0 with its native library",
  wasm: "install @tensorflow/tfjs-backend-wasm 4.22.0, and in a browser say where its .wasm files are served (setWasmPaths)",
  cpu: "install @tensorflow/tfjs-backend-cpu 4.22.0"
};
async function useBackend(name = "auto", options) {
  await import("@tensorflow/tfjs-layers");
  const before = tf22.getBackend();
  const tried = [];
  for (const candidate of name === "auto" ? ["tensorflow", "wasm", "cpu"] : [name]) {
    const error = await start(candidate, options);
    if (error === void 0) {
      const backend = { name: candidate, tried };
      if (name === "auto" && candidate === "cpu" && before !== "cpu") console.warn(describeBackend(backend));
      return backend;
    }
    tried.push({ name: candidate, error });
  }
  if (before) await tf22.setBackend(before);
  const last = tried.map(({ name: name2, error }) => `${name2} (${error}; ${toInstall[name2]})`).join(", ");
  throw new BackendUnavailable(name === "auto" ? "cpu" : name, `useBackend: cannot use ${last}`);
}
async function start(name, options) {
  try {
    await load2[name]();
  } catch (error) {
    return firstLine(error);
  }
  const started = await tf22.setBackend(name);
  if (!started || tf22.getBackend() !== name) return "it is installed but does not start";
  if (name === "wasm") registerGradientKernels(options);
  return void 0;
}
function firstLine(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0].trim().replace(/\.$/, "");
}

// packages/kernels/src/batch-norm/batch-norm-training.ts
import * as tf23 from "@tensorflow/tfjs-core";
function batchNormTraining2(x, options = {}) {
  const { gamma, beta, epsilon = 1e-3, axis = -1 } = options;
  const channelAxis = axis < 0 ? axis + x.rank : axis;
  const channels = x.shape[channelAxis];
  if (channels === void 0)
    throw new RangeError(`batchNormTraining: axis ${axis} is outside a tensor of rank ${x.rank}`);
  for (const [name, value] of Object.entries({ gamma, beta }))
    if (value && value.size !== channels)
      throw new RangeError(`batchNormTraining: ${name} has ${value.size} values for ${channels} channels`);
  return tf23.tidy(() => {
    const outer = x.shape.slice(0, channelAxis).reduce((a, b) => a * b, 1);
    const perChannel = (value) => value && tf23.reshape(value, [channels]);
    const y = withGradient(tf23.reshape(x, [outer, channels, -1]), perChannel(gamma), perChannel(beta), epsilon);
    return tf23.reshape(y, x.shape);
  });
}
function withGradient(x, gamma, beta, epsilon) {
  const run = tf23.customGrad((...args) => {
    const save = args.at(-1);
    const [y, mean3, inverse] = forward2({ x, gamma, beta }, epsilon);
    save(gamma ? [x, mean3, inverse, gamma] : [x, mean3, inverse]);
    return {
      value: y,
      gradFunc: (dy, saved) => {
        const [x2, mean4, inverse2, scale] = saved;
        const [dx, dgamma, dbeta] = backward({ dy, x: x2, mean: mean4, inverse: inverse2, gamma: scale });
        return [dx, ...gamma ? [dgamma] : [], ...beta ? [dbeta] : []];
      }
    };
  });
  return run(...[x, gamma, beta].filter((tensor2) => tensor2 !== void 0));
}
function forward2(inputs, epsilon) {
  if (!tf23.getKernel(batchNormTrainingKernel, tf23.getBackend())) return normalize(inputs, { epsilon });
  return runKernel(batchNormTrainingKernel, inputs, { epsilon });
}
function backward(inputs) {
  if (!tf23.getKernel(batchNormTrainingGradKernel, tf23.getBackend())) return normalizeGradient(inputs);
  return runKernel(batchNormTrainingGradKernel, inputs, {});
}
function runKernel(name, inputs, attributes) {
  return tf23.engine().runKernel(name, inputs, attributes);
}

// packages/kernels/src/normal/standard-normal.ts
var layers = 256;
var tailStart = 3.654152885361009;
var layerArea = 0.00492867323399;
var ziggurat = /* @__PURE__ */ build();
function build() {
  const edge = new Float64Array(layers + 1);
  edge[0] = layerArea / density(tailStart);
  edge[1] = tailStart;
  for (let layer = 2; layer < layers; layer++) {
    const below = edge[layer - 1];
    edge[layer] = Math.sqrt(-2 * Math.log(layerArea / below + density(below)));
  }
  const inner = edge.map((right, layer) => layer < layers ? edge[layer + 1] / right : 0);
  return { edge, height: edge.map(density), inner };
}
function density(x) {
  return Math.exp(-0.5 * x * x);
}
function standardNormal(rng) {
  const { edge, height, inner } = ziggurat;
  return () => {
    for (; ; ) {
      const scaled2 = rng() * (2 * layers);
      const bits = Math.floor(scaled2);
      const place = scaled2 - bits;
      const layer = bits >> 1;
      const sign = bits & 1 ? -1 : 1;
      const x = place * edge[layer];
      if (place < inner[layer]) return sign * x;
      if (layer === 0) return sign * tail(rng);
      const low = height[layer];
      if (low + rng() * (height[layer + 1] - low) < density(x)) return sign * x;
    }
  };
}
function tail(rng) {
  for (; ; ) {
    const x = -Math.log(1 - rng()) / tailStart;
    const y = -Math.log(1 - rng());
    if (2 * y > x * x) return tailStart + x;
  }
}

// packages/spaces/src/blocks/build-model.ts
import { tensor } from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  layers as keras,
  model
} from "@tensorflow/tfjs-layers";

// packages/spaces/src/blocks/same-average-pooling-2d.ts
import {
  avgPool,
  customGrad as customGrad2,
  div as div3,
  mul as mul7,
  tensor4d as tensor4d2
} from "@tensorflow/tfjs-core";
import { layers as layers2 } from "@tensorflow/tfjs-layers";
var SameAveragePooling2D = class extends layers2.Layer {
  static className = "SameAveragePooling2D";
  poolSize;
  constructor(args) {
    super(args);
    this.poolSize = args.poolSize;
  }
  call(inputs) {
    return averageInside(Array.isArray(inputs) ? inputs[0] : inputs, this.poolSize);
  }
  computeOutputShape(inputShape) {
    return inputShape;
  }
  getConfig() {
    return { ...super.getConfig(), poolSize: this.poolSize };
  }
};
function averageInside(x, size) {
  const pool = (values) => avgPool(values, size, 1, "same");
  const average2 = customGrad2((value) => ({
    value: pool(value),
    // A pixel's gradient is the sum over the windows that it is in, and a sum is an average times what it is over.
    gradFunc: (dy) => {
      const inside2 = pixelsInside(x.shape, size);
      return mul7(pool(div3(dy, inside2)), inside2);
    }
  }));
  return average2(x);
}
function pixelsInside([, height, width], size) {
  const reach = (size - 1) / 2;
  const along2 = (length) => Array.from({ length }, (_, i) => Math.min(i + reach, length - 1) - Math.max(i - reach, 0) + 1);
  const columns = along2(width);
  const counts2 = along2(height).flatMap((rows) => columns.map((column) => rows * column));
  return tensor4d2(counts2, [1, height, width, 1]);
}

// packages/spaces/src/blocks/zeros-like.ts
import { zerosLike } from "@tensorflow/tfjs-core";
import { layers as layers3 } from "@tensorflow/tfjs-layers";
var ZerosLike = class extends layers3.Layer {
  /** Not `Zeros`, which is an initializer in the registry of saved models. */
  static className = "ZerosLike";
  call(inputs) {
    return zerosLike(Array.isArray(inputs) ? inputs[0] : inputs);
  }
  computeOutputShape(inputShape) {
    return inputShape;
  }
};

// packages/spaces/src/blocks/build-model.ts
function buildModel(network2, { name, inputShape, rng }) {
  const inputs = input({ shape: [...inputShape], name: "images" });
  return model({ inputs, outputs: network2(symbolicLayers(rng), inputs), name });
}
function symbolicLayers(rng) {
  const normal = standardNormal(rng);
  const gaussian = (deviation) => Object.assign(initializers.zeros(), { apply: (shape) => draw(shape, deviation(shape), normal) });
  const fanOut = gaussian(([height, width, , out]) => Math.sqrt(2 / (height * width * out)));
  const small = gaussian(() => 0.01);
  const apply2 = (layer, x) => layer.apply(x);
  return {
    convolution(x, { filters, size, stride = 1 }, name) {
      const padded = stride > 1 && size > 1;
      const from = padded ? apply2(keras.zeroPadding2d({ padding: (size - 1) / 2, name: `${name}_pad` }), x) : x;
      const convolution4 = keras.conv2d({
        filters,
        kernelSize: size,
        strides: stride,
        padding: padded ? "valid" : "same",
        useBias: false,
        kernelInitializer: fanOut,
        name
      });
      return apply2(convolution4, from);
    },
    batchNorm: (x, name) => apply2(keras.batchNormalization({ epsilon: 1e-5, momentum: 0.9, name }), x),
    relu: (x, name) => apply2(keras.reLU({ name }), x),
    averagePool: (x, { size, stride = 1 }, name) => apply2(
      stride === 1 ? new SameAveragePooling2D({ poolSize: size, name }) : keras.averagePooling2d({ poolSize: size, strides: stride, name }),
      x
    ),
    zeros: (x, name) => apply2(new ZerosLike({ name }), x),
    add: (xs, name) => apply2(keras.add({ name }), [...xs]),
    globalAveragePool: (x, name) => apply2(keras.globalAveragePooling2d({ name }), x),
    linear: (x, units, name) => apply2(keras.dense({ units, kernelInitializer: small, name }), x)
  };
}
function draw(shape, deviation, normal) {
  const values = new Float32Array(shape.reduce((product2, size) => product2 * size, 1));
  for (let i = 0; i < values.length; i++) values[i] = deviation * normal();
  return tensor(values, [...shape]);
}

// packages/spaces/src/blocks/cost.ts
function costOf(network2, inputShape) {
  let params = 0;
  let flops = 0;
  const strided = ([height, width], stride) => [height / stride, width / stride];
  const same = (x) => x;
  const layers5 = {
    convolution(x, { filters, size, stride = 1 }) {
      const [height, width] = strided(x, stride).map(Math.ceil);
      const weights = size * size * x[2] * filters;
      params += weights;
      flops += weights * height * width;
      return [height, width, filters];
    },
    batchNorm(x) {
      params += 2 * x[2];
      return x;
    },
    relu: same,
    averagePool(x, { stride = 1 }) {
      const [height, width] = strided(x, stride).map(Math.floor);
      return [height, width, x[2]];
    },
    zeros: same,
    add: ([first]) => first,
    globalAveragePool: (x) => [1, 1, x[2]],
    linear(x, units) {
      params += (x[2] + 1) * units;
      flops += (x[2] + 1) * units;
      return [1, 1, units];
    }
  };
  network2(layers5, inputShape);
  return { params, flops };
}

// packages/spaces/src/nas-bench-201/architecture.ts
var nasBench201Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];
var edges = [
  [1, 0],
  [2, 0],
  [2, 1],
  [3, 0],
  [3, 1],
  [3, 2]
];
function formatCell(cell2) {
  return edges.reduce(
    (text, [to, from], i) => `${text}${from === 0 ? to === 1 ? "|" : "+|" : ""}${cell2[i]}~${from}|`,
    ""
  );
}
function parseCell(text) {
  let at = 0;
  const fail = (expected, got = text.slice(at, at + 1)) => {
    throw new SyntaxError(
      `nas-bench-201: expected ${expected}, got ${got ? JSON.stringify(got) : "the end"} (at column ${at + 1} of ${JSON.stringify(text)}); a cell is |op~0|+|op~0|op~1|+|op~0|op~1|op~2|`
    );
  };
  const expect = (sign, where) => {
    if (text[at] !== sign) fail(`"${sign}" ${where}`);
    at++;
  };
  const word = () => /^[^|~+]*/.exec(text.slice(at))[0];
  const cell2 = edges.map(([to, from]) => {
    const edge = `edge ${to}\u2190${from}`;
    if (from === 0) {
      if (to > 1) expect("+", `before the edges of node ${to}`);
      expect("|", `before ${edge}`);
    }
    const operation = word();
    const known = nasBench201Operations.find((name) => name === operation);
    if (!known) return fail(`one of ${nasBench201Operations.join(", ")} at ${edge}`, operation || void 0);
    at += operation.length;
    expect("~", `after the operation of ${edge}`);
    const source = word();
    if (source !== `${from}`) fail(`the source ${from} at ${edge}`, source || void 0);
    at += source.length;
    expect("|", `after ${edge}`);
    return known;
  });
  if (at < text.length) fail("the end after the edges of node 3", text.slice(at));
  return cell2;
}
function sampleCell(rng) {
  return edges.map(
    () => pick(nasBench201Operations, rng)
  );
}
function mutateCell(cell2, rng) {
  const changed = Math.floor(rng() * edges.length);
  const others = nasBench201Operations.filter((operation) => operation !== cell2[changed]);
  return cell2.with(changed, pick(others, rng));
}
function* allCells() {
  const count = nasBench201Operations.length;
  for (let index = 0; index < count ** edges.length; index++)
    yield edges.map(
      (_, i) => nasBench201Operations[Math.floor(index / count ** i) % count]
    );
}
var pick = (from, rng) => from[Math.floor(rng() * from.length)];

// packages/spaces/src/blocks/relu-conv-bn.ts
function reluConvBn(layers5, x, convolution4, at) {
  const rectified = layers5.relu(x, `${at}/relu`);
  return layers5.batchNorm(layers5.convolution(rectified, convolution4, `${at}/conv`), `${at}/bn`);
}

// packages/spaces/src/blocks/residual.ts
function reducingResidual(layers5, x, filters, at) {
  const a = reluConvBn(layers5, x, { filters, size: 3, stride: 2 }, `${at}/a`);
  const b = reluConvBn(layers5, a, { filters, size: 3 }, `${at}/b`);
  const pooled = layers5.averagePool(x, { size: 2, stride: 2 }, `${at}/shortcut/pool`);
  const shortcut = layers5.convolution(pooled, { filters, size: 1 }, `${at}/shortcut/conv`);
  return layers5.add([shortcut, b], `${at}/add`);
}

// packages/spaces/src/nas-bench-201/cell.ts
function cell(layers5, x, architecture, filters, at) {
  const nodes = [x];
  for (let to = 1; to <= 3; to++) {
    const incoming = architecture.flatMap((operation, i) => {
      const [end, from] = edges[i];
      return end === to ? [operations[operation](layers5, nodes[from], filters, `${at}/edge${to}-${from}`)] : [];
    });
    nodes.push(incoming.length > 1 ? layers5.add(incoming, `${at}/node${to}`) : incoming[0]);
  }
  return nodes[3];
}
var operations = {
  none: (layers5, x, _, at) => layers5.zeros(x, `${at}/none`),
  skip_connect: (_, x) => x,
  nor_conv_1x1: (layers5, x, filters, at) => reluConvBn(layers5, x, { filters, size: 1 }, at),
  nor_conv_3x3: (layers5, x, filters, at) => reluConvBn(layers5, x, { filters, size: 3 }, at),
  avg_pool_3x3: (layers5, x, _, at) => layers5.averagePool(x, { size: 3 }, `${at}/pool`)
};

// packages/spaces/src/nas-bench-201/network.ts
function network(architecture, { channels, cells, classes }) {
  return (layers5, images) => {
    let x = layers5.convolution(images, { filters: channels, size: 3 }, "stem/conv");
    x = layers5.batchNorm(x, "stem/bn");
    for (let stage = 1; stage <= 3; stage++) {
      const filters = channels * 2 ** (stage - 1);
      if (stage > 1) x = reducingResidual(layers5, x, filters, `stage${stage}/residual`);
      for (let i = 1; i <= cells; i++) x = cell(layers5, x, architecture, filters, `stage${stage}/cell${i}`);
    }
    x = layers5.relu(layers5.batchNorm(x, "head/bn"), "head/relu");
    return layers5.linear(layers5.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}

// packages/spaces/src/nas-bench-201/nas-bench-201.ts
function nasBench201(options = {}) {
  const { channels = 16, cells = 5, classes = 10, resolution = 32 } = options;
  for (const [name, value] of Object.entries({ channels, cells, classes, resolution }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`nasBench201: ${name} must be a whole number from 1 up, got ${value}`);
  if (resolution % 4 !== 0)
    throw new RangeError(`nasBench201: resolution must be a multiple of 4, as it is halved twice, got ${resolution}`);
  const inputShape = [resolution, resolution, 3];
  const networkOf = (architecture) => network(architecture, { channels, cells, classes });
  return {
    name: "nas-bench-201",
    size: nasBench201Operations.length ** edges.length,
    inputShape,
    parse: parseCell,
    format: formatCell,
    sample: sampleCell,
    mutate: mutateCell,
    build: (architecture, rng) => buildModel(networkOf(architecture), { name: "nas-bench-201", inputShape, rng }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    all: allCells
  };
}

// packages/stats/src/engine/curves.ts
function curveNamed(name) {
  const clipped = /^relu(\d+(?:\.\d+)?)$/.exec(name);
  return clipped ? rectifierBelow(Number(clipped[1])) : curves.get(name);
}
var rectifierBelow = (largest) => ({
  value: (x) => x < 0 ? 0 : x > largest ? largest : x,
  slope: (x) => x > 0 && x <= largest ? 1 : 0
});
var sigmoid = (x) => 1 / (1 + Math.exp(-x));
var softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
var swish = {
  value: (x) => x * sigmoid(x),
  slope: (x, y) => y + sigmoid(x) * (1 - y)
};
var [seluScale, seluAlpha] = [1.0507009873554805, 1.6732632423543772];
var curves = /* @__PURE__ */ new Map([
  ["tanh", { value: Math.tanh, slope: (_, y) => 1 - y * y }],
  ["sigmoid", { value: sigmoid, slope: (_, y) => y * (1 - y) }],
  ["softplus", { value: softplus, slope: sigmoid }],
  ["softsign", { value: (x) => x / (1 + Math.abs(x)), slope: (x) => (1 + Math.abs(x)) ** -2 }],
  ["elu", { value: (x) => x >= 0 ? x : Math.expm1(x), slope: (x, y) => x >= 0 ? 1 : y + 1 }],
  [
    "selu",
    {
      value: (x) => seluScale * (x >= 0 ? x : seluAlpha * Math.expm1(x)),
      slope: (x, y) => x >= 0 ? seluScale : y + seluScale * seluAlpha
    }
  ],
  ["swish", swish]
]);

// packages/stats/src/engine/kinds/activation.ts
var activation = {
  key: ({ name }) => name,
  record({ name }, [x], recording2) {
    if (name === "relu") return relu(x, recording2);
    return curved(name, x, recording2);
  }
};
function relu({ shape, buffer }, recording2) {
  const { kernels } = recording2;
  const output = recording2.value(shape);
  const y = output.buffer;
  recording2.emit([buffer], [y], () => kernels.relu(buffer.at, y.at, y.floats));
  return {
    output,
    gradient({ buffer: dy }) {
      const input2 = recording2.value(shape);
      const dx = input2.buffer;
      recording2.emit([y, dy], [dx], () => kernels.reluGradient(y.at, dy.at, dx.at, y.floats));
      return { inputs: [input2] };
    }
  };
}
function curved(name, { shape, buffer }, recording2) {
  const curve = curveNamed(name);
  if (!curve) return void 0;
  const { value, slope } = curve;
  const output = recording2.value(shape);
  const y = output.buffer;
  recording2.emit([buffer], [y], ({ heap }) => {
    const [from, to] = [buffer.at / 4, y.at / 4];
    for (let i = 0; i < y.floats; i++) heap[to + i] = value(heap[from + i]);
  });
  return {
    output,
    gradient({ buffer: dy }) {
      const input2 = recording2.value(shape);
      const dx = input2.buffer;
      recording2.emit([buffer, y, dy], [dx], ({ heap }) => {
        const [at, value2, gradient, to] = [buffer.at / 4, y.at / 4, dy.at / 4, dx.at / 4];
        for (let i = 0; i < y.floats; i++) heap[to + i] = heap[gradient + i] * slope(heap[at + i], heap[value2 + i]);
      });
      return { inputs: [input2] };
    }
  };
}

// packages/stats/src/engine/kinds/batch-norm.ts
var batchNorm = {
  record({ axis, epsilon, gamma, beta }, [x], recording2) {
    const { shape, buffer } = x;
    const lastAxis = shape.length - 1;
    if (axis !== -1 && axis !== lastAxis) return void 0;
    const channels = shape[lastAxis];
    const pixels = buffer.floats / channels;
    const { kernels } = recording2;
    const scale = gamma && recording2.weight(gamma);
    const offset = beta && recording2.weight(beta);
    const given = (...buffers) => buffers.filter((each) => each !== void 0);
    const at = (each) => each?.at ?? 0;
    const output = recording2.value(shape);
    const y = output.buffer;
    const mean3 = recording2.buffer(channels);
    const inverse = recording2.buffer(channels);
    recording2.emit(
      [buffer, ...given(scale, offset)],
      [y, mean3, inverse],
      () => kernels.batchNorm(buffer.at, at(scale), at(offset), y.at, mean3.at, inverse.at, pixels, channels, epsilon)
    );
    return {
      output,
      gradient({ buffer: dy }) {
        const input2 = recording2.value(shape);
        const dx = input2.buffer;
        recording2.emit(
          [buffer, dy, ...given(scale), mean3, inverse],
          [dx],
          () => kernels.batchNormGradient(buffer.at, dy.at, at(scale), mean3.at, inverse.at, dx.at, 0, 0, pixels, channels)
        );
        return { inputs: [input2] };
      }
    };
  }
};

// packages/stats/src/engine/recording.ts
var line = 64;
var sizeOf = (shape) => shape.reduce((product2, length) => product2 * length, 1);
var sameShape = (a, b) => a.length === b.length && a.every((length, axis) => length === b[axis]);
function recording(kernels) {
  const instructions = [];
  const weights = /* @__PURE__ */ new Map();
  let most = 0;
  const buffer = (floats) => ({ floats, at: 0 });
  return {
    kernels,
    scratch: line,
    instructions,
    get scratchBytes() {
      return most;
    },
    weights,
    buffer,
    value: (shape) => ({ shape, buffer: buffer(sizeOf(shape)) }),
    weight(variable) {
      const known = weights.get(variable) ?? buffer(sizeOf(variable.shape));
      weights.set(variable, known);
      return known;
    },
    emit(reads, writes, run, scratchBytes = 0) {
      instructions.push({ reads, writes, run });
      most = Math.max(most, scratchBytes);
    }
  };
}

// packages/stats/src/engine/kinds/concatenate.ts
var concatenate = {
  record({ axis }, inputs, recording2) {
    const [{ shape }] = inputs;
    const at = axis < 0 ? axis + shape.length : axis;
    const fits2 = ({ shape: other }) => other.length === shape.length && other.every((length2, i) => i === at || length2 === shape[i]);
    if (at < 1 || at >= shape.length || !inputs.every(fits2)) return void 0;
    const length = inputs.reduce((sum6, each) => sum6 + each.shape[at], 0);
    const output = recording2.value(shape.with(at, length));
    const y = output.buffer;
    const rows = sizeOf(shape.slice(0, at));
    const inner = sizeOf(shape.slice(at + 1));
    const whole = length * inner;
    let start2 = 0;
    const places2 = inputs.map((each) => {
      const width = each.shape[at] * inner;
      const place = { width, start: start2 };
      start2 += width;
      return place;
    });
    for (const [i, { buffer }] of inputs.entries()) {
      const { width, start: start3 } = places2[i];
      recording2.emit(
        [buffer, ...i > 0 ? [y] : []],
        [y],
        ({ heap }) => copyRows(heap, buffer.at / 4, width, y.at / 4 + start3, whole, rows, width)
      );
    }
    return {
      output,
      gradient: ({ buffer: dy }) => ({
        inputs: inputs.map(({ shape: shape2 }, i) => {
          const input2 = recording2.value(shape2);
          const dx = input2.buffer;
          const { width, start: start3 } = places2[i];
          recording2.emit(
            [dy],
            [dx],
            ({ heap }) => copyRows(heap, dy.at / 4 + start3, whole, dx.at / 4, width, rows, width)
          );
          return input2;
        })
      })
    };
  }
};
function copyRows(heap, from, fromStride, to, toStride, rows, width) {
  for (let row = 0; row < rows; row++) {
    const [source, target] = [from + row * fromStride, to + row * toStride];
    for (let i = 0; i < width; i++) heap[target + i] = heap[source + i];
  }
}

// packages/stats/src/engine/slide.ts
function windowOver(height, width, { size, strides, dilation, padding }) {
  const along2 = (axis, input2) => {
    const [filter, stride, spread3] = [size[axis], strides[axis], dilation[axis]];
    const reach = (filter - 1) * spread3 + 1;
    const output = Math.ceil((padding === "same" ? input2 : input2 - reach + 1) / stride);
    const before = padding === "same" ? Math.floor(Math.max((output - 1) * stride + reach - input2, 0) / 2) : 0;
    return { input: input2, output, filter, stride, dilation: spread3, padding: before };
  };
  const window = { rows: along2(0, height), columns: along2(1, width) };
  return window.rows.output > 0 && window.columns.output > 0 ? window : void 0;
}

// packages/stats/src/engine/kinds/convolution.ts
var convolution2 = {
  record: (native, [x], recording2) => record(native, x, recording2, (kernels, window, batch, [inputChannels, outputChannels]) => ({
    outputs: outputChannels,
    convolution: convolution(kernels, { window, batch, inputChannels, outputChannels })
  }))
};
var depthwise2 = {
  record: (native, [x], recording2) => record(native, x, recording2, (kernels, window, batch, [inputChannels, multiplier]) => ({
    outputs: inputChannels * multiplier,
    convolution: depthwiseConvolution(kernels, { window, batch, inputChannels, multiplier })
  }))
};
function record({ kernel, bias: bias2, ...sliding }, x, recording2, method) {
  const [batch, height, width, channels] = x.shape;
  const [filterHeight, filterWidth, ...sizes] = kernel.shape;
  if (x.shape.length !== 4 || channels !== sizes[0]) return void 0;
  const window = windowOver(height, width, { ...sliding, size: [filterHeight, filterWidth] });
  if (!window) return void 0;
  const { kernels, scratch } = recording2;
  const { outputs: outputs2, convolution: convolution4 } = method(kernels, window, batch, sizes);
  const filter = recording2.weight(kernel);
  const output = recording2.value([batch, window.rows.output, window.columns.output, outputs2]);
  const emit = (a, b, to, run) => recording2.emit([a, b], [to], () => run(a.at, b.at, to.at, scratch), convolution4.scratchBytes);
  const y = output.buffer;
  emit(x.buffer, filter, y, convolution4.forward);
  if (bias2) {
    const values = recording2.weight(bias2);
    const pixels = y.floats / outputs2;
    recording2.emit([y, values], [y], () => kernels.addBias(y.at, values.at, y.at, pixels, outputs2));
  }
  return {
    output,
    gradient(dy) {
      const dx = recording2.value(x.shape);
      const dfilter = recording2.buffer(filter.floats);
      emit(dy.buffer, filter, dx.buffer, convolution4.inputGradient);
      emit(x.buffer, dy.buffer, dfilter, convolution4.filterGradient);
      return { inputs: [dx], kernel: dfilter };
    }
  };
}

// packages/stats/src/engine/kinds/dense.ts
var dense = {
  record({ kernel, bias: bias2 }, [x], recording2) {
    const { shape, buffer } = x;
    const [inputs, outputs2] = kernel.shape;
    if (shape.length < 2 || shape.at(-1) !== inputs) return void 0;
    const rows = buffer.floats / inputs;
    const { kernels, scratch } = recording2;
    const w = recording2.weight(kernel);
    const output = recording2.value([...shape.slice(0, -1), outputs2]);
    const y = output.buffer;
    recording2.emit([buffer, w], [y], () => kernels.gemm(buffer.at, w.at, y.at, rows, inputs, outputs2));
    if (bias2) {
      const values = recording2.weight(bias2);
      recording2.emit([y, values], [y], () => kernels.addBias(y.at, values.at, y.at, rows, outputs2));
    }
    return {
      output,
      gradient({ buffer: dy }) {
        const input2 = recording2.value(shape);
        const dx = input2.buffer;
        const dw = recording2.buffer(w.floats);
        const turned = w.floats * 4;
        recording2.emit(
          [dy, w],
          [dx],
          () => kernels.gemmTransposedB(dy.at, w.at, dx.at, rows, outputs2, inputs, scratch),
          turned
        );
        recording2.emit(
          [buffer, dy],
          [dw],
          () => kernels.gemmTransposedA(buffer.at, dy.at, dw.at, inputs, rows, outputs2)
        );
        return { inputs: [input2], kernel: dw };
      }
    };
  }
};

// packages/stats/src/engine/kinds/global-average-pool.ts
var globalAveragePool = {
  key: () => "globalAveragePool",
  record(_, [x], recording2) {
    const { shape, buffer } = x;
    if (shape.length !== 4) return void 0;
    const [batch, height, width, channels] = shape;
    const pixels = height * width;
    const { kernels } = recording2;
    const output = recording2.value([batch, channels]);
    const y = output.buffer;
    recording2.emit([buffer], [y], () => kernels.globalAveragePool(buffer.at, y.at, batch, pixels, channels));
    return {
      output,
      gradient({ buffer: dy }) {
        const input2 = recording2.value(shape);
        const dx = input2.buffer;
        recording2.emit([dy], [dx], () => kernels.globalAveragePoolGradient(dy.at, dx.at, batch, pixels, channels));
        return { inputs: [input2] };
      }
    };
  }
};

// packages/stats/src/engine/kinds/margins.ts
var margins = {
  key: ({ top, bottom, left, right }) => `margins ${top} ${bottom} ${left} ${right}`,
  record({ top, bottom, left, right }, [x], recording2) {
    const [batch, height, width, channels] = x.shape;
    const [rows, columns] = [height + top + bottom, width + left + right];
    if (x.shape.length !== 4 || rows < 1 || columns < 1) return void 0;
    return {
      output: framed(x, [batch, rows, columns, channels], top, left, recording2),
      gradient: (dy) => ({ inputs: [framed(dy, x.shape, -top, -left, recording2)] })
    };
  }
};
function framed({ shape, buffer }, to, top, left, recording2) {
  const { kernels } = recording2;
  const [batch, height, width, channels] = shape;
  const [, rows, columns] = to;
  const output = recording2.value(to);
  const y = output.buffer;
  const pixel = channels * 4;
  recording2.emit([buffer], [y], () => {
    for (let image = 0; image < batch; image++) {
      const from = buffer.at + image * height * width * pixel;
      kernels.pad(from, y.at + image * rows * columns * pixel, height, width, rows, columns, top, left, pixel);
    }
  });
  return output;
}

// packages/stats/src/engine/sum.ts
var block = 4096;
function sumOf(values, recording2) {
  const [first, second, ...others] = values.map(({ buffer: buffer2 }) => buffer2);
  if (!second) return values[0];
  const { kernels } = recording2;
  const sum6 = recording2.value(values[0].shape);
  const { buffer } = sum6;
  recording2.emit([first, second, ...others], [buffer], () => {
    for (let start2 = 0; start2 < buffer.floats; start2 += block) {
      const count = Math.min(block, buffer.floats - start2);
      const offset = start2 * 4;
      kernels.add(first.at + offset, second.at + offset, buffer.at + offset, count);
      for (const other of others) kernels.accumulate(other.at + offset, buffer.at + offset, count);
    }
  });
  return sum6;
}

// packages/stats/src/engine/kinds/merge.ts
var alike = ([first, ...others]) => others.every(({ shape }) => sameShape(shape, first.shape));
var add4 = {
  record(_, inputs, recording2) {
    if (!alike(inputs)) return void 0;
    const terms = inputs.filter(({ zero }) => !zero);
    return {
      output: terms.length > 0 ? sumOf(terms, recording2) : inputs[0],
      gradient: (dy) => ({ inputs: inputs.map(() => dy) })
    };
  }
};
var average = {
  record(_, inputs, recording2) {
    if (!alike(inputs)) return void 0;
    const share = 1 / inputs.length;
    return {
      output: scaled(sumOf(inputs, recording2), share, recording2),
      gradient(dy) {
        const each = scaled(dy, share, recording2);
        return { inputs: inputs.map(() => each) };
      }
    };
  }
};
var multiply = {
  record(_, inputs, recording2) {
    if (!alike(inputs)) return void 0;
    return {
      output: inputs.reduce((a, b) => product(a, b, recording2)),
      gradient: (dy) => ({
        inputs: inputs.map((_2, i) => inputs.reduce((a, b, j) => i === j ? a : product(a, b, recording2), dy))
      })
    };
  }
};
function scaled({ shape, buffer }, factor, recording2) {
  const output = recording2.value(shape);
  const y = output.buffer;
  recording2.emit([buffer], [y], () => recording2.kernels.scale(buffer.at, factor, y.at, y.floats));
  return output;
}
function product(a, b, recording2) {
  const output = recording2.value(a.shape);
  const y = output.buffer;
  recording2.emit([a.buffer, b.buffer], [y], () => recording2.kernels.multiply(a.buffer.at, b.buffer.at, y.at, y.floats));
  return output;
}

// packages/stats/src/engine/kinds/pooling.ts
var averagePool = {
  key: keyOf,
  record(native, [x], recording2) {
    const pooled = pooledBy(native, x, recording2);
    if (!pooled) return void 0;
    const { output, pool } = pooled;
    const [from, to] = [x.buffer, output.buffer];
    recording2.emit([from], [to], () => pool.average(from.at, to.at));
    return {
      output,
      gradient({ buffer: dy }) {
        const input2 = recording2.value(x.shape);
        const dx = input2.buffer;
        recording2.emit([dy], [dx], () => pool.averageGradient(dy.at, dx.at));
        return { inputs: [input2] };
      }
    };
  }
};
var maxPool = {
  key: keyOf,
  record(native, [x], recording2) {
    const pooled = pooledBy(native, x, recording2);
    if (!pooled) return void 0;
    const { output, pool } = pooled;
    const [from, to] = [x.buffer, output.buffer];
    recording2.emit([from], [to], () => pool.max(from.at, to.at));
    return {
      output,
      gradient({ buffer: dy }) {
        const input2 = recording2.value(x.shape);
        const dx = input2.buffer;
        recording2.emit([from, dy], [dx], () => pool.maxGradient(from.at, dy.at, dx.at));
        return { inputs: [input2] };
      }
    };
  }
};
function keyOf({ kind, size, strides, padding }) {
  return [kind, ...size, ...strides, padding].join(" ");
}
function pooledBy({ size, strides, padding }, { shape }, recording2) {
  const [batch, height, width, channels] = shape;
  const window = shape.length === 4 ? windowOver(height, width, { size, strides, padding, dilation: [1, 1] }) : void 0;
  if (!window) return void 0;
  return {
    output: recording2.value([batch, window.rows.output, window.columns.output, channels]),
    pool: pooling(recording2.kernels, { window, batch, channels })
  };
}

// packages/stats/src/engine/kinds/reshape.ts
var identity = {
  record: (_, [x]) => ({ output: x, gradient: (dy) => ({ inputs: [dy] }) })
};
var reshape9 = {
  record({ shape }, [x]) {
    const [batch, ...rest] = x.shape;
    const size = sizeOf(rest);
    const target = shape === "flat" ? [size] : shape.map((length) => length < 0 ? size / -sizeOf(shape) : length);
    if (sizeOf(target) !== size) return void 0;
    return {
      output: { ...x, shape: [batch, ...target] },
      gradient: (dy) => ({ inputs: [{ ...dy, shape: x.shape }] })
    };
  }
};

// packages/stats/src/engine/kinds/softmax.ts
var softmax = {
  key: () => "softmax",
  record(_, [x], recording2) {
    const { shape, buffer } = x;
    const width = shape.at(-1);
    const output = recording2.value(shape);
    const y = output.buffer;
    recording2.emit([buffer], [y], ({ heap }) => {
      for (let row = 0; row < y.floats; row += width) {
        const from = heap.subarray(buffer.at / 4 + row, buffer.at / 4 + row + width);
        const to = heap.subarray(y.at / 4 + row, y.at / 4 + row + width);
        const largest = from.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
        let sum6 = 0;
        for (let i = 0; i < width; i++) sum6 += to[i] = Math.exp(from[i] - largest);
        for (let i = 0; i < width; i++) to[i] /= sum6;
      }
    });
    return {
      output,
      gradient({ buffer: dy }) {
        const input2 = recording2.value(shape);
        const dx = input2.buffer;
        recording2.emit([y, dy], [dx], ({ heap }) => {
          const [value, gradient, to] = [y.at / 4, dy.at / 4, dx.at / 4];
          for (let row = 0; row < y.floats; row += width) {
            let sum6 = 0;
            for (let i = row; i < row + width; i++) sum6 += heap[value + i] * heap[gradient + i];
            for (let i = row; i < row + width; i++) heap[to + i] = heap[value + i] * (heap[gradient + i] - sum6);
          }
        });
        return { inputs: [input2] };
      }
    };
  }
};

// packages/stats/src/engine/kinds/zeros.ts
var zeros = {
  record(_, [x], recording2) {
    const output = { ...recording2.value(x.shape), zero: true };
    const { buffer } = output;
    recording2.emit([], [buffer], () => recording2.kernels.fill(buffer.at, 0, buffer.floats));
    return { output, gradient: () => ({ inputs: [void 0] }) };
  }
};

// packages/stats/src/engine/kinds.ts
var kinds = {
  activation,
  add: add4,
  average,
  averagePool,
  batchNorm,
  concatenate,
  convolution: convolution2,
  dense,
  depthwise: depthwise2,
  globalAveragePool,
  identity,
  margins,
  maxPool,
  multiply,
  reshape: reshape9,
  softmax,
  zeros
};
var kindOf = (native) => kinds[native.kind];

// packages/stats/src/engine/lay-out.ts
function layOut({ instructions, weights, scratch, scratchBytes }, resident) {
  const needed = needs(instructions);
  const last = /* @__PURE__ */ new Map();
  for (const [i, { reads, writes }] of needed.entries()) {
    for (const buffer of reads) last.set(buffer, i);
    for (const buffer of writes) last.set(buffer, i);
  }
  let end = scratch + roundUp(scratchBytes);
  const append = (bytes) => {
    const at = end;
    end += bytes;
    return at;
  };
  const placed = /* @__PURE__ */ new Set();
  for (const buffer of [...resident, ...weights.values()]) {
    buffer.at = append(bytesOf(buffer));
    placed.add(buffer);
  }
  const stays = new Set(placed);
  const free = /* @__PURE__ */ new Map();
  for (const [i, { reads, writes }] of needed.entries()) {
    for (const buffer of writes)
      if (!placed.has(buffer)) {
        const bytes = bytesOf(buffer);
        buffer.at = free.get(bytes)?.pop() ?? append(bytes);
        placed.add(buffer);
      }
    for (const buffer of /* @__PURE__ */ new Set([...reads, ...writes]))
      if (last.get(buffer) === i && !stays.has(buffer)) {
        const bytes = bytesOf(buffer);
        const places2 = free.get(bytes);
        if (places2) places2.push(buffer.at);
        else free.set(bytes, [buffer.at]);
      }
  }
  return { instructions: needed, bytes: end };
}
function needs(instructions) {
  const read = /* @__PURE__ */ new Set();
  const needed = [];
  for (let i = instructions.length - 1; i >= 0; i--) {
    const instruction = instructions[i];
    if (instruction.writes.length > 0 && !instruction.writes.some((buffer) => read.has(buffer))) continue;
    needed.push(instruction);
    for (const buffer of instruction.reads) read.add(buffer);
  }
  return needed.reverse();
}
var roundUp = (bytes) => Math.ceil(bytes / line) * line;
var bytesOf = ({ floats }) => roundUp(floats * 4);

// packages/stats/src/engine/outputs.ts
var staged = 256 * 1024;
function outputs(recording2) {
  const { kernels, scratch } = recording2;
  const all = [];
  const groups = [];
  const taken = /* @__PURE__ */ new Map();
  const reserve = (name, shape) => {
    const known = groups.findIndex((group2) => group2.name === name);
    const index = known < 0 ? groups.push({ name, floats: 0 }) - 1 : known;
    const group = groups[index];
    const output = { shape, group: index, start: group.floats, floats: sizeOf(shape) };
    group.floats += output.floats;
    all.push(output);
    return output;
  };
  const take = (group, shape, buffer, size, arrange) => {
    const known = taken.get(buffer) ?? [];
    taken.set(buffer, known);
    const same = known.find((each) => each.shape.join() === shape.join());
    if (same) return same;
    const index = all.length;
    const output = reserve(group, shape);
    known.push(output);
    const atOnce = Math.max(1, Math.floor(staged / 4 / size));
    const step2 = atOnce * size;
    const store = (run, from, start2, count) => {
      const results = run.results[output.group];
      const numbers = run.heap.subarray(from / 4, from / 4 + count);
      const minus = run.minus?.[index];
      if (minus) for (let i = 0; i < count; i++) results[output.start + start2 + i] = numbers[i] - minus[start2 + i];
      else results.set(numbers, output.start + start2);
    };
    recording2.emit(
      [buffer],
      [],
      (run) => {
        if (run.results[output.group].length === 0) return;
        for (let start2 = 0; start2 < output.floats; start2 += step2) {
          const count = Math.min(step2, output.floats - start2);
          const from = buffer.at + start2 * 4;
          if (arrange) arrange(from, scratch, count / size);
          store(run, arrange ? scratch : from, start2, count);
        }
      },
      arrange ? Math.min(step2, output.floats) * 4 : 0
    );
    return output;
  };
  return {
    all,
    groups,
    activation(group, { shape, buffer }) {
      const [batch, ...rest] = shape;
      const channels = shape.length < 3 ? 1 : rest.at(-1);
      const pixels = sizeOf(rest) / channels;
      const arrange = pixels > 1 && channels > 1 ? (from, to, count) => kernels.transposeBatch(from, to, count, pixels, channels) : void 0;
      return take(group, activationShape(shape), buffer, buffer.floats / batch, arrange);
    },
    kernel(group, buffer, shape, depthwise3) {
      const turned = kernelShape(shape, depthwise3);
      if (shape.length < 2) return take(group, turned, buffer, buffer.floats);
      const [inputs, outputs2] = shape.slice(-2);
      const taps2 = sizeOf(shape.slice(0, -2));
      return take(
        group,
        turned,
        buffer,
        buffer.floats,
        (from, to) => depthwise3 ? kernels.transpose(from, to, taps2, inputs * outputs2) : kernels.filterToOihw(from, to, taps2, inputs, outputs2)
      );
    },
    zeroActivation: (group, shape) => reserve(group, activationShape(shape)),
    zeroKernel: (group, shape, depthwise3) => reserve(group, kernelShape(shape, depthwise3))
  };
}
function activationShape(shape) {
  if (shape.length < 3) return shape;
  const [batch, ...rest] = shape;
  const channels = rest.pop();
  return [batch, channels, ...rest];
}
function kernelShape(shape, depthwise3) {
  if (shape.length < 2) return shape;
  const [inputs, outputs2] = shape.slice(-2);
  return [...depthwise3 ? [inputs * outputs2, 1] : [outputs2, inputs], ...shape.slice(0, -2)];
}

// packages/stats/src/engine/compile.ts
function compile(plan2, { shape, kernels, T3 }) {
  const record2 = recording(kernels);
  const out = outputs(record2);
  const places2 = plan2.routes.map(() => ({}));
  const input2 = record2.value(shape);
  const values = [];
  const seen = valueTaps(plan2);
  const put = (slot, value) => {
    values[slot] = value;
    for (const { place, name } of seen.get(slot) ?? []) places2[place][name] = out.activation(name, value);
  };
  if (T3)
    for (const [i, { place }] of plan2.routes.entries()) {
      const { variable, depthwise: depthwise3 } = place.T3.weight;
      places2[i].T3 = out.kernel("T3", record2.weight(variable), variable.shape, depthwise3);
    }
  put(plan2.input, input2);
  const recorded = /* @__PURE__ */ new Map();
  const alike2 = sharedWork(record2);
  for (const { step: step2 } of plan2.steps) {
    const made = alike2(
      step2,
      step2.inputs.map((slot) => values[slot])
    );
    if (!made) return step2;
    recorded.set(step2, made);
    put(step2.outputs[0], made.output);
  }
  const ahead = new Set(record2.instructions);
  if (plan2.backward) backward2(plan2, values, recorded, record2, out, places2);
  const { instructions, bytes } = layOut(record2, [input2.buffer]);
  return {
    input: input2.buffer,
    weights: record2.weights,
    instructions,
    forward: instructions.filter((each) => ahead.has(each)).length,
    bytes,
    outputs: out.all,
    groups: out.groups,
    places: places2
  };
}
function valueTaps({ names, routes }) {
  const taps2 = /* @__PURE__ */ new Map();
  const add6 = (slot, place, name) => {
    if (names.has(name)) taps2.set(slot, [...taps2.get(slot) ?? [], { place, name }]);
  };
  for (const [i, { place, T2 }] of routes.entries()) {
    add6(place.T1, i, "T1");
    add6(T2, i, "T2");
    add6(place.T4, i, "T4");
  }
  return taps2;
}
function sharedWork(record2) {
  const made = /* @__PURE__ */ new Map();
  return ({ native }, inputs) => {
    if (!native) return void 0;
    const kind = kindOf(native);
    const key = inputs.length === 1 ? kind.key?.(native) : void 0;
    if (key === void 0) return kind.record(native, inputs, record2);
    const text = `${key} ${inputs[0].shape.join()}`;
    const ofInput = made.get(inputs[0].buffer) ?? /* @__PURE__ */ new Map();
    made.set(inputs[0].buffer, ofInput);
    const result = ofInput.get(text) ?? kind.record(native, inputs, record2);
    if (result) ofInput.set(text, result);
    return result;
  };
}
function backward2(plan2, values, recorded, record2, out, places2) {
  const parts = /* @__PURE__ */ new Map();
  const flow = (slot, gradient) => {
    const known = parts.get(slot);
    if (known) known.push(gradient);
    else parts.set(slot, [gradient]);
  };
  const totals = /* @__PURE__ */ new Map();
  const total = (slot) => {
    if (!totals.has(slot)) totals.set(slot, parts.has(slot) ? sumOf(parts.get(slot), record2) : void 0);
    return totals.get(slot);
  };
  for (const slot of plan2.loss) {
    const ones3 = record2.value(values[slot].shape);
    const { buffer } = ones3;
    record2.emit([], [buffer], () => record2.kernels.fill(buffer.at, 1, buffer.floats));
    flow(slot, ones3);
  }
  const pull = (steps, gradient) => steps.reduceRight((dy, step2) => dy && recorded.get(step2).gradient(dy).inputs[0], gradient);
  const take = (place, name, gradient, slot) => {
    places2[place][name] = gradient ? out.activation(name, gradient) : out.zeroActivation(name, values[slot].shape);
  };
  const taps2 = gradientTaps(plan2);
  for (const { step: step2 } of plan2.steps.toReversed()) {
    const dy = total(step2.outputs[0]);
    for (const i of taps2.totals.get(step2.outputs[0]) ?? []) take(i, "T4G", dy, step2.outputs[0]);
    const gradients = dy && recorded.get(step2).gradient(dy);
    for (const [i, slot] of step2.inputs.entries()) {
      const dx2 = gradients?.inputs[i];
      if (dx2) flow(slot, dx2);
    }
    for (const i of taps2.kernels.get(step2) ?? []) {
      const { variable, depthwise: depthwise3 } = step2.weight;
      const shape = variable.shape;
      places2[i].T3G = gradients?.kernel ? out.kernel("T3G", gradients.kernel, shape, depthwise3) : out.zeroKernel("T3G", shape, depthwise3);
    }
    const dx = gradients?.inputs[0];
    for (const i of taps2.edgesOfT1.get(step2) ?? []) take(i, "T1G", dx, plan2.routes[i].place.T1);
    for (const i of taps2.edgesOfT2.get(step2) ?? []) {
      const { place, T2, edgeOfT1, pulled } = plan2.routes[i];
      const T2G = pulled ? pull(place.toSite, dx) : dx;
      if (plan2.names.has("T2G")) take(i, "T2G", T2G, T2);
      if (plan2.names.has("T1G") && !edgeOfT1) take(i, "T1G", pull(place.toT2, T2G), place.T1);
    }
  }
}
function gradientTaps({ names, routes }) {
  const found = (name, key) => {
    const taps2 = /* @__PURE__ */ new Map();
    if (!name.some((each) => names.has(each))) return taps2;
    for (const [i, route] of routes.entries()) {
      const at = key(route);
      if (at !== void 0) taps2.set(at, [...taps2.get(at) ?? [], i]);
    }
    return taps2;
  };
  return {
    totals: found(["T4G"], ({ place }) => place.T4),
    kernels: found(["T3G"], ({ place }) => place.T3),
    edgesOfT1: found(["T1G"], ({ edgeOfT1 }) => edgeOfT1),
    edgesOfT2: found(["T1G", "T2G"], ({ edgeOfT2 }) => edgeOfT2)
  };
}

// packages/stats/src/engine/capture-engine.ts
var page = 65536;
var CaptureEngine = class {
  #memory;
  #kernels;
  constructor() {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    this.#kernels = trainingKernels(this.#memory);
  }
  /** The memory that the engine holds: what the largest capture so far took. */
  get bytes() {
    return this.#memory.buffer.byteLength;
  }
  /** Lets go of the memory. The next capture takes as much as it needs. */
  free() {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    this.#kernels = trainingKernels(this.#memory);
  }
  /** @internal */
  compile(plan2, shape, T3) {
    return compile(plan2, { shape, kernels: this.#kernels, T3 });
  }
  /** Puts the weights where a program finds them. @internal */
  load(program, numbersOf) {
    const missing = program.bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / page));
    const heap = new Float32Array(this.#memory.buffer);
    for (const [variable, { at }] of program.weights) heap.set(numbersOf(variable), at / 4);
  }
  /**
   * The outputs of a program that was loaded, each less its numbers in `minus`, in arrays that are the caller's; where
   * `T3` is not asked for, its arrays are empty. @internal
   */
  run(program, data, { T3, minus }) {
    const heap = new Float32Array(this.#memory.buffer);
    heap.set(data, program.input.at / 4);
    const results = program.groups.map(({ name, floats }) => new Float32Array(name !== "T3" || T3 ? floats : 0));
    const run = { heap, results, minus };
    for (const instruction of program.instructions) instruction.run(run);
    return program.outputs.map(({ group, start: start2, floats }) => results[group].subarray(start2, start2 + floats));
  }
};

// packages/stats/src/layer-parts.ts
import * as tf26 from "@tensorflow/tfjs-core";
import { layers as layers4 } from "@tensorflow/tfjs-layers";

// packages/stats/src/average-pooling.ts
import * as tf24 from "@tensorflow/tfjs-core";
function averagePoolSame(x, size, strides) {
  const { padInfo, outHeight, outWidth } = tf24.backend_util.computePool2DInfo(x.shape, size, strides, 1, "same");
  const { top, bottom, left, right } = padInfo;
  const [batch, height, width, channels] = x.shape;
  const rows = shares(outHeight, strides[0], size[0], top, height);
  const columns = shares(outWidth, strides[1], size[1], left, width);
  const pool = tf24.customGrad((value) => ({
    value: tf24.avgPool(value, size, strides, "same"),
    gradFunc: (dy) => {
      const perWindow = tf24.mul(tf24.tensor4d(rows, [1, outHeight, 1, 1]), tf24.tensor4d(columns, [1, 1, outWidth, 1]));
      const padded = tf24.zeros([batch, top + height + bottom, left + width + right, channels]);
      const dx = tf24.engine().runKernel(
        tf24.AvgPoolGrad,
        { dy: tf24.mul(dy, perWindow), input: padded },
        { filterSize: size, strides, pad: "valid" }
      );
      return tf24.slice(dx, [0, top, left, 0], x.shape);
    }
  }));
  return pool(x);
}
function shares(places2, stride, window, before, length) {
  return Array.from({ length: places2 }, (_, place) => {
    const start2 = place * stride - before;
    return window / (Math.min(start2 + window, length) - Math.max(start2, 0));
  });
}

// packages/stats/src/convolution.ts
import * as tf25 from "@tensorflow/tfjs-core";
function convolution3({ strides, padding, dataFormat, dilationRate }) {
  return inFormat(
    dataFormat,
    (x, kernel) => tf25.conv2d(x, spread2(kernel, dilationRate), strides, padding)
  );
}
function depthwiseConvolution2({ strides, padding, dataFormat, dilationRate }) {
  return inFormat(dataFormat, (x, kernel) => {
    const taps2 = spread2(kernel, dilationRate);
    const strided = padding === "same" && strides.some((stride, i) => stride > taps2.shape[i]);
    return strided ? tf25.depthwiseConv2d(padSame(x, taps2, strides), taps2, strides, "valid") : tf25.depthwiseConv2d(x, taps2, strides, padding);
  });
}
function padSame(x, { shape }, strides) {
  const { padInfo } = tf25.backend_util.computeConv2DInfo(x.shape, shape, strides, 1, "same", void 0, true);
  const { top, bottom, left, right } = padInfo;
  return tf25.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0]
  ]);
}
function inFormat(dataFormat, compute) {
  if (dataFormat !== "channelsFirst") return compute;
  return (x, kernel) => tf25.transpose(compute(tf25.transpose(x, [0, 2, 3, 1]), kernel), [0, 3, 1, 2]);
}
function spread2(kernel, [down, right]) {
  if (down === 1 && right === 1) return kernel;
  const [height, width, ...channels] = kernel.shape;
  const rows = tf25.pad(tf25.reshape(kernel, [height, 1, -1]), [
    [0, 0],
    [0, down - 1],
    [0, 0]
  ]);
  const taps2 = tf25.reshape(rows, [height * down * width, 1, -1]);
  const both = tf25.reshape(
    tf25.pad(taps2, [
      [0, 0],
      [0, right - 1],
      [0, 0]
    ]),
    [height * down, width * right, ...channels]
  );
  return tf25.slice(both, [0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * right + 1, ...channels]);
}

// packages/stats/src/engine/native-of.ts
function nativeOf({ className, activation: activation2, weight }, layer) {
  if (Object.hasOwn(layer, "call")) return void 0;
  if (activation2 === "linear") return { kind: "identity" };
  if (activation2 !== void 0 && activation2 !== "softmax") return { kind: "activation", name: activation2 };
  const describe = activation2 === "softmax" ? softmax2 : descriptions.get(className);
  if (!describe) return void 0;
  const config = layer.getConfig();
  if (config.dataFormat === "channelsFirst") return void 0;
  return describe(config, (name) => variableOf(layer, name), weight?.depthwise ?? false);
}
var softmax2 = ({ axis = -1 }) => axis === -1 ? { kind: "softmax" } : void 0;
var identity2 = () => ({ kind: "identity" });
var bias = (variable) => {
  const found = variable("bias");
  return found ? { bias: found } : {};
};
var pooling2 = (kind) => ({ poolSize, strides, padding }) => ({
  kind,
  size: typeof poolSize === "number" ? [poolSize, poolSize] : poolSize,
  strides,
  padding
});
var descriptions = /* @__PURE__ */ new Map([
  [
    "Conv2D",
    ({ strides, padding, dilationRate }, variable) => ({
      kind: "convolution",
      kernel: variable("kernel"),
      ...bias(variable),
      strides,
      dilation: dilationRate,
      padding
    })
  ],
  [
    "DepthwiseConv2D",
    ({ strides, padding }, variable) => ({
      kind: "depthwise",
      kernel: variable("depthwise_kernel"),
      ...bias(variable),
      strides,
      // The layer of tfjs 4.22 ignores its dilation rate.
      dilation: [1, 1],
      padding
    })
  ],
  [
    "SeparableConv2D",
    ({ strides, padding, dilationRate }, variable, depthwise3) => depthwise3 ? {
      kind: "depthwise",
      kernel: variable("depthwise_kernel"),
      strides,
      dilation: dilationRate,
      padding
    } : {
      kind: "convolution",
      kernel: variable("pointwise_kernel"),
      ...bias(variable),
      strides: [1, 1],
      dilation: [1, 1],
      padding: "valid"
    }
  ],
  ["Dense", (_, variable) => ({ kind: "dense", kernel: variable("kernel"), ...bias(variable) })],
  [
    "BatchNormalization",
    ({ axis, epsilon }, variable) => {
      const [gamma, beta] = [variable("gamma"), variable("beta")];
      return { kind: "batchNorm", axis, epsilon, ...gamma && { gamma }, ...beta && { beta } };
    }
  ],
  ["Add", () => ({ kind: "add" })],
  ["Average", () => ({ kind: "average" })],
  ["Multiply", () => ({ kind: "multiply" })],
  ["Concatenate", ({ axis }) => ({ kind: "concatenate", axis })],
  [
    "ZeroPadding2D",
    ({ padding }) => {
      const [[top, bottom], [left, right]] = padding;
      return { kind: "margins", top, bottom, left, right };
    }
  ],
  [
    "Cropping2D",
    ({ cropping: [[top, bottom], [left, right]] }) => ({
      kind: "margins",
      top: -top,
      bottom: -bottom,
      left: -left,
      right: -right
    })
  ],
  ["AveragePooling2D", pooling2("averagePool")],
  ["MaxPooling2D", pooling2("maxPool")],
  ["GlobalAveragePooling2D", () => ({ kind: "globalAveragePool" })],
  ["Flatten", () => ({ kind: "reshape", shape: "flat" })],
  ["Reshape", ({ targetShape }) => ({ kind: "reshape", shape: targetShape })],
  ["Dropout", identity2],
  ["SpatialDropout1D", identity2],
  ["AlphaDropout", identity2],
  ["GaussianDropout", identity2],
  ["GaussianNoise", identity2],
  // Layers of @eznas/spaces, which this package does not import.
  ["ZerosLike", () => ({ kind: "zeros" })],
  [
    "SameAveragePooling2D",
    ({ poolSize }) => ({
      kind: "averagePool",
      size: typeof poolSize === "number" ? [poolSize, poolSize] : poolSize,
      strides: [1, 1],
      padding: "same"
    })
  ]
]);
function variableOf(layer, name) {
  return layer.weights.find(({ originalName }) => originalName === name || originalName.endsWith(`/${name}`));
}

// packages/stats/src/layer-parts.ts
var activated = /* @__PURE__ */ new Set([
  "Conv1D",
  "Conv2D",
  "Conv2DTranspose",
  "Conv3D",
  "Conv3DTranspose",
  "Dense",
  "DepthwiseConv2D",
  "SeparableConv2D"
]);
function partsOf(layer) {
  return takenApart(layer).map((part) => {
    const native = nativeOf(part, layer);
    return native ? { ...part, native } : part;
  });
}
function takenApart(layer) {
  const className = layer.getClassName();
  if (className === "BatchNormalization") return [batchNormalization(layer)];
  if (className === "ReLU") return [activationPart(rectifierName(configOf(layer).maxValue), layer)];
  if (className === "Activation") return [activationPart(configOf(layer).activation ?? "linear", layer)];
  if (className === "Add") return [sum5(layer)];
  if (className === "AveragePooling2D") return [averagePooling(layer)];
  if (className === "Softmax") return [activationPart("softmax", layer)];
  if (!activated.has(className)) return [opaque(layer)];
  const { activation: activation2 = "linear" } = configOf(layer);
  const linear = withoutActivation(layer, className);
  if (activation2 === "linear") return linear;
  return [
    ...linear,
    activationPart(activation2, layers4.activation({ activation: activation2, name: layer.name }))
  ];
}
var configOf = (layer) => layer.getConfig();
var rectifierName = (maxValue) => maxValue === void 0 || maxValue === null ? "relu" : `relu${maxValue}`;
var activationPart = (activation2, layer) => ({
  ...opaque(layer),
  className: "Activation",
  activation: activation2,
  ...activation2 === "relu" && { run: ([x]) => [tf26.relu(x)] }
});
function sum5(layer) {
  const part = opaque(layer);
  const run = (inputs, kernel) => {
    const [first] = inputs;
    const alike2 = inputs.every(({ shape }) => tf26.util.arraysEqual(shape, first.shape));
    return alike2 ? [tf26.addN([...inputs])] : part.run(inputs, kernel);
  };
  return { ...part, run };
}
function withoutActivation(layer, className) {
  const config = configOf(layer);
  const { strides, padding, dataFormat } = config;
  const channelsFirst = dataFormat === "channelsFirst";
  const bias2 = variableOf2(layer, "bias");
  const plus = (y) => {
    if (!bias2) return y;
    return tf26.add(y, channelsFirst ? tf26.reshape(bias2.read(), [-1, 1, 1]) : bias2.read());
  };
  const part = (name, depthwise3, convolve) => {
    const variable = variableOf2(layer, name);
    return {
      className,
      weight: { variable, depthwise: depthwise3, given: true },
      channelsFirst,
      run: ([x], kernel = variable.read()) => [convolve(x, kernel)]
    };
  };
  switch (className) {
    case "Conv2D": {
      const convolve = convolution3(config);
      return [part("kernel", false, (x, kernel) => plus(convolve(x, kernel)))];
    }
    case "DepthwiseConv2D": {
      const convolve = depthwiseConvolution2({ strides, padding, dataFormat, dilationRate: [1, 1] });
      return [part("depthwise_kernel", true, (x, kernel) => plus(convolve(x, kernel)))];
    }
    case "SeparableConv2D": {
      const pointwise = convolution3({ strides: [1, 1], padding: "valid", dataFormat, dilationRate: [1, 1] });
      return [
        part("depthwise_kernel", true, depthwiseConvolution2(config)),
        part("pointwise_kernel", false, (x, kernel) => plus(pointwise(x, kernel)))
      ];
    }
    default:
      return [{ ...opaque(layer), run: (inputs) => withLinearActivation(layer, () => apply(layer, inputs)) }];
  }
}
function batchNormalization(layer) {
  const { axis, epsilon } = configOf(layer);
  const gamma = variableOf2(layer, "gamma");
  const beta = variableOf2(layer, "beta");
  return {
    className: "BatchNormalization",
    channelsFirst: axis === 1,
    // tf.layers' own would move the layer's averages.
    run: ([x]) => [batchNormTraining2(x, { axis, epsilon, gamma: gamma?.read(), beta: beta?.read() })]
  };
}
function averagePooling(layer) {
  const { poolSize, strides, padding, dataFormat } = configOf(layer);
  if (padding !== "same") return opaque(layer);
  const pool = inFormat(dataFormat, (x) => averagePoolSame(x, poolSize, strides));
  return { ...opaque(layer), run: ([x]) => [pool(x, void 0)] };
}
function opaque(layer) {
  const variable = variableOf2(layer, "kernel") ?? variableOf2(layer, "depthwise_kernel");
  return {
    className: layer.getClassName(),
    ...variable && {
      weight: { variable, depthwise: variable.originalName.endsWith("depthwise_kernel"), given: false }
    },
    channelsFirst: false,
    run: (inputs) => apply(layer, inputs)
  };
}
function apply(layer, inputs) {
  const outputs2 = layer.apply([...inputs], { training: false });
  return Array.isArray(outputs2) ? outputs2 : [outputs2];
}
function withLinearActivation(layer, body) {
  const activated2 = layer;
  const own = activated2.activation;
  activated2.activation = layers4.activation({ activation: "linear", name: layer.name }).activation;
  try {
    return body();
  } finally {
    activated2.activation = own;
  }
}
function variableOf2(layer, name) {
  return layer.weights.find(({ originalName }) => originalName === name || originalName.endsWith(`/${name}`));
}

// packages/stats/src/graph.ts
function graphOf(model2) {
  if (model2.inputs.length !== 1)
    throw new RangeError(
      `capture: expected a model with one input, but "${model2.name}" has ${model2.inputs.length}; wrap it in a model with one`
    );
  const steps = [];
  const producers = [void 0];
  const outputsByLayer = /* @__PURE__ */ new Map();
  const addPart = (part, name, inputs, count) => {
    const outputs3 = Array.from({ length: count }, (_, i) => producers.length + i);
    const step2 = { ...part, name, inputs, outputs: outputs3 };
    steps.push(step2);
    for (const _ of outputs3) producers.push(step2);
    return outputs3;
  };
  const addNode = (node, name, inputs) => {
    const layer = node.outboundLayer;
    if (isModel(layer)) return addModel(layer, `${name}/`, inputs);
    refuse(layer);
    return partsOf(layer).reduce(
      (previous, part, i, parts) => addPart(part, name, previous, i === parts.length - 1 ? node.outputTensors.length : 1),
      inputs
    );
  };
  const addModel = (inner, scope, inputs) => {
    const slotOf = new Map(inner.inputs.map((tensor2, i) => [tensor2.id, inputs[i]]));
    for (const node of nodesOf(inner, slotOf)) {
      const name = scope + node.outboundLayer.name;
      const outputs3 = addNode(
        node,
        name,
        node.inputTensors.map(({ id }) => slotOf.get(id))
      );
      node.outputTensors.forEach(({ id }, i) => void slotOf.set(id, outputs3[i]));
    }
    for (const layer of inner.layers) {
      const outputs3 = layer.inboundNodes.flatMap((node) => node.outputTensors.map(({ id }) => slotOf.get(id)));
      const name = scope + layer.name;
      outputsByLayer.set(name, [...outputsByLayer.get(name) ?? [], ...outputs3.filter((slot) => slot !== void 0)]);
    }
    return inner.outputs.map(({ id }) => slotOf.get(id));
  };
  const outputs2 = addModel(model2, "", [0]);
  return {
    steps,
    slots: producers.length,
    input: 0,
    outputs: outputs2,
    producer: (slot) => producers[slot],
    outputsOf: (layerName) => outputsByLayer.get(layerName) ?? []
  };
}
function nodesOf(model2, known) {
  const found = /* @__PURE__ */ new Map();
  const open2 = [...model2.outputs];
  for (let tensor2 = open2.pop(); tensor2; tensor2 = open2.pop()) {
    if (known.has(tensor2.id)) continue;
    const node = tensor2.sourceLayer.inboundNodes[tensor2.nodeIndex];
    if (found.has(node.id)) continue;
    found.set(node.id, node);
    open2.push(...node.inputTensors);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}
var isModel = (layer) => "inputLayers" in layer && "outputLayers" in layer;
function refuse(layer) {
  const { maskZero } = layer.getClassName() === "Embedding" ? layer.getConfig() : {};
  if (layer.stateful)
    throw new RangeError(
      `capture: layer "${layer.name}" is stateful, so a capture would change it; build it with stateful: false`
    );
  if (maskZero || layer.getClassName() === "Masking")
    throw new RangeError(
      `capture: layer "${layer.name}" masks time steps, which capture does not carry on; build it without a mask`
    );
}

// packages/stats/src/pattern.ts
var isRelu = ({ activation: activation2 }) => activation2 === "relu";
var isReluOrRelu6 = (layer) => isRelu(layer) || layer.activation === "relu6";
var isConvolution = ({ className, kernel }) => kernel?.length === 4 && !/Transpose$/.test(className);
var isBatchNorm = ({ className }) => className === "BatchNormalization";
var idle = /^(ZeroPadding2D|Cropping2D|Dropout|SpatialDropout1D|AlphaDropout|GaussianDropout|GaussianNoise)$/;
var isPassThrough = ({ className, activation: activation2 }) => idle.test(className) || activation2 === "linear";
function pattern(name, links, { between = isPassThrough, branch = "first" } = {}) {
  const place = (symbol) => {
    const at = links.flatMap(
      ({ input: input2, weight, output }, i) => [input2, weight, output].includes(symbol) ? [i] : []
    );
    if (at.length !== 1)
      throw new RangeError(`pattern: "${name}" must say once what ${symbol} is, but ${at.length} of its links do`);
    if (links[at[0]].optional)
      throw new RangeError(
        `pattern: "${name}" has ${symbol} at an optional link; an instance without it would have no ${symbol}`
      );
    return at[0];
  };
  const [T1, T2, T3, T4] = [place("T1"), place("T2"), place("T3"), place("T4")];
  if (T1 >= T2 || T3 < T1 || T3 > T2 || T4 < T2)
    throw new RangeError(
      `pattern: "${name}" needs T1 before T2, T3 from T1's link to T2's and T4 at T2's link or later, got links ${T1}, ${T2}, ${T3}, ${T4}`
    );
  return { name, links, between, branch };
}
function rcb({ doubleConv = "first", relu6 = false } = {}) {
  const first = doubleConv === "first";
  const relu3 = relu6 ? isReluOrRelu6 : isRelu;
  const kept = { layer: isConvolution, label: "Conv", input: "T2", weight: "T3" };
  const ignored = { layer: isConvolution, label: "Conv", optional: true };
  const options = [first ? [] : ["second conv"], relu6 ? ["relu6"] : []].flat();
  return pattern(
    options.length ? `rcb (${options.join(", ")})` : "rcb",
    [
      { layer: relu3, label: "ReLU", input: "T1" },
      ...first ? [kept, ignored] : [ignored, kept],
      { layer: isBatchNorm, label: "BatchNorm", output: "T4" }
    ],
    { branch: first ? "first" : "last" }
  );
}

// packages/stats/src/tap-plan.ts
function planTaps(graph, places2, loss, names) {
  const wants = (...some) => some.some((name) => names.has(name));
  const backward3 = wants("T1G", "T2G", "T3G", "T4G");
  const targets = places2.flatMap(({ T1, toT2, site, T3, T4 }) => [
    ...wants("T1") ? [T1] : [],
    ...wants("T2") ? toT2.at(-1).outputs : [],
    ...wants("T4", "T4G") ? [T4] : [],
    // A gradient is noted where its step runs, also that of a branch that does not lead to the loss.
    ...wants("T1G", "T2G") ? site.outputs : [],
    ...wants("T3G") ? T3.outputs : []
  ]);
  const ends = backward3 ? [...targets, ...loss] : targets;
  const steps = stepsTo(graph, ends);
  const uses = /* @__PURE__ */ new Map();
  for (const slot of [...steps.flatMap(({ inputs }) => inputs), ...backward3 ? loss : []])
    uses.set(slot, (uses.get(slot) ?? 0) + 1);
  const alone = (chain) => chain.every(({ outputs: outputs2 }) => uses.get(outputs2[0]) === 1);
  const kept = /* @__PURE__ */ new Set();
  const edges2 = /* @__PURE__ */ new Set();
  const routes = places2.map((place) => {
    const { T1, toT2, toSite, site, T4 } = place;
    const T2 = toT2.at(-1).outputs[0];
    const pulled = !alone(toSite);
    const edgeOfT1 = !pulled && alone(toT2) ? toT2[0] : void 0;
    const edgeOfT2 = pulled ? site : toSite[0] ?? site;
    const indirect = wants("T1G") && !edgeOfT1;
    if (wants("T1") || indirect) kept.add(T1);
    if (wants("T2") || (wants("T2G") || indirect) && pulled) kept.add(T2);
    if (wants("T4")) kept.add(T4);
    if (wants("T1G") && edgeOfT1) edges2.add(edgeOfT1);
    if (wants("T2G") || indirect) edges2.add(edgeOfT2);
    return { place, T2, edgeOfT1, edgeOfT2, pulled };
  });
  return {
    input: graph.input,
    loss,
    names,
    backward: backward3,
    steps: withReleases(steps, /* @__PURE__ */ new Set([...kept, ...backward3 ? loss : []])),
    routes,
    kept,
    totals: new Set(wants("T4G") ? places2.map(({ T4 }) => T4) : []),
    edges: edges2,
    kernels: new Set(wants("T3G") ? places2.map(({ T3 }) => T3) : []),
    isShared: (slot) => uses.get(slot) > 1
  };
}
function stepsTo(graph, slots) {
  const needed = new Set(slots);
  const steps = [];
  for (const step2 of graph.steps.toReversed())
    if (step2.outputs.some((slot) => needed.has(slot))) {
      steps.push(step2);
      for (const slot of step2.inputs) needed.add(slot);
    }
  return steps.reverse();
}
function withReleases(steps, held) {
  const met = new Set(held);
  return steps.toReversed().map((step2) => {
    const done = [...step2.inputs, ...step2.outputs].filter((slot) => !met.has(slot));
    for (const slot of done) met.add(slot);
    return { step: step2, done: [...new Set(done)] };
  }).reverse();
}

// packages/stats/src/instances.ts
function placesOf(graph, pattern2) {
  const uses = /* @__PURE__ */ new Map();
  const last = pattern2.links.at(-1);
  return graph.steps.flatMap((step2) => {
    if (!fits(step2, last)) return [];
    const chain = chainTo(graph, pattern2, step2);
    if (!chain) return [];
    const place = placeOf(chain);
    const use = (uses.get(place.name) ?? 0) + 1;
    uses.set(place.name, use);
    return [use === 1 ? place : { ...place, name: `${place.name}#${use}` }];
  });
}
var fits = (step2, { layer }) => step2 !== void 0 && step2.inputs.length === 1 && layer(viewOf(step2));
function viewOf({ name, className, activation: activation2, weight }) {
  return {
    name,
    className,
    ...activation2 !== void 0 && { activation: activation2 },
    ...weight && { kernel: weight.variable.shape }
  };
}
function chainTo(graph, { links, between, branch }, end) {
  const back = (step2, at) => {
    const link = links[at];
    if (fits(step2, link)) {
      if (at === 0) return [{ step: step2, link }];
      const { passed, source } = before(step2);
      const rest = back(source, at - 1);
      if (rest) return [...rest, ...passed, { step: step2, link }];
    }
    return link.optional && at > 0 ? back(step2, at - 1) : void 0;
  };
  const before = (step2) => {
    const passed = [];
    let source = graph.producer(step2.inputs[0]);
    while (source) {
      if (source.inputs.length === 1 && between(viewOf(source))) passed.unshift({ step: source });
      else if (!isFork(graph, source, between)) break;
      source = graph.producer(
        source.className === "Concatenate" ? source.inputs.at(branch === "first" ? 0 : -1) : source.inputs[0]
      );
    }
    return { passed, source };
  };
  return back(end, links.length - 1);
}
function isFork(graph, step2, between) {
  if (step2.className !== "Concatenate") return false;
  const origins = step2.inputs.map((slot) => {
    const branch = graph.producer(slot);
    if (!branch?.weight) return void 0;
    let [origin] = branch.inputs;
    for (let source = graph.producer(origin); source && between(viewOf(source)); source = graph.producer(origin))
      [origin] = source.inputs;
    return origin;
  });
  return origins[0] !== void 0 && origins.every((origin) => origin === origins[0]);
}
function placeOf(chain) {
  const at = (test) => chain.findIndex(({ link }) => link !== void 0 && test(link));
  const inputAt = (index) => {
    const before = chain.slice(0, index).findLastIndex(({ link }) => link !== void 0);
    return before < 0 ? index : before + 1;
  };
  const steps = chain.map(({ step: step2 }) => step2);
  const [first, second] = [at(({ input: input2 }) => input2 === "T1"), at(({ input: input2 }) => input2 === "T2")];
  const [from, to] = [inputAt(first), inputAt(second)];
  const T3 = steps[at(({ weight }) => weight === "T3")];
  return {
    name: T3.name,
    layers: chain.flatMap(({ step: step2, link }) => link ? [step2.name] : []),
    T1: steps[from].inputs[0],
    toT2: steps.slice(from, to),
    toSite: steps.slice(to, second),
    site: steps[second],
    T3,
    T4: steps[at(({ output }) => output === "T4")].outputs[0]
  };
}

// packages/stats/src/needs.ts
function needsOf(statistics) {
  const needs2 = /* @__PURE__ */ new Map();
  for (const statistic of statistics) {
    const [tap, input2] = splitName(statistic);
    if (input2 === void 0) continue;
    for (const each of input2 === "P" ? ["D", "P"] : [input2])
      needs2.set(each, (needs2.get(each) ?? /* @__PURE__ */ new Set()).add(tap));
  }
  return needs2;
}
function splitName(statistic) {
  const [tap, input2] = statistic.split("_");
  return input2 === void 0 ? ["T3", void 0] : [tap, input2];
}

// packages/stats/src/inputs.ts
function randomInputs(shape, rng) {
  if (shape.length < 2 || !shape.every((size) => Number.isInteger(size) && size > 0))
    throw new RangeError(
      `randomInputs: expected [batch, \u2026sizes] of positive whole numbers, got [${shape.join(", ")}]; a batch of one is [1, 32, 32, 3]`
    );
  const normal = standardNormal(rng);
  return withNoise(drawn(shape, normal), normal);
}
function withNoise(D, normal) {
  const N = drawn(D.shape, normal);
  return { D, N, P: { shape: D.shape, data: D.data.map((value) => value + 0.1 * normal()) } };
}
function drawn(shape, normal) {
  const size = shape.reduce((product2, length) => product2 * length, 1);
  return { shape: [...shape], data: Float32Array.from({ length: size }, normal) };
}

// packages/stats/bench/zz-prof.ts
var seeded = (s) => () => (s = (s * 1103515245 + 12345) % 2147483648) / 2147483648;
var HEAVY = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";
var LIGHT = "|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|nor_conv_1x1~2|";
await useBackend("wasm");
var sp = nasBench201();
var engine7 = new CaptureEngine();
for (const [name, arch] of [["heavy", HEAVY], ["light", LIGHT]]) {
  const model2 = sp.build(sp.parse(arch), seeded(3));
  const names = needsOf(["T1_D", "T2_D", "T4_D", "T1G_D", "T2G_D", "T3G_D", "T4G_D"]).get("D");
  const t = {};
  const time = (k, f) => {
    const s = performance.now();
    const r = f();
    (t[k] ??= []).push(performance.now() - s);
    return r;
  };
  const inputs = randomInputs([1, 32, 32, 3], seeded(4));
  for (let i = 0; i < Number(process.argv[2] ?? 60); i++) {
    const graph = time("graph", () => graphOf(model2));
    const places2 = time("places", () => placesOf(graph, rcb()));
    const plan2 = time("plan", () => planTaps(graph, places2, graph.outputs, names));
    const program = time("compile", () => engine7.compile(plan2, [1, 32, 32, 3], true));
    time("load", () => engine7.load(program, (v) => v.read().dataSync()));
    if (process.argv[3]) time("run", () => engine7.run(program, inputs.D.data, { T3: true, minus: void 0 }));
  }
  console.log(name, Object.entries(t).map(([k, v]) => {
    v.sort((a, b) => a - b);
    return `${k} min ${v[0].toFixed(2)} med ${v[v.length >> 1].toFixed(2)}`;
  }).join(" | "));
}
