import fc from "fast-check";
import { describe, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);
const size = fc.integer({ min: 1, max: 40 });

function law(
  run: (x: number, y: number, a: number, b: number, c: number) => void,
  place: (a: number, b: number, c: number, i: number, j: number, k: number) => number,
): void {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), size, size, (a, b, c) => {
      const x = uniform(a * 10_000 + b * 100 + c, a * b * c);
      const y = new Float32Array(x.length);
      for (let i = 0; i < a; i++)
        for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) y[place(a, b, c, i, j, k)] = x[(i * b + j) * c + k]!;
      const arena = arenaOf(memory);
      const [px, py] = [arena.put(x), arena.make(x.length)];
      run(px, py, a, b, c);
      arena.check();
      expectClose(arena.read(py, x.length), y, 0);
    }),
    { numRuns: 300 },
  );
}

describe("the transposes", () => {
  it("transposeBatch exchanges the last two axes", () => {
    law(kernels.transposeBatch, (_, b, c, i, j, k) => (i * c + k) * b + j);
  });

  it("transpose exchanges the axes of a matrix", () => {
    law(
      (x, y, a, b, c) => kernels.transpose(x, y, a * b, c),
      (a, b, _, i, j, k) => k * a * b + i * b + j,
    );
  });

  it("filterToOihw takes HWIO to OIHW", () => {
    law(kernels.filterToOihw, (a, b, _, t, i, o) => (o * b + i) * a + t);
  });

  it("rotateFilter turns a filter and exchanges its channels", () => {
    law(kernels.rotateFilter, (a, b, c, t, i, o) => ((a - 1 - t) * c + o) * b + i);
  });
});
