import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { spaceNamed, spaceNames } from "../src/named.ts";

beforeAll(() => useBackend("cpu"));

test.each(spaceNames)("%s is a space of that name", (name) => {
  // What a table was trained on is a space of another.
  expect(spaceNamed(name).name).toBe(name === "fashion-201" ? "nas-bench-201" : name);
});

test("options reach the space", () => {
  const largest = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
  const params = (classes: number) => {
    const space = spaceNamed("nas-bench-201", { classes });
    return space.params(space.parse(largest));
  };
  expect(params(100) - params(10)).toBe(90 * 65);
});

test("every option reaches the space, and those of another kind of space are refused", () => {
  const micro = spaceNamed("trans-nas-bench-101-micro", { channels: 8, cells: 1, classes: 5, resolution: 16 });
  expect(micro.inputShape).toEqual([16, 16, 3]);
  expect(micro.params(micro.parse("64-41414-0_00_000"))).toBeLessThan(5000);
  const darts = spaceNamed("nds-darts-in", { widths: [4], depths: [3], resolution: 32 });
  expect(darts.inputShape).toEqual([32, 32, 3]);
  const uniform = spaceNamed("nas-bench-201", { channels: 4, cells: 1, initialization: "fan-in-uniform" });
  const model = uniform.build(
    uniform.sample(() => 0.5),
    () => 1 - 2 ** -20,
  );
  const stem = model.layers
    .find(({ name }) => name.startsWith("stem"))!
    .weights[0]!.read()
    .dataSync();
  expect(stem[0]).toBeCloseTo(1 / Math.sqrt(27), 5);
  model.dispose();
  expect(darts.format(darts.sample(() => 0.5))).toMatch(/^4x3:/);
  expect(() => spaceNamed("nds-darts", { channels: 4 })).toThrow(
    new RangeError(
      'space: nds-darts has no option "channels"; its options are classes, resolution, initialization, widths, depths',
    ),
  );
  expect(() => spaceNamed("fashion-201", { cells: 1 })).toThrow(/fashion-201 has no option "cells"; it takes none/);
  expect(() => spaceNamed("nats-bench-sss", { cells: 1 })).toThrow(/nats-bench-sss has no option "cells"/);
  expect(() => spaceNamed("nas-bench-201", { widths: [4] })).toThrow(
    /its options are classes, resolution, initialization, channels/,
  );
});

test.each(["nas-bench-102", "toString"])("%s is refused with the names that there are", (name) => {
  expect(() => spaceNamed(name)).toThrow(
    new RangeError(`space: "${name}" is unknown; the spaces are ${spaceNames.join(", ")}`),
  );
});
