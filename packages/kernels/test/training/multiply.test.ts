import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose, uniform } from "./arena.ts";
import { seeds } from "./geometries.ts";

const memory = new WebAssembly.Memory({ initial: 40 });
const kernels = trainingKernels(memory);

const sizes = fc.record({
  m: fc.integer({ min: 1, max: 20 }),
  k: fc.integer({ min: 1, max: 40 }),
  n: fc.integer({ min: 1, max: 30 }),
});

/** Where element [i, l] of a and element [l, j] of b lie. */
const layouts = [
  ["gemm", (_: number, k: number) => [k, 1], (_: number, n: number) => [n, 1]],
  ["gemmTransposedA", (m: number) => [1, m], (_: number, n: number) => [n, 1]],
  ["gemmTransposedB", (_: number, k: number) => [k, 1], (k: number) => [1, k]],
] as const;

describe.each(layouts)("%s", (name, stridesOfA, stridesOfB) => {
  const check = (m: number, k: number, n: number, seed: number): void => {
    const [a, b, c] = [uniform(seed, m * k), uniform(seed + 1, k * n), new Float64Array(m * n)];
    const [aRow, aColumn] = stridesOfA(m, k) as [number, number];
    const [bRow, bColumn] = stridesOfB(name === "gemmTransposedB" ? k : 0, n) as [number, number];
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++)
        for (let l = 0; l < k; l++) c[i * n + j]! += a[i * aRow + l * aColumn]! * b[l * bRow + j * bColumn]!;
    const arena = arenaOf(memory);
    const [pa, pb, pc, scratch] = [arena.put(a), arena.put(b), arena.make(m * n), arena.make(n * k)];
    kernels[name](pa, pb, pc, m, k, n, scratch);
    arena.check();
    expectClose(arena.read(pc, m * n), c, 2e-7 * (10 + k));
  };

  it("computes the definition for any sizes and writes nowhere else", () => {
    fc.assert(
      fc.property(sizes, seeds, ({ m, k, n }, seed) => check(m, k, n, seed)),
      { numRuns: 1000 },
    );
  });

  it("computes the definition where it goes block by block", () => {
    check(300, 9, 17, 1);
    check(9, 300, 17, 2);
    check(129, 257, 8, 3);
  });

  it("gives zeros for an empty sum", () => {
    const arena = arenaOf(memory);
    const c = arena.make(20);
    kernels[name](0, 0, c, 2, 0, 10, 0);
    arena.check();
    expect([...arena.read(c, 20)]).toEqual(Array(20).fill(0));
  });
});

describe("contract", () => {
  it("adds to what is there when told to, in full tiles and in tails", () => {
    fc.assert(
      fc.property(sizes, seeds, ({ m, k, n }, seed) => {
        const [a, b, c] = [uniform(seed, m * k), uniform(seed + 1, k * n), uniform(seed + 2, m * n)];
        const arena = arenaOf(memory);
        const [pa, pb, once, sum] = [arena.put(a), arena.put(b), arena.make(m * n), arena.make(m * n)];
        kernels.gemm(pa, pb, once, m, k, n);
        kernels.scale(arena.put(c), 1, sum, m * n);
        kernels.contract(pa, 0, k * 4, 0, 0, 4, pb, 0, 0, n * 4, sum, 0, n * 4, 1, m, 1, 1, k, n, 1);
        arena.check();
        expectClose(
          arena.read(sum, m * n),
          arena.read(once, m * n).map((value, at) => value + c[at]!),
          2e-7 * (10 + k),
        );
      }),
      { numRuns: 300 },
    );
  });
});
