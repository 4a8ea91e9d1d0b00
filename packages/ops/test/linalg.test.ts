import { useBackend } from "@eznas/kernels";
import { type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { ops } from "../src/index.ts";

/** Pairs of square matrices of small integers, whose determinants and products float32 holds exactly. */
const pairs = fc.integer({ min: 1, max: 4 }).chain((n) => {
  const matrix = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n * n, maxLength: n * n });
  return fc.tuple(fc.constant(n), matrix, matrix);
});

function value(compute: () => Tensor): number {
  const [first] = tidy(() => Array.from(compute().dataSync()));
  return first!;
}

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(() => useBackend(backend));

  test("the determinant of a product is the product of the determinants, and a transposed matrix has the same", () => {
    fc.assert(
      fc.property(pairs, ([n, one, other]) => {
        const [a, b] = [() => tensor(one, [n, n]), () => tensor(other, [n, n])];
        const det = (of: () => Tensor) => value(() => ops.det.kernel(of()));
        const scale = 1 + Math.abs(det(a) * det(b));
        expect(det(() => ops.matMul.kernel(a(), b())) / scale).toBeCloseTo((det(a) * det(b)) / scale, 2);
        const transposed = one.map((_, i) => one[(i % n) * n + Math.floor(i / n)]!);
        expect(det(() => tensor(transposed, [n, n]))).toBeCloseTo(det(a), 2);
      }),
      { numRuns: 1000 },
    );
  });

  test("the ratio of eigenvalues is at least 1 at any scale; of two rows the unsorted one is it or its inverse", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }), ([a, b, c]) => {
        const rows = () => tensor([a!, 0, b!, 0, c!, 0], [2, 1, 3]);
        const ratio = value(() => ops.symmetricEigenRatio.kernel(rows()));
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(value(() => ops.symmetricEigenRatio.kernel(ops.mul.kernel(rows(), tensor(8))))).toBeCloseTo(ratio, 3);
        const unsorted = value(() => ops.eigenRatio.kernel(rows()));
        expect(Math.max(unsorted, 1 / unsorted) / ratio).toBeCloseTo(1, 4);
      }),
      { numRuns: 500 },
    );
  });

  test("each matrix of a batch has its own value", () => {
    const batch = () => tensor([1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1], [3, 1, 2, 2]);
    const values = tidy(() => Array.from(ops.det.kernel(batch()).dataSync()));
    const logs = tidy(() => Array.from(ops.logDet.kernel(batch()).dataSync()));
    expect(values).toEqual([1, -1, 0]);
    expect(logs).toEqual([0, 0, -Infinity]);
  });
});
