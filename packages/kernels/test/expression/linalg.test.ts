import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { det, eigenRatio, logDet, symmetricEigenRatio } from "../../src/expression.ts";
import { expectClose } from "./close.ts";
import { pollutedArena, run } from "./run.ts";
import { moderate, ofShape, whole } from "./values.ts";

const arena = pollutedArena();

/** Laplace's expansion: exact for small whole numbers. */
function laplace(rows: readonly (readonly number[])[]): number {
  const [first, ...below] = rows;
  if (!first) return 1;
  return first.reduce((total, x, j) => {
    const minor = below.map((row) => row.filter((_, column) => column !== j));
    return total + (x === 0 ? 0 : (j % 2 ? -x : x) * laplace(minor));
  }, 0);
}

function matrices(data: ArrayLike<number>, n: number): number[][][] {
  const values = Array.from(Float32Array.from(data));
  return Array.from({ length: values.length / (n * n) }, (_, i) =>
    Array.from({ length: n }, (_, row) => values.slice((i * n + row) * n, (i * n + row + 1) * n)),
  );
}

const batches = (value: fc.Arbitrary<number>, largest: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: largest }))
    .chain(([batch, n]) => ofShape([batch, n, n], value));

describe("det", () => {
  test("is the determinant of each matrix, however many there are", () => {
    fc.assert(
      fc.property(batches(whole, 5), ({ shape, data }) => {
        const [batch, n] = shape as [number, number, number];
        const exact = matrices(data, n).map(laplace);
        expectClose(run(arena, det, [batch], { shape, data }), exact, { absolute: 1e-4 });
      }),
      { numRuns: 1000 },
    );
  });

  test("of larger matrices is the product of the diagonals that they were made of", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 24 }), fc.integer(), (n, seed) => {
        const { data, determinant } = productOfTriangles(n, seed);
        expectClose(run(arena, det, [], { shape: [n, n], data }), [determinant], {
          absolute: 2e-3 * Math.abs(determinant),
        });
        const logarithm = determinant < 0 ? 0 : Math.log(determinant);
        expectClose(run(arena, logDet, [], { shape: [n, n], data }), [logarithm], { absolute: 2e-3 });
      }),
      { numRuns: 200 },
    );
  });

  test("does not depend on the other matrices of the batch", () => {
    fc.assert(
      fc.property(batches(moderate, 6), ({ shape, data }) => {
        const [batch, n] = shape as [number, number, number];
        const together = run(arena, det, [batch], { shape, data });
        const values = Array.from(data);
        const alone = Array.from(
          { length: batch },
          (_, i) => run(arena, det, [], { shape: [n, n], data: values.slice(i * n * n, (i + 1) * n * n) })[0]!,
        );
        expect(Array.from(together)).toEqual(alone);
      }),
      { numRuns: 300 },
    );
  });

  test("no partial product overflows, and one element is its own determinant", () => {
    const diagonal = { shape: [3, 3], data: [1e30, 0, 0, 0, 1e30, 0, 0, 0, 1e-30] };
    expect(run(arena, det, [], diagonal)[0]).toBe(Math.fround(Math.fround(1e30) ** 2 * Math.fround(1e-30)));
    expect(run(arena, det, [5], { shape: [5, 1, 1], data: [1, -2, 3, 0, Infinity] })).toEqual(
      Float32Array.of(1, -2, 3, 0, Infinity),
    );
  });
});

/** (L·U with rows exchanged), L with a unit diagonal. */
function productOfTriangles(n: number, seed: number): { data: number[]; determinant: number } {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
  const lower = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (j < i ? next() - 0.5 : i === j ? 1 : 0)),
  );
  const upper = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) =>
      j > i ? next() - 0.5 : i === j ? (next() < 0.5 ? -1 : 1) * (0.5 + next()) : 0,
    ),
  );
  const rows = lower.map((row) =>
    Array.from({ length: n }, (_, j) => row.reduce((sum, x, k) => sum + x * upper[k]![j]!, 0)),
  );
  let determinant = upper.reduce((product, row, i) => product * row[i]!, 1);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    if (i === j) continue;
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
    determinant = -determinant;
  }
  return { data: rows.flat(), determinant };
}

