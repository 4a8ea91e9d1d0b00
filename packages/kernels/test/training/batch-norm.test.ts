import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";
import { seeds } from "./geometries.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);
const epsilon = 1e-3;

const cases = fc.record({
  pixels: fc.integer({ min: 1, max: 200 }),
  channels: fc.integer({ min: 1, max: 40 }),
  shift: fc.constantFrom(0, 1, -30),
  affine: fc.boolean(),
  inPlace: fc.boolean(),
});

function statistics(x: Float32Array, pixels: number, channels: number) {
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  for (let at = 0; at < x.length; at++) mean[at % channels]! += x[at]! / pixels;
  for (let at = 0; at < x.length; at++) variance[at % channels]! += (x[at]! - mean[at % channels]!) ** 2 / pixels;
  return { mean, inverse: variance.map((value) => 1 / Math.sqrt(value + epsilon)) };
}

describe("batchNorm", () => {
  it("computes the definition and its gradient, with gamma and beta or without, in place or not", () => {
    fc.assert(
      fc.property(cases, seeds, ({ pixels, channels, shift, affine, inPlace }, seed) => {
        const length = pixels * channels;
        const x = uniform(seed, length).map((value) => value + shift);
        const dy = uniform(seed + 1, length);
        const gamma = uniform(seed + 2, channels);
        const beta = uniform(seed + 3, channels);
        const { mean, inverse } = statistics(x, pixels, channels);
        const normal = Float64Array.from(x, (value, at) => (value - mean[at % channels]!) * inverse[at % channels]!);
        const dgamma = new Float64Array(channels);
        const dbeta = new Float64Array(channels);
        for (let at = 0; at < length; at++) {
          dgamma[at % channels]! += dy[at]! * normal[at]!;
          dbeta[at % channels]! += dy[at]!;
        }
        const scaled = (c: number): number => (affine ? gamma[c]! : 1);
        const y = normal.map((value, at) => value * scaled(at % channels) + (affine ? beta[at % channels]! : 0));
        const dx = normal.map((value, at) => {
          const c = at % channels;
          return scaled(c) * inverse[c]! * (dy[at]! - dbeta[c]! / pixels - (value * dgamma[c]!) / pixels);
        });

        const arena = arenaOf(memory);
        const px = arena.put(x);
        const pg = affine ? arena.put(gamma) : 0;
        const pb = affine ? arena.put(beta) : 0;
        const [pm, pi] = [arena.make(channels), arena.make(channels)];
        const py = arena.make(length);
        if (inPlace) kernels.scale(px, 1, py, length);
        kernels.batchNorm(inPlace ? py : px, pg, pb, py, pm, pi, pixels, channels, epsilon);
        const worst = 1 / Math.sqrt(epsilon);
        expectClose(arena.read(pm, channels), mean, 1e-6 * (1 + Math.abs(shift)));
        expectClose(arena.read(pi, channels), inverse, 2e-4 * worst);
        expectClose(arena.read(py, length), y, 1e-5 * (1 + Math.abs(shift)) * worst);

        const pdy = inPlace ? arena.make(length) : arena.put(dy);
        if (inPlace) kernels.scale(arena.put(dy), 1, pdy, length);
        const pdx = inPlace ? pdy : arena.make(length);
        const [pdg, pdb] = affine ? [arena.make(channels), arena.make(channels)] : [0, 0];
        kernels.batchNormGradient(px, pdy, pg, pm, pi, pdx, pdg, pdb, pixels, channels);
        arena.check();
        expectClose(arena.read(pdx, length), dx, 2e-5 * (1 + Math.abs(shift)) * worst);
        if (!affine) return;
        expectClose(arena.read(pdg, channels), dgamma, 1e-5 * (1 + Math.abs(shift)) * worst * Math.sqrt(pixels));
        expectClose(arena.read(pdb, channels), dbeta, 1e-5 * Math.sqrt(pixels));
      }),
      { numRuns: 1000 },
    );
  });

  it("sums sixteen thousand pixels far from zero to six figures", () => {
    const [pixels, channels] = [16384, 16];
    const x = uniform(7, pixels * channels).map((value) => value + 100);
    const { mean, inverse } = statistics(x, pixels, channels);
    const large = new WebAssembly.Memory({ initial: 40 });
    const arena = arenaOf(large);
    const [px, py] = [arena.put(x), arena.make(pixels * channels)];
    const [pm, pi] = [arena.make(channels), arena.make(channels)];
    trainingKernels(large).batchNorm(px, 0, 0, py, pm, pi, pixels, channels, epsilon);
    expectClose(arena.read(pm, channels), mean, 1e-4);
    expectClose(arena.read(pi, channels), inverse, 1e-6);
  });

  it("lets NaN and infinities reach their own channel only", () => {
    const arena = arenaOf(memory);
    const x = arena.put([Number.NaN, 1, Number.POSITIVE_INFINITY, 2, 3, 4]);
    const [y, mean, inverse] = [arena.make(6), arena.make(3), arena.make(3)];
    kernels.batchNorm(x, 0, 0, y, mean, inverse, 2, 3, epsilon);
    const out = arena.read(y, 6);
    expect([out[0], out[3], out[2], out[5]]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect([out[1], out[4]].every((value) => Number.isFinite(value))).toBe(true);
  });
});
