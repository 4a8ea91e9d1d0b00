import { describe, expect, it } from "vitest";
import { directConvolution } from "../../src/training/direct.ts";
import { winogradApplies } from "../../src/training/winograd.ts";
import { type ConvolutionGeometry, convolution, trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";
import { convolve, filterGradient, inputGradient, sizesOf } from "./reference.ts";

const memory = new WebAssembly.Memory({ initial: 200 });
const kernels = trainingKernels(memory);

function square(size: number, channels: number, batch: number): ConvolutionGeometry {
  const slide = { input: size, output: size, filter: 3, stride: 1, dilation: 1, padding: 1 };
  return { window: { rows: slide, columns: slide }, batch, inputChannels: channels, outputChannels: channels };
}

describe("winogradConvolution", () => {
  it.each([
    [33, 16, 2],
    [7, 64, 5],
    [16, 32, 3],
  ])("agrees with the definition where it goes block by block: %i² × %i, batch %i", (size, channels, batch) => {
    const geometry = square(size, channels, batch);
    const { scratchBytes, ...run } = convolution(kernels, geometry);
    const sizes = sizesOf(geometry);
    const [x, filter, dy] = [uniform(1, sizes.x), uniform(2, sizes.filter), uniform(3, sizes.y)];
    const arena = arenaOf(memory);
    const scratch = arena.make(scratchBytes / 4);
    const [px, pf, pdy] = [arena.put(x), arena.put(filter), arena.put(dy)];
    const [y, dx, df] = [arena.make(sizes.y), arena.make(sizes.x), arena.make(sizes.filter)];
    run.forward(px, pf, y, scratch);
    run.inputGradient(pdy, pf, dx, scratch);
    run.filterGradient(px, pdy, df, scratch);
    arena.check();
    expectClose(arena.read(y, sizes.y), convolve(geometry, x, filter), 3e-5);
    expectClose(arena.read(dx, sizes.x), inputGradient(geometry, dy, filter), 3e-5);
    expectClose(arena.read(df, sizes.filter), filterGradient(geometry, x, dy), 2e-4);
  });

  it("stays within its error bound, a few times that of the direct sum", () => {
    const geometry = square(12, 32, 1);
    const sizes = sizesOf(geometry);
    const worst = { winograd: 0, direct: 0 };
    for (let seed = 0; seed < 20; seed++) {
      const [x, filter] = [uniform(seed, sizes.x), uniform(seed + 100, sizes.filter)];
      const exact = convolve(geometry, x, filter);
      for (const [name, plan] of [
        ["winograd", convolution(kernels, geometry)],
        ["direct", directConvolution(kernels, geometry)],
      ] as const) {
        const arena = arenaOf(memory);
        const [px, pf, y] = [arena.put(x), arena.put(filter), arena.make(sizes.y)];
        plan.forward(px, pf, y, arena.make(plan.scratchBytes / 4));
        for (const [at, value] of arena.read(y, sizes.y).entries())
          worst[name] = Math.max(worst[name], Math.abs(value - exact[at]!));
      }
    }
    const channels = 32;
    expect(worst.winograd).toBeLessThan(2 ** -24 * (channels + 14) * 64 * channels);
    expect(worst.winograd).toBeLessThan(2 * worst.direct);
  });

  it("may spread a NaN within the 4 × 4 tiles that see it, and no further", () => {
    const geometry = square(8, 8, 1);
    const sizes = sizesOf(geometry);
    const x = uniform(1, sizes.x);
    x[0] = Number.NaN;
    const plan = convolution(kernels, geometry);
    const arena = arenaOf(memory);
    const [px, pf, y] = [arena.put(x), arena.put(uniform(2, sizes.filter)), arena.make(sizes.y)];
    plan.forward(px, pf, y, arena.make(plan.scratchBytes / 4));
    const out = arena.read(y, sizes.y);
    for (let row = 0; row < 8; row++)
      for (let column = 0; column < 8; column++) {
        const value = out[(row * 8 + column) * 8]!;
        if (row < 2 && column < 2) expect(value).toBeNaN();
        else expect(Number.isFinite(value)).toBe(true);
      }
  });

  it("is not taken for other filters, strides and dilations, or for channels that are no whole vectors", () => {
    const geometry = square(8, 8, 1);
    const { rows, columns } = geometry.window;
    const applies = (change: object): boolean =>
      winogradApplies({ ...geometry, window: { rows: { ...rows, ...change }, columns } });
    expect(winogradApplies(geometry)).toBe(true);
    expect([{ filter: 1 }, { stride: 2 }, { dilation: 2 }, { output: 1 }].map(applies)).toEqual(Array(4).fill(false));
    expect(winogradApplies({ ...geometry, inputChannels: 3 })).toBe(false);
    expect(winogradApplies({ ...geometry, outputChannels: 10 })).toBe(false);
  });
});
