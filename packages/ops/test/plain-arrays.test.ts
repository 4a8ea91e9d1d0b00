import { useBackend } from "@eznas/kernels";
import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { mapMatrices, reduceValues } from "../src/plain-arrays.ts";

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(() => useBackend(backend));

  test("a function of matrices may overwrite what it gets; the tensor keeps its values", () => {
    tidy(() => {
      const a = tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 2, 2]);
      const sums = mapMatrices("sums", a, (matrix, offset, n) => {
        let total = 0;
        for (let i = offset; i < offset + n * n; i++) {
          total += matrix[i]!;
          matrix[i] = 0;
        }
        return total;
      });
      expect(sums.shape).toEqual([2, 1]);
      expect(Array.from(sums.dataSync())).toEqual([10, 26]);
      expect(Array.from(a.dataSync())).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });
  });

  test("what are no matrices is refused by the kernel's name", () => {
    tidy(() => {
      expect(() => mapMatrices("sums", tensor([1, 2], [1, 2]), () => 0)).toThrow(
        "sums: does not apply to the shape [1, 2]",
      );
    });
  });

  test("a reduction beyond float32 is infinite", () => {
    tidy(() => {
      expect(reduceValues(tensor([1]), () => 1e39).dataSync()[0]).toBe(Infinity);
    });
  });
});
