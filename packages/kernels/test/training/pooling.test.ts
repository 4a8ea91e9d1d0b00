import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PoolingGeometry, pooling, trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";
import { seeds, windows } from "./geometries.ts";
import { taps } from "./reference.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);

const geometries: fc.Arbitrary<PoolingGeometry> = fc.record({
  window: windows,
  batch: fc.integer({ min: 1, max: 3 }),
  channels: fc.integer({ min: 1, max: 21 }),
});

function sizesOf({ window: { rows, columns }, batch, channels }: PoolingGeometry) {
  return {
    x: batch * rows.input * columns.input * channels,
    y: batch * rows.output * columns.output * channels,
  };
}

/** For every output the places that its window sees. */
function seen(geometry: PoolingGeometry): readonly (readonly number[])[] {
  const places: number[][] = Array.from({ length: sizesOf(geometry).y }, () => []);
  taps(geometry.window, geometry.batch, (input, _, output) => {
    for (let n = 0; n < geometry.channels; n++)
      places[output * geometry.channels + n]!.push(input * geometry.channels + n);
  });
  return places;
}

function largest(x: ArrayLike<number>, places: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const place of places) if (best === undefined || x[place]! > x[best]!) best = place;
  return best;
}

/** Values of which several are equal, so that ties occur. */
const coarse = (seed: number, length: number): Float32Array => uniform(seed, length).map((v) => Math.round(v * 3));

describe("pooling", () => {
  it("averages what a window sees, padding not counted, and spreads the gradient evenly", () => {
    fc.assert(
      fc.property(geometries, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = uniform(seed, sizes.x);
        const dy = uniform(seed + 1, sizes.y);
        const windowsSeen = seen(geometry);
        const arena = arenaOf(memory);
        const pool = pooling(kernels, geometry);
        const [px, pdy, py, pdx] = [arena.put(x), arena.put(dy), arena.make(sizes.y), arena.make(sizes.x)];
        pool.average(px, py);
        pool.averageGradient(pdy, pdx);
        arena.check();
        const y = windowsSeen.map((places) => places.reduce((sum, place) => sum + x[place]!, 0) / places.length);
        const dx = new Float64Array(sizes.x);
        for (const [at, places] of windowsSeen.entries())
          for (const place of places) dx[place]! += dy[at]! / places.length;
        expectClose(arena.read(py, sizes.y), y, 2e-6);
        expectClose(arena.read(pdx, sizes.x), dx, 5e-6);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes the largest and gives its gradient to the first of them", () => {
    fc.assert(
      fc.property(geometries, seeds, (geometry, seed) => {
        const sizes = sizesOf(geometry);
        const x = coarse(seed, sizes.x);
        const dy = uniform(seed + 1, sizes.y);
        const windowsSeen = seen(geometry);
        const arena = arenaOf(memory);
        const pool = pooling(kernels, geometry);
        const [px, pdy, py, pdx] = [arena.put(x), arena.put(dy), arena.make(sizes.y), arena.make(sizes.x)];
        pool.max(px, py);
        pool.maxGradient(px, pdy, pdx);
        arena.check();
        const winners = windowsSeen.map((places) => largest(x, places));
        const dx = new Float64Array(sizes.x);
        for (const [at, place] of winners.entries()) if (place !== undefined) dx[place]! += dy[at]!;
        const y = winners.map((place) => (place === undefined ? Number.NEGATIVE_INFINITY : x[place]!));
        expectClose(arena.read(py, sizes.y), y, 0);
        expectClose(arena.read(pdx, sizes.x), dx, 5e-6);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps NaN: a window that sees one gives NaN, and its gradient goes there", () => {
    const slide = { input: 2, output: 1, filter: 2, stride: 1, dilation: 1, padding: 0 };
    const pool = pooling(kernels, { window: { rows: slide, columns: slide }, batch: 1, channels: 1 });
    const arena = arenaOf(memory);
    const [x, dy, y, dx] = [arena.put([1, Number.NaN, 3, 2]), arena.put([5]), arena.make(2), arena.make(4)];
    pool.max(x, y);
    pool.average(x, y + 4);
    pool.maxGradient(x, dy, dx);
    expect([...arena.read(y, 2)]).toEqual([Number.NaN, Number.NaN]);
    expect([...arena.read(dx, 4)]).toEqual([0, 5, 0, 0]);
  });

  it("refuses a stride of none", () => {
    const slide = { input: 2, output: 1, filter: 2, stride: 0, dilation: 1, padding: 0 };
    expect(() => pooling(kernels, { window: { rows: slide, columns: slide }, batch: 1, channels: 1 })).toThrow(
      new RangeError("pooling: window.rows.stride must be a whole number from 1, got 0"),
    );
  });
});
