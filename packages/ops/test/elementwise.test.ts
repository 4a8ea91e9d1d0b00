import { useBackend } from "@eznas/kernels";
import { type Tensor, tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { ops } from "../src/index.ts";
import { tensors } from "../src/testing.ts";

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(() => useBackend(backend));

  function on(kernel: (a: Tensor) => Tensor, ...values: number[]): number[] {
    return tidy(() => Array.from(kernel(tensor1d(values)).dataSync()));
  }

  test("a denormal number has a sign, a logarithm and a place above 0", () => {
    expect(on(ops.sign.kernel, 1e-40, -1e-40)).toEqual([1, -1]);
    expect(on(ops.isPositive.kernel, 1e-40, -1e-40)).toEqual([1, 0]);
    expect(on(ops.log.kernel, 1e-40)[0]).toBeCloseTo(-92.1034, 3);
  });

  test("a sigmoid too small for a float is 0, and its log 0 then", () => {
    const logSigmoid = (a: Tensor) => ops.log.kernel(ops.sigmoid.kernel(a));
    expect(on(ops.sigmoid.kernel, -89, -1000)).toEqual([0, 0]);
    expect(on(logSigmoid, -89)).toEqual([0]);
    expect(on(logSigmoid, -88)[0]).toBeCloseTo(-88, 3);
  });

  test("NaN passes through what computes with it, and counts as 0 or false elsewhere", () => {
    for (const name of ["log", "absLog", "abs", "square", "exp", "reciprocal", "relu", "sigmoid", "softmax"] as const)
      expect(on(ops[name].kernel, Number.NaN)).toEqual([Number.NaN]);
    for (const name of ["sign", "heaviside", "isPositive", "isNegative", "normalize"] as const)
      expect(on(ops[name].kernel, Number.NaN)).toEqual([0]);
  });

  test("heaviside is isPositive but for the shape of a single number", () => {
    fc.assert(
      fc.property(tensors(), ({ data, shape }) => {
        tidy(() => {
          const argument = tensor(data, [...shape]);
          const [heaviside, isPositive] = [ops.heaviside.kernel(argument), ops.isPositive.kernel(argument)];
          expect(heaviside.dataSync()).toEqual(isPositive.dataSync());
          expect(isPositive.shape).toEqual(shape);
          expect(heaviside.shape).toEqual(shape.length === 0 ? [1] : shape);
        });
      }),
    );
  });
});
