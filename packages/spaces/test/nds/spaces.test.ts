import { useBackend } from "@eznas/kernels";
import { amoeba, darts, enas, nasBench301, nasNet, pnas } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { changes } from "./cells.ts";

beforeAll(() => useBackend("cpu"));

const spaces = { darts, amoeba, enas, pnas, nasNet, nasBench301 };

describe.each(Object.entries(spaces))("%s", (_, space) => {
  test.each([
    ["cifar", 8],
    ["imagenet", 16],
  ] as const)("it keeps the laws of a space in the form for %s", (form, resolution) => {
    const small = space({ form, widths: [2, 4], depths: [1, 3], classes: 2, resolution });
    spaceLaws(small, { distance: changes, networks: 2 });
  });

  test("its two forms take the images of their data set and have its classes", () => {
    const cifar = space();
    const imagenet = space({ form: "imagenet" });
    expect(cifar.inputShape).toEqual([32, 32, 3]);
    expect(imagenet.inputShape).toEqual([224, 224, 3]);
    expect(imagenet.name).toBe(`${cifar.name}-in`);
    expect(imagenet.size).toBe(cifar.size);
    const architecture = cifar.sample(() => 0.5);
    expect(space({ classes: 1000 }).params(architecture)).toBeGreaterThan(cifar.params(architecture));
  });
});

// The table of the design spaces in Radosavovic et al. (2019), in billions of cells. An architecture has two of them,
// one of 3 widths and one of 5 depths.
test.each([
  [nasNet, 71_465_842],
  [amoeba, 556_628],
  [pnas, 556_628],
  [enas, 5_063],
  [darts, 242],
])("there are as many cells as NDS counts", (space, billions) => {
  expect(Math.round(Math.sqrt(space({ widths: [16], depths: [8] }).size) / 1e9)).toBe(billions);
  expect(space().size / space({ widths: [16], depths: [8] }).size).toBeCloseTo(15);
});

test.each([
  [{ widths: [] }, "widths must be whole numbers from 2 up, got none"],
  [{ widths: [16, 1] }, "widths must be whole numbers from 2 up, got 1"],
  [{ depths: [2.5] }, "depths must be whole numbers from 1 up, got 2.5"],
  [{ classes: 0 }, "classes must be whole numbers from 1 up, got 0"],
  [{ resolution: Number.NaN }, "resolution must be whole numbers from 1 up, got NaN"],
])("options %j are refused", (options, message) => {
  expect(() => amoeba(options)).toThrow(new RangeError(`amoeba: ${message}`));
});
