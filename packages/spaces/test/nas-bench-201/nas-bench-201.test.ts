import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { small } from "../small-networks.ts";

beforeAll(() => useBackend("cpu"));

test("it keeps the laws of a space", () => spaceLaws(small));

describe("the benchmark's own figures", () => {
  // The least and most of the 15,625 networks by the API of NAS-Bench-201, in millions 0.073306 and 1.531546
  // parameters, 7.78305 and 220.11969 FLOPs on CIFAR-10; 0.079156, 1.537396, 7.7889 and 220.12554 on CIFAR-100.
  test.each([
    [10, [73_306, 1_531_546], [7_783_050, 220_119_690]],
    [100, [79_156, 1_537_396], [7_788_900, 220_125_540]],
  ])("with %i classes", (classes, [leastParams, mostParams], [leastFlops, mostFlops]) => {
    const { parse, all, params, flops } = nasBench201({ classes });
    const uniform = (op: string) => parse(`|${op}~0|+|${op}~0|${op}~1|+|${op}~0|${op}~1|${op}~2|`);
    const [least, most] = [uniform("none"), uniform("nor_conv_3x3")];
    expect([params(least), params(most)]).toEqual([leastParams, mostParams]);
    expect([flops(least), flops(most)]).toEqual([leastFlops, mostFlops]);
    const sampled = [...all()].filter((_, i) => i % 37 === 0);
    expect(sampled.every((cell) => params(cell) >= leastParams! && params(cell) <= mostParams!)).toBe(true);
    expect(sampled.every((cell) => flops(cell) >= leastFlops! && flops(cell) <= mostFlops!)).toBe(true);
  });

  test("of the cell that is best on CIFAR-10", () => {
    const { parse, params } = nasBench201();
    const best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    expect(params(parse(best))).toBe(1_073_466);
  });
});

test("the count is that of the formula, edge by edge", () => {
  const { all, params, flops } = nasBench201({ channels: 8, cells: 3, classes: 7, resolution: 16 });
  const stages = [
    { channels: 8, pixels: 256 },
    { channels: 16, pixels: 64 },
    { channels: 32, pixels: 16 },
  ];
  const around = { params: 3 * 8 * 9 + 16 + 64 + 33 * 7, flops: 3 * 8 * 9 * 256 + 33 * 7 };
  for (const [at, { channels: out, pixels }] of [...stages.entries()].slice(1)) {
    const weights = 9 * stages[at - 1]!.channels * out + 9 * out * out + stages[at - 1]!.channels * out;
    around.params += weights + 4 * out;
    around.flops += weights * pixels;
  }
  let checked = 0;
  for (const cell of all()) {
    if (checked++ % 13) continue;
    const areas = cell.map((name) => (name === "nor_conv_3x3" ? 9 : name === "nor_conv_1x1" ? 1 : 0));
    const sum = (of: (area: number, stage: { channels: number; pixels: number }) => number): number =>
      3 *
      stages.reduce(
        (total, stage) => total + areas.reduce<number>((n, area) => n + (area ? of(area, stage) : 0), 0),
        0,
      );
    expect(params(cell)).toBe(around.params + sum((area, { channels: c }) => area * c * c + 2 * c));
    expect(flops(cell)).toBe(around.flops + sum((area, { channels: c, pixels }) => area * c * c * pixels));
  }
});

test("the space says what it is", () => {
  expect(nasBench201()).toMatchObject({ name: "nas-bench-201", size: 15_625, inputShape: [32, 32, 3] });
});

test.each([
  [{ channels: 0 }, "channels must be a whole number from 1 up, got 0"],
  [{ cells: 1.5 }, "cells must be a whole number from 1 up, got 1.5"],
  [{ classes: -1 }, "classes must be a whole number from 1 up, got -1"],
  [{ resolution: 30 }, "resolution must be a multiple of 4, as it is halved twice, got 30"],
])("options %j are refused", (options, message) => {
  expect(() => nasBench201(options)).toThrow(new RangeError(`nasBench201: ${message}`));
});
