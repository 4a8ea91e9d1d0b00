import fc from "fast-check";
import type { ConvolutionGeometry } from "../../src/training/convolution-plan.ts";
import type { Slide, Window } from "../../src/training/window.ts";

/** How a filter slides, padding at either end as it comes: outputs as many as fit. */
const slides: fc.Arbitrary<Slide> = fc
  .record({
    input: fc.integer({ min: 1, max: 9 }),
    filter: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    padding: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ after, ...slide }) => {
    const { input, filter, stride, dilation, padding } = slide;
    const room = input + padding + after - (filter - 1) * dilation - 1;
    return { ...slide, output: Math.floor(room / stride) + 1 };
  })
  .filter(({ output }) => output > 0);

/** Both axes alike, as in most networks. */
const threeByThree: fc.Arbitrary<Slide> = fc
  .record({
    input: fc.integer({ min: 1, max: 8 }),
    padding: fc.integer({ min: 0, max: 2 }),
    after: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ input, padding, after }) => ({
    input,
    output: input + padding + after - 2,
    filter: 3,
    stride: 1,
    dilation: 1,
    padding,
  }))
  .filter(({ output }) => output > 0);

const counts = {
  batch: fc.integer({ min: 1, max: 3 }),
  inputChannels: fc.integer({ min: 1, max: 18 }),
  outputChannels: fc.integer({ min: 1, max: 18 }),
};

/** Any window. */
export const windows: fc.Arbitrary<Window> = fc.record({ rows: slides, columns: slides });

/** Any window and any channels. */
export const geometries: fc.Arbitrary<ConvolutionGeometry> = fc.record({
  window: windows,
  ...counts,
});

/** 3 × 3 with stride 1 and whole vectors of channels: those that Winograd's algorithm takes. */
export const winogradGeometries: fc.Arbitrary<ConvolutionGeometry> = fc.record({
  window: fc.record({ rows: threeByThree, columns: threeByThree }),
  batch: fc.integer({ min: 1, max: 2 }),
  inputChannels: fc.constantFrom(8, 12, 16),
  outputChannels: fc.constantFrom(8, 12, 16),
});

export const seeds: fc.Arbitrary<number> = fc.integer();
