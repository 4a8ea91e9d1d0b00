import { useBackend } from "@eznas/kernels";
import { SameAveragePooling2D } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { grads, memory, mul, type Scalar, serialization, sum, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { input, layers, loadLayersModel, model } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";

/** Each pixel's windows, pixel by pixel. */
function byHand(values: readonly number[], width: number, size: number): { averages: number[]; windows: number[][] } {
  const reach = (size - 1) / 2;
  const windows = values.map((_, at) =>
    values.flatMap((_, other) =>
      Math.abs((at % width) - (other % width)) <= reach &&
      Math.abs(Math.floor(at / width) - Math.floor(other / width)) <= reach
        ? [other]
        : [],
    ),
  );
  return {
    averages: windows.map((window) => window.reduce((total, i) => total + values[i]!, 0) / window.length),
    windows,
  };
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  const sizes = fc.record({
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    size: fc.constantFrom(1, 3, 5),
  });
  property.prop([sizes, fc.infiniteStream(fc.integer({ min: -99, max: 99 }))], { numRuns: 200 })(
    "values and gradients are those of the average over what lies in the image",
    ({ height, width, size }, stream) => {
      const before = memory().numTensors;
      const draw = () => Array.from({ length: height * width }, () => stream.next().value);
      const [values, weights] = [draw(), draw()];
      const { averages, windows } = byHand(values, width, size);
      const expected = values.map((_, i) =>
        windows.reduce((total, window, at) => total + (window.includes(i) ? weights[at]! / window.length : 0), 0),
      );
      tidy(() => {
        const pool = new SameAveragePooling2D({ poolSize: size });
        const [x, dy] = [values, weights].map((it) => tensor(it, [1, height, width, 1])) as [Tensor, Tensor];
        const pooled = pool.apply(x) as Tensor;
        const [gradient] = grads((it) => sum(mul(pool.apply(it!) as Tensor, dy)) as Scalar)([x]);
        for (const [i, value] of pooled.dataSync().entries()) expect(value).toBeCloseTo(averages[i]!, 3);
        for (const [i, value] of gradient!.dataSync().entries()) expect(value).toBeCloseTo(expected[i]!, 3);
      });
      expect(memory().numTensors).toBe(before);
    },
  );
});

test("a saved model that has it loads once the class is registered", async () => {
  await useBackend("cpu");
  const images = input({ shape: [4, 4, 2] });
  const pooled = new SameAveragePooling2D({ poolSize: 5, name: "pool" }).apply(images);
  const saved = model({ inputs: images, outputs: layers.flatten().apply(pooled) as typeof images });
  serialization.registerClass(SameAveragePooling2D);
  const loaded = await loadLayersModel({ load: async () => ({ modelTopology: saved.toJSON(null, false) as object }) });
  expect(loaded.getLayer("pool").getConfig()).toMatchObject({ poolSize: 5 });
  saved.dispose();
  loaded.dispose();
});
