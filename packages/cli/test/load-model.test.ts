import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useBackend } from "@eznas/kernels";
import { tinyModel } from "@eznas/stats/testing";
import { beforeAll, expect, test } from "vitest";
import { loadModel } from "../src/load-model.ts";
import { temporaryFolder } from "./command-line.ts";
import { saveModel } from "./save-model.ts";

beforeAll(() => useBackend("cpu"));

test("a saved model comes back with its layers and weights", async () => {
  const model = tinyModel();
  const loaded = await loadModel(await saveModel(model, temporaryFolder()));
  expect(loaded.layers.map(({ name }) => name)).toEqual(model.layers.map(({ name }) => name));
  const values = (weights: ReturnType<typeof model.getWeights>) => weights.map((weight) => weight.dataSync());
  expect(values(loaded.getWeights())).toEqual(values(model.getWeights()));
});

test("weights that are missing are told with the model's path", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "model.json");
  writeFileSync(path, JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths: ["w.bin"], weights: [] }] }));
  await expect(loadModel(path)).rejects.toThrow(`model ${path}: `);
  await expect(loadModel(path)).rejects.toThrow(/w\.bin/);
});

test.each([
  ["{}", /no saved tf\.LayersModel/],
  ["{", /JSON/],
])("a file with %s is no model", async (text, message) => {
  const path = join(temporaryFolder(), "model.json");
  writeFileSync(path, text);
  await expect(loadModel(path)).rejects.toThrow(message);
  await expect(loadModel(path)).rejects.toThrow(`model ${path}: `);
});

test("a missing file is told", async () => {
  await expect(loadModel("none/model.json")).rejects.toThrow("model none/model.json: there is no such file");
});