describe("logDet", () => {
  test("is the logarithm of det, −∞ for a singular matrix and 0 for a negative determinant", () => {
    fc.assert(
      fc.property(batches(whole, 3), ({ shape, data }) => {
        const [batch, n] = shape as [number, number, number];
        const exact = matrices(data, n).map((matrix) => Math.log(laplace(matrix)) || 0);
        expectClose(run(arena, logDet, [batch], { shape, data }), exact, { absolute: 1e-5 });
      }),
      { numRuns: 1000 },
    );
  });

  test("equal rows and rows of zeros are singular, whatever is around them", () => {
    fc.assert(
      fc.property(ofShape([7, 7], moderate), fc.nat(6), fc.integer({ min: 1, max: 6 }), ({ data }, row, ahead) => {
        const rows = matrices(data, 7)[0]!;
        const twice = rows.with((row + ahead) % 7, rows[row]!);
        expect(run(arena, logDet, [], { shape: [7, 7], data: twice.flat() })[0]).toBe(-Infinity);
        const empty = rows.with(row, Array(7).fill(0));
        expect(run(arena, det, [], { shape: [7, 7], data: empty.flat() })[0]).toBeCloseTo(0, 40);
      }),
      { numRuns: 200 },
    );
  });

  test("NaN gives 0, and the logarithm of a determinant beyond float32 is finite", () => {
    expect(run(arena, logDet, [], { shape: [2, 2], data: [1, Number.NaN, 2, 3] })[0]).toBe(0);
    expect(run(arena, det, [], { shape: [2, 2], data: [1, Number.NaN, 2, 3] })[0]).toBeNaN();
    const large = { shape: [2, 2], data: [1e30, 0, 0, 1e30] };
    expect(run(arena, logDet, [], large)[0]).toBeCloseTo(2 * Math.log(1e30), 3);
  });
});

describe.each([
  ["symmetricEigenRatio", symmetricEigenRatio],
  ["eigenRatio", eigenRatio],
] as const)("%s", (name, kernel) => {
  const ratio = (shape: readonly number[], data: ArrayLike<number>): number =>
    run(arena, kernel, [], { shape, data })[0]!;

  test("of a diagonal matrix follows from its squares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 }), (squares) => {
        const n = squares.length;
        const data = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? squares[i / (n + 1)]! : 0));
        const expected =
          name === "eigenRatio"
            ? (squares.at(-1)! / squares[0]!) ** 2
            : (Math.max(...squares) / Math.min(...squares)) ** 2;
        expectClose([ratio([n, n], data)], [expected], { ulps: 1 });
      }),
      { numRuns: 300 },
    );
  });

  test("does not depend on the scale, from denormals to the largest numbers", () => {
    fc.assert(
      fc.property(ofShape([3, 2, 4], fc.integer({ min: -9, max: 9 })), ({ shape, data }) => {
        const expected = ratio(shape, data);
        for (const scale of [2 ** -100, 2 ** 100])
          expect(
            ratio(
              shape,
              Array.from(data, (x) => x * scale),
            ),
          ).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  test("is NaN where an element is not finite and where all are 0, and 0 of a single number", () => {
    for (const special of [Number.NaN, Infinity, -Infinity]) {
      expect(ratio([2, 3], [1, 2, 3, 4, special, 6])).toBeNaN();
      expect(ratio([1, 5], [1, 2, 3, 4, special])).toBeNaN();
    }
    expect(ratio([2, 2], [0, 0, 0, 0])).toBeNaN();
    expect(ratio([1, 3], [0, 0, 0])).toBeNaN();
    expect(ratio([1, 3], [0, 2, -1])).toBe(1);
    expect(run(arena, kernel, [1], { shape: [], data: [3] })[0]).toBe(0);
  });
});

test("eigenvalues come to an end where rows span many orders of magnitude", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 24 }), fc.integer({ min: 0, max: 12 }), fc.nat(), (n, orders, seed) => {
      const data = Array.from(
        { length: n * n },
        (_, i) => Math.sin(seed + i * i) * 10 ** (-orders * Math.floor(i / n)),
      );
      for (const kernel of [symmetricEigenRatio, eigenRatio])
        expect(run(arena, kernel, [], { shape: [n, n], data })[0]).not.toBeNaN();
    }),
    { numRuns: 300 },
  );
});

test("the largest and the smallest eigenvalue are those of the characteristic polynomial", () => {
  fc.assert(
    fc.property(ofShape([2, 5], moderate), ({ shape, data }) => {
      const [a, b] = matrices2x5(data);
      const [aa, ab, bb] = [dot(a, a), dot(a, b), dot(b, b)];
      const root = Math.sqrt((aa - bb) ** 2 + 4 * ab * ab);
      const [largest, smallest] = [(aa + bb + root) / 2, (2 * (aa * bb - ab * ab)) / (aa + bb + root)];
      fc.pre(smallest > 1e-2 * largest);
      const actual = run(arena, symmetricEigenRatio, [], { shape, data });
      expectClose(actual, [largest / smallest], { absolute: (1e-4 * largest) / smallest });
    }),
    { numRuns: 1000 },
  );
});

const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, of, i) => sum + of * y[i]!, 0);

function matrices2x5(data: ArrayLike<number>): [number[], number[]] {
  const values = Array.from(Float32Array.from(data));
  return [values.slice(0, 5), values.slice(5)];
}
