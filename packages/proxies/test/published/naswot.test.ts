import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { naswot } from "../../src/index.ts";
import { eachOutput, isRelu } from "../../src/network/activations.ts";
import { logAbsDeterminant } from "../../src/numeric/log-abs-determinant.ts";
import { chain, conv, headed, imagesOf, relu6, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));

test("it is the log-determinant of the counts of agreements, unit by unit", async () => {
  for (const n of [2, 5, 33]) {
    const [model, images] = [residual(), imagesOf(n)];
    const counts = new Float64Array(n * n);
    eachOutput(model, images, isRelu, (values) => {
      const units = values.length / n;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          for (let u = 0; u < units; u++)
            if (values[i * units + u]! > 0 === values[j * units + u]! > 0) counts[i * n + j]!++;
    });
    expect(counts[0]).toBe(3 * 36 * 4);
    expect(await scored(naswot(), model, { images })).toBe(logAbsDeterminant(counts));
  }
});

test("clipped ReLUs count, and ReLUs inside layers", async () => {
  const model = headed((x) => chain(x, conv("c", 4, 3, { activation: "relu" }), relu6("r")));
  const seen: string[] = [];
  eachOutput(model, imagesOf(2), isRelu, (_, __, { name }) => void seen.push(name));
  expect(seen).toEqual(["c", "r"]);
});

test("two images alike have no score, and a network without ReLU neither", async () => {
  const { data } = imagesOf(1);
  const twice = { shape: [2, 6, 6, 2], data: Float32Array.of(...data, ...data) };
  expect(await naswot().score(residual(), { images: twice }, Math.random)).toMatchObject({ reason: "non-finite" });
  expect(await naswot().score(headed(conv("c", 2)), { images: imagesOf(2) }, Math.random)).toMatchObject({
    reason: "inapplicable",
  });
});
