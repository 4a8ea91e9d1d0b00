import { useBackend } from "@eznas/kernels";
import { ZerosLike } from "@eznas/spaces";
import { grad, memory, mul, serialization, sum, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { layers, loadLayersModel, sequential } from "@tensorflow/tfjs-layers";
import { describe, expect, test } from "vitest";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  test("it is zero, and so is its gradient, where a product with zero would not be", async () => {
    await useBackend(backend);
    const before = memory().numTensors;
    tidy(() => {
      const x = tensor1d([1, -2, Number.POSITIVE_INFINITY, Number.NaN]);
      const layer = new ZerosLike({ name: "none" });
      const zero = (value: Tensor): Tensor => layer.apply(mul(value, 3)) as Tensor;
      expect([...zero(x).dataSync()]).toEqual([0, 0, 0, 0]);
      expect([...grad((value) => sum(zero(value)))(x).dataSync()]).toEqual([0, 0, 0, 0]);
    });
    expect(memory().numTensors).toBe(before);
  });
});

test("a saved model that has it loads once the class is registered", async () => {
  await useBackend("cpu");
  const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [2] }), new ZerosLike({ name: "none" })] });
  let artifacts = {};
  await model.save({
    save: async (saved) => {
      artifacts = saved;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    },
  });
  serialization.registerClass(ZerosLike);
  const loaded = await loadLayersModel({ load: async () => artifacts });
  expect(loaded.layers.at(-1)).toBeInstanceOf(ZerosLike);
  expect(loaded.outputs[0]!.shape).toEqual([null, 2]);
  model.dispose();
  loaded.dispose();
});
