import fc from "fast-check";
import { describe, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";
import { seeds } from "./geometries.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);
const sizes = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  pixels: fc.integer({ min: 1, max: 150 }),
  channels: fc.integer({ min: 1, max: 40 }),
});

describe("the kernels over channels", () => {
  it("addBias adds to every pixel, and channelSums is its gradient", () => {
    fc.assert(
      fc.property(sizes, seeds, ({ pixels, channels }, seed) => {
        const [x, bias] = [uniform(seed, pixels * channels), uniform(seed + 1, channels)];
        const arena = arenaOf(memory);
        const [px, pb, py, ps] = [arena.put(x), arena.put(bias), arena.make(x.length), arena.make(channels)];
        kernels.addBias(px, pb, py, pixels, channels);
        kernels.channelSums(px, ps, pixels, channels, 1);
        arena.check();
        const sums = new Float64Array(channels);
        for (const [at, value] of x.entries()) sums[at % channels]! += value;
        expectClose(
          arena.read(py, x.length),
          x.map((value, at) => value + bias[at % channels]!),
          0,
        );
        expectClose(arena.read(ps, channels), sums, 1e-5);
      }),
      { numRuns: 300 },
    );
  });

  it("globalAveragePool takes means, and its gradient spreads them", () => {
    fc.assert(
      fc.property(sizes, seeds, ({ batch, pixels, channels }, seed) => {
        const [x, dy] = [uniform(seed, batch * pixels * channels), uniform(seed + 1, batch * channels)];
        const arena = arenaOf(memory);
        const [px, pdy, py, pdx] = [arena.put(x), arena.put(dy), arena.make(dy.length), arena.make(x.length)];
        kernels.globalAveragePool(px, py, batch, pixels, channels);
        kernels.globalAveragePoolGradient(pdy, pdx, batch, pixels, channels);
        arena.check();
        const place = (at: number): number => Math.floor(at / (pixels * channels)) * channels + (at % channels);
        const y = new Float64Array(dy.length);
        for (const [at, value] of x.entries()) y[place(at)]! += value / pixels;
        expectClose(arena.read(py, dy.length), y, 2e-6);
        expectClose(
          arena.read(pdx, x.length),
          Float64Array.from(x, (_, at) => dy[place(at)]! / pixels),
          1e-6,
        );
      }),
      { numRuns: 300 },
    );
  });
});
