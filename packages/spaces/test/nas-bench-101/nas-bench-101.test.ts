import { useBackend } from "@eznas/kernels";
import { costOf, nasBench101 } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { network } from "../../src/nas-bench-101/network.ts";
import { countNumbers } from "../count-numbers.ts";
import { sharedTable } from "../shared-table.ts";

beforeAll(() => useBackend("cpu"));

const space = nasBench101();

test("it keeps the laws of a space", () =>
  spaceLaws(nasBench101({ channels: 7, cells: 1, classes: 3, resolution: 4 }), { numRuns: 200, networks: 4 }));

describe("a module as NASLib writes it", () => {
  // NAS-Bench-101 as NASLib has it (branch benchmarks, Apache-2.0).
  const rows = sharedTable(
    "nasbench101_60.csv",
    ["flops_M", "params_M"],
    [
      {
        id:
          "(0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, " +
          "0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 3, 3, 2, 1)",
        flops_M: 357.356544,
        params_M: 2.27777,
      },
      {
        id:
          "(0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, " +
          "0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 3, 2, 4, 3, 1)",
        flops_M: 182.293504,
        params_M: 1.143306,
      },
    ],
  );

  test("has the parameters that the benchmark says", () => {
    for (const { id, params_M } of rows) expect([id, space.params(space.parse(id)) / 1e6]).toEqual([id, params_M]);
  });

  test("has the FLOPs that are told: 2 a number of a batch norm, 1 of a ReLU or a pool's window, no bias", () => {
    for (const { id, flops_M } of rows) {
      const size = { channels: 128, cells: 3, classes: 10 };
      const { normalized, rectified, pooled } = countNumbers(network(space.parse(id), size), [32, 32, 3]);
      const told = space.flops(space.parse(id)) - 10 + 2 * normalized() + rectified + pooled;
      expect([id, told / 1e6]).toEqual([id, flops_M]);
    }
  });
});

test("channels of vertices that are put out add up to the output's, and a vertex takes no more than it has", () => {
  // Three vertices share 128 channels as 43, 43, 42; the third takes the first 42 of the first.
  const architecture = space.parse("|conv1x1-bn-relu~0|+|conv1x1-bn-relu~0|+|conv1x1-bn-relu~1|+|output~1.2.3|");
  const size = { channels: 128, cells: 1, classes: 10 };
  const norms = (channels: number) => 2 * channels;
  // a·in and b·in project the input, a², b² and c·c are the vertices' own kernels on as many channels as they have.
  const vertices = ([a, b, c]: readonly [number, number, number]) => a * a + b * b + c * c;
  const projections = (inputs: number, [a, b]: readonly [number, number, number]) => (a + b) * inputs;
  const widths = [
    [43, 43, 42],
    [86, 85, 85],
    [171, 171, 170],
  ] as const;
  const stem = 27 * 128 + norms(128);
  const modules = widths.map(
    (width, i) =>
      vertices(width) + projections(i === 0 ? 128 : 64 * 2 ** i, width) + norms(2 * width[0] + 2 * width[1] + width[2]),
  );
  const total = stem + modules.reduce((a, b) => a + b) + 513 * 10;
  expect(costOf(network(architecture, size), [32, 32, 3]).params).toBe(total);
});

test.each([
  [{ channels: 4 }, "channels must be a whole number from 5 up, got 4"],
  [{ cells: 0 }, "cells must be a whole number from 1 up, got 0"],
  [{ resolution: 6 }, "resolution must be a multiple of 4, as it is halved twice, got 6"],
])("options %j are refused", (options, message) => {
  expect(() => nasBench101(options)).toThrow(new RangeError(`nasBench101: ${message}`));
});
