import { useBackend } from "@eznas/kernels";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { networkOf } from "../../src/network/network.ts";
import { add, bn, chain, conv, depthwise, headed, layer, relu, relu6, separable } from "../models.ts";

beforeAll(() => useBackend("cpu"));

const shown = (of: LayersModel) =>
  networkOf(of).steps.map(({ name, className, activation }) => `${name}: ${activation ?? className}`);

test("steps come in the order of definition; activations and separable convolutions are taken apart", () => {
  const made = headed(
    (x) => chain(x, conv("c", 2, 3, { activation: "relu" }), relu6("r6"), separable("s", 3, { activation: "tanh" })),
    { activation: "softmax" },
  );
  expect(shown(made)).toEqual([
    "c: Conv2D",
    "c: relu",
    "r6: relu6",
    "s: SeparableConv2D",
    "s: SeparableConv2D",
    "s: tanh",
    "pool: GlobalAveragePooling2D",
    "head: Dense", // and no softmax: the output is the logits
  ]);
});

test("kernels say where they are applied", () => {
  const made = headed((x) => chain(x, separable("s", 5, { depthMultiplier: 2 }), depthwise("d")));
  const kernels = networkOf(made).steps.filter(({ kernel }) => kernel);
  expect(kernels.map(({ positions }) => positions)).toEqual([36, 36, 36, 1]);
  expect(kernels.map(({ depthwise = false }) => depthwise)).toEqual([true, false, true, false]);
});

test("nested models are opened and a shared layer is a step for every use", () => {
  const y = input({ shape: [6, 6, 2] });
  const block = model({ name: "block", inputs: y, outputs: add("sum", y, chain(y, relu("r"), conv("c", 2))) });
  const made = headed((x) => chain(x, layer(block), layer(block)));
  expect(shown(made).slice(0, 6)).toEqual([
    "block/r: relu",
    "block/c: Conv2D",
    "block/sum: Add",
    "block/r: relu",
    "block/c: Conv2D",
    "block/sum: Add",
  ]);
});

test("layers that do not lead to the output are left out, and last reads are last", () => {
  const made = headed((x) => {
    const a = chain(x, conv("a", 2), bn("n"));
    chain(a, conv("unused", 2));
    return add("sum", a, chain(a, relu("r")));
  });
  const { steps } = networkOf(made);
  expect(steps.map(({ name }) => name)).toEqual(["a", "n", "r", "sum", "pool", "head"]);
  expect(steps.map(({ lastReads }) => lastReads.length)).toEqual([0, 1, 0, 2, 1, 1]);
});

describe("what cannot be scored is refused", () => {
  test("a model of two inputs", () => {
    const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
    const two = model({ name: "two", inputs: [a, b], outputs: add("s", a, b) });
    expect(() => networkOf(two)).toThrow(/one input and one output, but "two" has 2 and 1/);
  });

  test("a layer of two outputs", () => {
    const x = input({ shape: [3, 2] });
    const lstm = layers.lstm({ name: "lstm", units: 2, returnState: true, recurrentInitializer: "zeros" });
    const [y] = lstm.apply(x) as SymbolicTensor[];
    expect(() => networkOf(model({ inputs: x, outputs: y! }))).toThrow(/layer "lstm" has 3 outputs/);
  });
});
