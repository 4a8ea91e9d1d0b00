import { useBackend } from "@eznas/kernels";
import { expect, test } from "vitest";
import { tinyModel } from "../../src/testing.ts";

test("the same seed gives the same weights, another gives others, and sizes are as asked for", async () => {
  await useBackend("cpu");
  const weights = (options?: Parameters<typeof tinyModel>[0]) => {
    const model = tinyModel(options);
    const values = model.getWeights().map((weight) => [...weight.dataSync()]);
    const shapes = [model.inputs[0]!.shape, model.getLayer("conv2").getWeights()[0]!.shape];
    model.dispose();
    return { values, shapes };
  };
  expect(weights()).toEqual(weights({ seed: 1 }));
  expect(weights({ seed: 2 }).values).not.toEqual(weights().values);
  expect(weights().shapes).toEqual([
    [null, 8, 8, 3],
    [1, 1, 6, 6],
  ]);
  expect(weights({ inputShape: [4, 5, 1], channels: [2, 3, 5] }).shapes).toEqual([
    [null, 4, 5, 1],
    [1, 1, 3, 5],
  ]);
});
