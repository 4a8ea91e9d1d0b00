import fc from "fast-check";
import { describe, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose } from "./arena.ts";

const memory = new WebAssembly.Memory({ initial: 4 });
const kernels = trainingKernels(memory);
const single = fc.float({ noDefaultInfinity: false, noNaN: false });
const pairs = fc.array(fc.tuple(single, single), { minLength: 1, maxLength: 40 });

/** Checks a function of two arrays, written to a third or over either of them. */
function law(
  run: (a: number, b: number, y: number, n: number) => void,
  definition: (a: number, b: number) => number,
): void {
  fc.assert(
    fc.property(pairs, fc.constantFrom("apart", "over a", "over b"), (values, where) => {
      const n = values.length;
      const [a, b] = [values.map(([v]) => v), values.map(([, v]) => v)];
      const arena = arenaOf(memory);
      const copy = (from: number[]): number => {
        const to = arena.make(n);
        kernels.scale(arena.put(from), 1, to, n);
        return to;
      };
      const pa = where === "over a" ? copy(a) : arena.put(a);
      const pb = where === "over b" ? copy(b) : arena.put(b);
      const py = where === "over a" ? pa : where === "over b" ? pb : arena.make(n);
      run(pa, pb, py, n);
      arena.check();
      expectClose(
        arena.read(py, n),
        values.map(([v, w]) => Math.fround(definition(v, w))),
        0,
      );
    }),
    { numRuns: 300 },
  );
}

describe("the elementwise kernels", () => {
  it("add", () => law(kernels.add, (a, b) => a + b));
  it("multiply", () => law(kernels.multiply, (a, b) => a * b));
  it("accumulate", () =>
    law(
      (a, b, y, n) => {
        if (y !== a && y !== b) kernels.scale(a, 1, y, n);
        kernels.accumulate(y === b ? a : b, y, n);
      },
      (a, b) => a + b,
    ));
  it("scale", () =>
    law(
      (a, _, y, n) => kernels.scale(a, -3, y, n),
      (a) => -3 * a,
    ));
  it("fill", () =>
    law(
      (_, __, y, n) => kernels.fill(y, 2.5, n),
      () => 2.5,
    ));
  it("relu keeps NaN", () =>
    law(
      (a, _, y, n) => kernels.relu(a, y, n),
      (a) => Math.max(a, 0),
    ));
  it("reluGradient is dy where x > 0, NaN where x is NaN, else 0 whatever dy", () =>
    law(kernels.reluGradient, (x, dy) => (Number.isNaN(x) ? x : x > 0 ? dy : 0)));
});
