import { useBackend } from "@eznas/kernels";
import { amoeba, darts } from "@eznas/spaces";
import { grads, ones, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";

beforeAll(() => useBackend("cpu"));

const options = { classes: 2, resolution: 8 };
const skips = "|skip_connect~1|skip_connect~1|";
const four = (node: string): string => `${[node, node, node, node].join("+")}>2.3.4.5`;

describe("what nothing takes is in the network with a gradient of zeros", () => {
  const space = darts(options);
  test.each([
    ["an input", `4x3:${four(skips)}:${four(skips)}`, "cell1/input0/conv", "cell1/idle0/none"],
    [
      "an input of a reducing cell",
      `4x3:${four(skips)}:${four(skips)}`,
      "cell2/input0/conv",
      "cell2/idle0/every-second",
    ],
    [
      "a node",
      `4x3:|skip_connect~0|sep_conv_3x3~1|+${skips}+${skips}+${skips}>3.4.5:${four(skips)}`,
      "cell1/node2/b/a/pointwise",
      "cell1/idle2/none",
    ],
  ])("%s", (_, text, weighted, idle) => {
    const architecture = space.parse(text);
    const model = space.build(architecture, uniform());
    const names = model.layers.map(({ name }) => name);
    expect(names).toContain(idle);
    const trainable = model.trainableWeights.reduce((n, { shape }) => n + shape.reduce<number>((a, b) => a * b!, 1), 0);
    expect(space.params(architecture)).toBe(trainable);
    tidy(() => {
      const kernel = model.getLayer(weighted).trainableWeights[0]!.read();
      const [gradient] = grads(() => sum(model.apply(ones([1, ...space.inputShape])) as Tensor))([kernel]);
      expect(gradient!.dataSync().every((value) => value === 0)).toBe(true);
    });
    model.dispose();
  });
});

test("layers say where they are", () => {
  const space = amoeba(options);
  const cell = `|conv_7x1_1x7~0|sep_conv_3x3~1|+|dil_sep_conv_3x3~0|max_pool_3x3~1|+${skips}+${skips}+${skips}`;
  const model = space.build(space.parse(`4x3:${cell}>2.3:${cell}>4`), uniform());
  const names = model.layers.map(({ name }) => name);
  for (const name of [
    "stem/conv",
    "stem/bn",
    "cell1/input0/relu",
    "cell1/input1/bn",
    "cell1/node2/a/row",
    "cell1/node2/a/column",
    "cell1/node2/b/a/depthwise",
    "cell1/node2/b/b/pointwise",
    "cell1/node2/sum",
    "cell1/node3/a/b/depthwise",
    "cell1/node3/b/pool",
    "cell1/concat",
    "cell2/node2/a/row_pad",
    "cell2/node3/b/pool_all",
    "cell2/node4/a/shift",
    "cell3/input0/conv2",
    "head/linear",
  ])
    expect(names).toContain(name);
  expect(names).not.toContain("cell2/concat");
  model.dispose();
});

test.each([
  [1, [8]],
  [2, [4, 2]],
  [3, [8, 4, 2]],
  [6, [8, 8, 4, 4, 2, 2]],
  [8, [8, 8, 4, 4, 4, 2, 2, 2]],
])("of %i cells those at a third and at two thirds halve", (depth, heights) => {
  const space = darts(options);
  const model = space.build(space.parse(`2x${depth}:${four(skips)}:${four(skips)}`), uniform());
  const expected = depth === 1 ? [4] : heights;
  expect(expected.map((_, i) => model.getLayer(`cell${i + 1}/concat`).outputShape)).toEqual(
    expected.map((height) => [null, height, height, 4 * 2 * (8 / height)]),
  );
  model.dispose();
});
