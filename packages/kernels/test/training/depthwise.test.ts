import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DepthwiseGeometry, depthwiseConvolution, trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";
import { seeds, windows } from "./geometries.ts";
import { dot, taps } from "./reference.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);

const geometries: fc.Arbitrary<DepthwiseGeometry> = fc.record({
  window: windows,
  batch: fc.integer({ min: 1, max: 3 }),
  inputChannels: fc.integer({ min: 1, max: 21 }),
  multiplier: fc.integer({ min: 1, max: 3 }),
});

function sizesOf({ window: { rows, columns }, batch, inputChannels, multiplier }: DepthwiseGeometry) {
  return {
    x: batch * rows.input * columns.input * inputChannels,
    filter: rows.filter * columns.filter * inputChannels * multiplier,
    y: batch * rows.output * columns.output * inputChannels * multiplier,
  };
}

/** The three sums of products, told apart by which factor is the result. */
function reference(
  geometry: DepthwiseGeometry,
  result: "x" | "filter" | "y",
  values: Partial<Record<string, Float32Array>>,
) {
  const { window, batch, inputChannels, multiplier } = geometry;
  const channels = inputChannels * multiplier;
  const out = new Float64Array(sizesOf(geometry)[result]);
  const { x, filter, y } = values;
  taps(window, batch, (input, tap, output) => {
    for (let n = 0; n < channels; n++) {
      const a = input * inputChannels + Math.floor(n / multiplier);
      const b = tap * channels + n;
      const c = output * channels + n;
      if (result === "y") out[c]! += x![a]! * filter![b]!;
      else if (result === "x") out[a]! += y![c]! * filter![b]!;
      else out[b]! += x![a]! * y![c]!;
    }
  });
  return out;
}

function run(
  geometry: DepthwiseGeometry,
  name: "forward" | "inputGradient" | "filterGradient",
  a: Float32Array,
  b: Float32Array,
  length: number,
): Float32Array {
  const arena = arenaOf(memory);
  const planned = depthwiseConvolution(kernels, geometry);
  const pointers = [arena.put(a), arena.put(b), arena.make(length), arena.make(planned.scratchBytes / 4)] as const;
  planned[name](...pointers);
  arena.check();
  return arena.read(pointers[2], length);
}

describe("depthwiseConvolution", () => {
  it("computes the definition and writes nowhere else", () => {
    fc.assert(
      fc.property(geometries, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const filter = uniform(seed + 1, sizes.filter);
        expectClose(run(geometry, "forward", x, filter, sizes.y), reference(geometry, "y", { x, filter }), 3e-6);
      }),
      { numRuns: 1000 },
    );
  });

  it("has the input gradient of the definition", () => {
    fc.assert(
      fc.property(geometries, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const y = uniform(seed, sizes.y);
        const filter = uniform(seed + 1, sizes.filter);
        expectClose(run(geometry, "inputGradient", y, filter, sizes.x), reference(geometry, "x", { y, filter }), 5e-6);
      }),
      { numRuns: 1000 },
    );
  });

  it("has the filter gradient of the definition", () => {
    fc.assert(
      fc.property(geometries, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const y = uniform(seed + 1, sizes.y);
        expectClose(run(geometry, "filterGradient", x, y, sizes.filter), reference(geometry, "filter", { x, y }), 2e-5);
      }),
      { numRuns: 1000 },
    );
  });

  it("is adjoint to its gradients", () => {
    fc.assert(
      fc.property(geometries, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const filter = uniform(seed + 1, sizes.filter);
        const dy = uniform(seed + 2, sizes.y);
        const forward = dot(run(geometry, "forward", x, filter, sizes.y), dy);
        const tolerance = 1e-5 * Math.sqrt(sizes.y + 1);
        expect(Math.abs(dot(x, run(geometry, "inputGradient", dy, filter, sizes.x)) - forward)).toBeLessThan(tolerance);
        expect(Math.abs(dot(filter, run(geometry, "filterGradient", x, dy, sizes.filter)) - forward)).toBeLessThan(
          tolerance,
        );
      }),
      { numRuns: 200 },
    );
  });

  it("refuses a multiplier of none", () => {
    const slide = { input: 3, output: 3, filter: 1, stride: 1, dilation: 1, padding: 0 };
    const geometry = { window: { rows: slide, columns: slide }, batch: 1, inputChannels: 2, multiplier: 0 };
    expect(() => depthwiseConvolution(kernels, geometry)).toThrow(
      new RangeError("depthwiseConvolution: multiplier must be a whole number from 1, got 0"),
    );
  });
});
