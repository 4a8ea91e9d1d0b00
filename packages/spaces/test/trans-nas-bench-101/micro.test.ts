import { useBackend } from "@eznas/kernels";
import { transNasBench101Micro } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";
import { idsOf, spread } from "./known-ids.ts";

beforeAll(() => useBackend("cpu"));

const small = transNasBench101Micro({ channels: 2, cells: 1, classes: 3, resolution: 16 });

test("it keeps the laws of a space", () => spaceLaws(small));

describe("the architectures of the benchmark's tables", () => {
  const ids = idsOf("transnas101_micro.csv", [
    "64-41414-0_00_000",
    "64-41414-0_02_300",
    "64-41414-0_31_011",
    "64-41414-1_02_333",
    "64-41414-1_30_120",
    "64-41414-2_11_011",
    "64-41414-2_20_220",
    "64-41414-3_12_001",
    "64-41414-3_33_333",
  ]);

  test("are members, each written as it is read", () => {
    const members = new Set([...small.all()].map(small.format));
    expect(ids.filter((id) => !members.has(id) || small.format(small.parse(id)) !== id)).toEqual([]);
  });

  test("can be built, up to 200 of them", () => {
    for (const id of spread(ids, 200)) {
      const architecture = small.parse(id);
      const model = small.build(architecture, uniform());
      expect(model.outputs[0]!.shape).toEqual([null, 3]);
      const { trainableWeights } = model;
      expect(trainableWeights.reduce((n, { shape }) => n + shape.reduce<number>((a, b) => a * b!, 1), 0)).toBe(
        small.params(architecture),
      );
      model.dispose();
    }
  });
});

test.each([
  // Of 64-41414-3_33_333, by the tests of a public PyTorch port of the benchmark's encoder and task heads; the
  // benchmark's own counts are in its file only.
  [{ classes: 47 }, 41_435_727],
  [{}, 41_450_091],
  [{ classes: 9 }, 41_416_233],
])("with %j the cell of 3×3 convolutions has %i parameters", (options, params) => {
  const space = transNasBench101Micro(options);
  expect(space.params(space.parse("64-41414-3_33_333"))).toBe(params);
});

test("a cell's parameters are those of the formula, edge by edge", () => {
  const space = transNasBench101Micro({ channels: 8, classes: 7 });
  const stem = 3 * 4 * 9 + 2 * 4 + 4 * 8 * 9 + 2 * 8;
  const changes = [8, 16, 32].flatMap((inputs) => [
    { inputs, filters: 2 * inputs, first: true },
    ...Array.from({ length: inputs === 32 ? 1 : 3 }, () => ({ inputs: 2 * inputs, filters: 2 * inputs, first: false })),
  ]);
  const sources = [0, 0, 1, 0, 1, 2];
  for (const cell of spread([...space.all()], 300)) {
    const weights = changes.flatMap(({ inputs, filters, first }) =>
      cell.map((operation, edge) => {
        const from = sources[edge] === 0 ? inputs : filters;
        if (operation === "none" || (operation === "skip_connect" && !(first && sources[edge] === 0))) return 0;
        return (operation === "nor_conv_3x3" ? 9 : 1) * from * filters + 2 * filters;
      }),
    );
    expect(space.params(cell)).toBe(weights.reduce((a, b) => a + b, stem + (64 + 1) * 7));
  }
});

test("the space says what it is", () => {
  const { name, size, inputShape } = transNasBench101Micro();
  expect([name, size, inputShape]).toEqual(["trans-nas-bench-101-micro", 4096, [256, 256, 3]]);
});

test.each([
  [{ channels: 0 }, "channels must be a whole number from 1 up, got 0"],
  [{ channels: 7 }, "channels must be even, as the stem's first convolution has half of them, got 7"],
  [{ cells: 1.5 }, "cells must be a whole number from 1 up, got 1.5"],
  [{ classes: -1 }, "classes must be a whole number from 1 up, got -1"],
  [{ resolution: 0 }, "resolution must be a whole number from 1 up, got 0"],
])("options %j are refused", (options, message) => {
  expect(() => transNasBench101Micro(options)).toThrow(new RangeError(`transNasBench101Micro: ${message}`));
});
