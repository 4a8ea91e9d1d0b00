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
  ['{"modelTopology":'.repeat(9000), /has lists and objects more than 200 deep in each other/],
])("a file with %.40s is no model", async (text, message) => {
  const path = join(temporaryFolder(), "model.json");
  writeFileSync(path, text);
  await expect(loadModel(path)).rejects.toThrow(message);
  await expect(loadModel(path)).rejects.toThrow(`model ${path}: `);
});

test("a missing file is told", async () => {
  await expect(loadModel("none/model.json")).rejects.toThrow("model none/model.json: there is no such file");
});

const conv = (name: string, ...takes: readonly string[]) => ({
  class_name: takes.length > 1 ? "Add" : "ReLU",
  name,
  config: { name },
  inbound_nodes: [takes.map((source) => [source, 0, 0, {}])],
});
const input = {
  class_name: "InputLayer",
  name: "in",
  config: { name: "in", batch_input_shape: [null, 4, 4, 3], dtype: "float32" },
  inbound_nodes: [],
};
const functional = (layers: readonly object[], output: string) => ({
  class_name: "Functional",
  config: { name: "m", layers, input_layers: [["in", 0, 0]], output_layers: [[output, 0, 0]] },
});
const fileOf = (model: object, name = "model.json"): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, JSON.stringify({ weightsManifest: [], ...model }));
  return path;
};

test("layers in any order are built, and a layer that is called twice", async () => {
  const twice = { ...conv("b", "a"), inbound_nodes: [[["in", 0, 0, {}]], [["a", 0, 0, {}]]] };
  const sum = {
    ...conv("sum", "b", "b"),
    inbound_nodes: [
      [
        ["b", 0, 0, {}],
        ["b", 1, 0, {}],
      ],
    ],
  };
  const model = await loadModel(fileOf({ modelTopology: functional([sum, twice, conv("a", "in"), input], "sum") }));
  expect(model.layers.map(({ name }) => name).sort()).toEqual(["a", "b", "in", "sum"]);
  model.dispose();
});

test.each<[string, readonly object[], RegExp]>([
  [
    "a circle",
    [input, conv("a", "in", "c"), conv("b", "a"), conv("c", "b")],
    /layer "a" takes "c", .*go round in a circle/,
  ],
  ["a layer that takes itself", [input, conv("a", "in", "a"), conv("c", "a")], /layer "a" takes "a", .*circle/],
  [
    "a layer that takes one that is not there",
    [input, conv("c", "none")],
    /layer "c" takes "none", which is not there/,
  ],
  [
    "a circle in a model within",
    [input, { ...functional([input, conv("x", "y"), conv("y", "x")], "y"), name: "c" }],
    /layer "x" takes "y"/,
  ],
])("%s is refused instead of waited for", async (_, layers, message) => {
  const path = fileOf({ modelTopology: { model_config: functional(layers, "c") } });
  await expect(loadModel(path)).rejects.toThrow(`model ${path}: its layer`);
  await expect(loadModel(path)).rejects.toThrow(message);
});

test.each(["../w.bin", "a/../../w.bin", "/etc/hostname", "..\\w.bin", "C:\\w.bin", ""])(
  "weights at %j are not looked for",
  async (name) => {
    const path = fileOf({
      modelTopology: functional([input], "in"),
      weightsManifest: [{ paths: [name], weights: [] }],
    });
    await expect(loadModel(path)).rejects.toThrow(/weightsManifest (names|has a path that is no text)/);
  },
);

const refusals: readonly (readonly [string, () => string, RegExp])[] = [
  ["a URL", () => "https://example.org/model.json", /is a URL: download the model.json and its weight files/],
  ["a folder", () => temporaryFolder(), /is a folder: give the model.json in it/],
  [
    "a graph model",
    () => fileOf({ format: "graph-model", modelTopology: { node: [] } }),
    /is a graph model, whose layers are gone/,
  ],
  ["a graph model without its format", () => fileOf({ modelTopology: { node: [] } }), /is a graph model/],
  [
    "Keras 3's form",
    () => {
      const { batch_input_shape: batch_shape, ...config } = input.config;
      return fileOf({ modelTopology: functional([{ ...input, config: { ...config, batch_shape } }], "in") });
    },
    /was saved by Keras 3, whose form tf.layers does not read: save it with Keras 2/,
  ],
  [
    "an HDF5 file",
    () => {
      const path = join(temporaryFolder(), "model.h5");
      writeFileSync(path, Buffer.from("\x89HDF\r\n\x1a\n…", "latin1"));
      return path;
    },
    /is an HDF5 file of Keras, not a saved tf.LayersModel: convert it with tensorflowjs_converter/,
  ],
  [
    "a Keras 3 archive",
    () => {
      const path = join(temporaryFolder(), "model.keras");
      writeFileSync(path, Buffer.from("PK\x03\x04…", "latin1"));
      return path;
    },
    /is a ZIP archive, as Keras 3 and PyTorch save models/,
  ],
  [
    "a layer that tf.layers has not",
    () => fileOf({ modelTopology: functional([input, { ...conv("a", "in"), class_name: "Mine" }], "a") }),
    /has Mine, which tf.layers does not know/,
  ],
];

test.each(refusals)("%s is told with one line, and what to do", async (_, make, message) => {
  const path = make();
  const error = await loadModel(path).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Error);
  const text = (error as Error).message;
  expect(text).toMatch(message);
  expect(text.startsWith(`model ${path}: `)).toBe(true);
  expect(text).not.toContain("\n");
});
