import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConvolutionGeometry, convolution, trainingKernels } from "../../src/training.ts";
import { type Arena, arenaOf, expectClose, uniform } from "./arena.ts";
import { geometries, seeds, winogradGeometries } from "./geometries.ts";
import { convolve, dot, filterGradient, inputGradient, sizesOf } from "./reference.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);

/** Runs one of a convolution's functions between guards. */
function run(
  geometry: ConvolutionGeometry,
  name: "forward" | "inputGradient" | "filterGradient",
  a: Float32Array,
  b: Float32Array,
  length: number,
): Float32Array {
  const arena: Arena = arenaOf(memory);
  const planned = convolution(kernels, geometry);
  const pointers = [arena.put(a), arena.put(b), arena.make(length), arena.make(planned.scratchBytes / 4)] as const;
  planned[name](...pointers);
  arena.check();
  return arena.read(pointers[2], length);
}

const families = [
  ["any geometry", geometries, 2e-7],
  ["3 × 3 with stride 1", winogradGeometries, 1e-6],
] as const;

describe.each(families)("convolution of %s", (_, family, precision) => {
  it("computes the definition and writes nowhere else", () => {
    fc.assert(
      fc.property(family, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const filter = uniform(seed + 1, sizes.filter);
        const terms = sizes.filter / geometry.outputChannels;
        expectClose(
          run(geometry, "forward", x, filter, sizes.y),
          convolve(geometry, x, filter),
          precision * (8 + terms),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("has the input gradient of the definition", () => {
    fc.assert(
      fc.property(family, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const dy = uniform(seed, sizes.y);
        const filter = uniform(seed + 1, sizes.filter);
        const terms = sizes.filter / geometry.inputChannels;
        expectClose(
          run(geometry, "inputGradient", dy, filter, sizes.x),
          inputGradient(geometry, dy, filter),
          precision * (8 + terms),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("has the filter gradient of the definition", () => {
    fc.assert(
      fc.property(family, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const dy = uniform(seed + 1, sizes.y);
        const terms = sizes.y / geometry.outputChannels;
        expectClose(
          run(geometry, "filterGradient", x, dy, sizes.filter),
          filterGradient(geometry, x, dy),
          precision * (8 + terms),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("is adjoint to its gradients: ⟨x * f, dy⟩ = ⟨x, dx⟩ = ⟨f, df⟩", () => {
    fc.assert(
      fc.property(family, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const filter = uniform(seed + 1, sizes.filter);
        const dy = uniform(seed + 2, sizes.y);
        const forward = dot(run(geometry, "forward", x, filter, sizes.y), dy);
        const tolerance = 1e-5 * Math.max(1, Math.sqrt(sizes.y * sizes.filter));
        expect(Math.abs(dot(x, run(geometry, "inputGradient", dy, filter, sizes.x)) - forward)).toBeLessThan(tolerance);
        expect(Math.abs(dot(filter, run(geometry, "filterGradient", x, dy, sizes.filter)) - forward)).toBeLessThan(
          tolerance,
        );
      }),
      { numRuns: 200 },
    );
  });
});
