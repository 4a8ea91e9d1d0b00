/** Arbitrary square matrices for the tests of linear algebra. */
import fc from "fast-check";

export interface Square {
  readonly n: number;
  /** Row-major. */
  readonly values: readonly number[];
}

/** Matrices of small integers, which are often singular or have equal eigenvalues, and of fractions, to n = 7. */
export function squares(): fc.Arbitrary<Square> {
  const integer = fc.integer({ min: -2, max: 2 });
  const fraction = fc.integer({ min: -3000, max: 3000 }).map((x) => Math.fround(x / 1000));
  const element = fc.constantFrom(integer, fraction);
  return fc
    .tuple(fc.integer({ min: 1, max: 7 }), element)
    .chain(([n, of]) => fc.array(of, { minLength: n * n, maxLength: n * n }).map((values) => ({ n, values })));
}

export function rowsOf({ n, values }: Square): number[][] {
  return Array.from({ length: n }, (_, i) => values.slice(i * n, (i + 1) * n));
}

/** A matrix with its transpose added. */
export function symmetrized({ n, values }: Square): Square {
  return { n, values: values.map((x, i) => x + values[(i % n) * n + Math.floor(i / n)]!) };
}

export function norm(values: readonly number[]): number {
  return Math.hypot(...values);
}
