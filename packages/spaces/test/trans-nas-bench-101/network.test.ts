import { useBackend } from "@eznas/kernels";
import { transNasBench101Macro, transNasBench101Micro } from "@eznas/spaces";
import { grads, ones, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";
import { expectSameAsTorch, torchNetworks } from "../torch-network.ts";

beforeAll(() => useBackend("cpu"));

test.each(torchNetworks("trans-nas-bench-101.json"))(
  "PyTorch's network of $architecture has the same numbers",
  (golden) => {
    const options = { channels: 4, cells: 2, classes: 3, resolution: 36 };
    if (golden.architecture.endsWith("basic")) expectSameAsTorch(transNasBench101Macro(options), golden);
    else expectSameAsTorch(transNasBench101Micro(options), golden);
  },
);

test("the first cell of a module makes its change, whatever its operations", () => {
  const micro = transNasBench101Micro({ channels: 4, cells: 2, resolution: 32 });
  for (const text of ["64-41414-0_00_000", "64-41414-1_11_111", "64-41414-2_30_103"]) {
    const model = micro.build(micro.parse(text), uniform());
    const shapeAt = (node: string) => model.getLayer(node).outputShape;
    expect(shapeAt("module1/cell1/node3")).toEqual([null, 4, 4, 8]);
    expect(shapeAt("module1/cell2/node3")).toEqual([null, 4, 4, 8]);
    expect(shapeAt("module2/cell2/node3")).toEqual([null, 4, 4, 8]);
    expect(shapeAt("module3/cell1/node3")).toEqual([null, 2, 2, 16]);
    expect(shapeAt("module5/cell2/node3")).toEqual([null, 1, 1, 32]);
    model.dispose();
  }
});

test("each module of a skeleton does what its digit says", () => {
  const macro = transNasBench101Macro({ channels: 4, cells: 1, resolution: 32 });
  const model = macro.build([1, 2, 3, 4], uniform());
  const shapes = [1, 2, 3, 4].map((module) => model.getLayer(`module${module}/cell1/add`).outputShape);
  expect(shapes).toEqual([
    [null, 8, 8, 4],
    [null, 8, 8, 8],
    [null, 4, 4, 8],
    [null, 2, 2, 16],
  ]);
  const shortcuts = model.layers.filter(({ name }) => name.endsWith("shortcut/bn")).map(({ name }) => name[6]);
  expect(shortcuts).toEqual(["2", "3", "4"]);
  model.dispose();
});

test("a cell of nothing but none leaves the stem a gradient of zeros, not none", () => {
  const micro = transNasBench101Micro({ channels: 4, cells: 1, classes: 2, resolution: 16 });
  const model = micro.build(micro.parse("64-41414-0_00_000"), uniform());
  tidy(() => {
    const kernel = model.getLayer("stem/widen/conv").trainableWeights[0]!.read();
    const [gradient] = grads(() => sum(model.apply(ones([1, 16, 16, 3])) as Tensor))([kernel]);
    expect([...gradient!.dataSync()]).toEqual(Array.from({ length: kernel.size }, () => 0));
  });
  model.dispose();
});

test("every convolution of a cell is in the network, whatever becomes of its result", () => {
  const micro = transNasBench101Micro({ channels: 2, cells: 1, resolution: 8 });
  const model = micro.build(micro.parse("64-41414-2_32_000"), uniform());
  expect(model.layers.filter(({ name }) => /edge\d-\d\/conv$/.test(name)).length).toBe(5 * 3);
  model.dispose();
});
