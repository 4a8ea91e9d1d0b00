import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { input, layers, model, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import { expect, test } from "vitest";
import { models } from "../../../stats/test/models.ts";
import { graphOf } from "../../src/graph/graph.ts";

// tf.layers draws weights when a model is built.
await useBackend("cpu");

const names = (graph: ReturnType<typeof graphOf>) => graph.steps.map(({ name }) => name);

test.each(Object.entries(models))(
  "%s: every step reads what earlier steps made, and the outputs are made",
  (_, build) => {
    const built = build();
    const graph = graphOf(built);
    const made = new Set([graph.input]);
    for (const { inputs, outputs } of graph.steps) {
      for (const slot of inputs) expect(made.has(slot)).toBe(true);
      for (const slot of outputs) {
        expect(made.has(slot)).toBe(false);
        made.add(slot);
      }
    }
    expect(made.size).toBe(graph.slots);
    expect(graph.producer(graph.input)).toBeUndefined();
    for (const slot of graph.outputs) expect(graph.producer(slot)?.outputs).toContain(slot);
    built.dispose();
  },
);

test("a nested model's layers stand in the outer one under its name", () => {
  const built = models["a model in a model"]();
  expect(names(graphOf(built)).filter((name) => name.includes("/"))).toEqual([
    "one/r",
    "one/one_c",
    "one/b",
    "one/sum",
    "two/r",
    "two/two_c",
    "two/b",
    "two/sum",
    "tail/r",
    "tail/c",
    "tail/b",
  ]);
  expect(graphOf(built).outputsOf("one/sum")).toHaveLength(1);
  built.dispose();
});

test("an activation inside a layer is a step of its own, and so is each half of a separable convolution", () => {
  const built = sequential({
    layers: [
      layers.separableConv2d({ inputShape: [4, 4, 1], filters: 1, kernelSize: 3, name: "s", activation: "relu" }),
      layers.flatten({ name: "f" }),
      layers.dense({ units: 1, name: "d", activation: "sigmoid" }),
    ],
  });
  expect(names(graphOf(built))).toEqual(["s", "s", "s", "f", "d", "d"]);
  expect(graphOf(built).steps.map(({ activation }) => activation)).toEqual([
    undefined,
    undefined,
    "relu",
    undefined,
    undefined,
    "sigmoid",
  ]);
  built.dispose();
});

test("every use of a shared layer is a step, layers beside the way to the output are none", () => {
  const shared = models["a layer used twice"]();
  expect(names(graphOf(shared)).filter((name) => name === "shared")).toHaveLength(2);
  expect(graphOf(shared).outputsOf("shared")).toHaveLength(2);
  const x = input({ shape: [3] });
  layers.dense({ units: 1, name: "unused" }).apply(x);
  const y = layers.dense({ units: 1, name: "used" }).apply(x) as SymbolicTensor;
  const graph = graphOf(model({ inputs: x, outputs: y }));
  expect(names(graph)).toEqual(["used"]);
  expect(graph.outputsOf("unused")).toEqual([]);
});

test("a model with two outputs has both, and one that gives out its input has no step", () => {
  const x = input({ shape: [3] });
  const y = layers.dense({ units: 1 }).apply(x) as SymbolicTensor;
  const z = layers.dense({ units: 2 }).apply(x) as SymbolicTensor;
  expect(graphOf(model({ inputs: x, outputs: [y, z] })).outputs).toHaveLength(2);
});

test("refuses several inputs, layers that keep a state and layers that mask", () => {
  const [a, b] = [input({ shape: [3] }), input({ shape: [3] })];
  const two = model({ name: "two", inputs: [a, b], outputs: layers.add().apply([a, b]) as SymbolicTensor });
  expect(() => graphOf(two)).toThrow(/expected a model with one input, but "two" has 2/);
  const recurrent = layers.simpleRNN({
    units: 1,
    recurrentInitializer: "zeros",
    stateful: true,
    batchInputShape: [1, 2, 3],
    name: "g",
  });
  const stateful = sequential({ layers: [recurrent] });
  // The layer keeps its state for good.
  tf.dispose((recurrent as unknown as { readonly states: tf.Tensor[] }).states);
  expect(() => graphOf(stateful)).toThrow(/layer "g" is stateful/);
  const masking = sequential({ layers: [layers.masking({ inputShape: [2, 3], name: "m" })] });
  expect(() => graphOf(masking)).toThrow(/layer "m" masks time steps/);
  const embedding = sequential({
    layers: [layers.embedding({ inputDim: 2, outputDim: 1, maskZero: true, inputLength: 2, name: "e" })],
  });
  expect(() => graphOf(embedding)).toThrow(/layer "e" masks time steps/);
});
