import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extentOf, outputExtent, phasesOf } from "../../src/training/geometry.ts";
import { convolution, trainingKernels } from "../../src/training.ts";
import { windows } from "./geometries.ts";

describe("phasesOf", () => {
  it("lists for every input position the taps and outputs that see it", () => {
    fc.assert(
      fc.property(windows, ({ rows }) => {
        const { input, output, filter, stride, dilation, padding } = rows;
        const expected: string[] = [];
        for (let o = 0; o < output; o++)
          for (let t = 0; t < filter; t++) {
            const i = o * stride + t * dilation - padding;
            if (i >= 0 && i < input) expected.push(`${i} ${filter - 1 - t} ${o}`);
          }
        const phases = phasesOf(rows);
        const { length, before } = outputExtent(phases);
        const listed: string[] = [];
        for (const { first, count, firstTap, taps, tapStep, firstOutput, outputStep } of phases)
          for (let k = 0; k < count; k++)
            for (let t = 0; t < taps; t++) {
              const o = firstOutput + k + t * outputStep;
              expect(o).toBeGreaterThanOrEqual(-before);
              expect(o).toBeLessThan(length - before);
              if (o >= 0 && o < output) listed.push(`${first + k * stride} ${firstTap + t * tapStep} ${o}`);
            }
        expect(listed.sort()).toEqual(expected.sort());
      }),
      { numRuns: 1000 },
    );
  });
});

describe("extentOf", () => {
  it("reaches from the first window's first tap to the last window's last", () => {
    expect(extentOf({ input: 9, output: 4, filter: 3, stride: 2, dilation: 2, padding: 1 })).toEqual({
      length: 11,
      before: 1,
    });
  });
});

describe("checkGeometry", () => {
  const slide = { input: 3, output: 3, filter: 1, stride: 1, dilation: 1, padding: 0 };
  const kernels = trainingKernels(new WebAssembly.Memory({ initial: 1 }));
  const plan = (change: object, batch = 1) =>
    convolution(kernels, {
      window: { rows: slide, columns: { ...slide, ...change } },
      batch,
      inputChannels: 1,
      outputChannels: 1,
    });

  it("says what is wrong and where", () => {
    expect(() => plan({ dilation: 0 })).toThrow(
      new RangeError("convolution: window.columns.dilation must be a whole number from 1, got 0"),
    );
    expect(() => plan({ padding: -1 })).toThrow(
      new RangeError("convolution: window.columns.padding must be a whole number from 0, got -1"),
    );
    expect(() => plan({}, 1.5)).toThrow(new RangeError("convolution: batch must be a whole number from 1, got 1.5"));
  });
});
