import { metric } from "@eznas/ranking";
import { spaceNamed } from "@eznas/spaces/named";
import { describe, expect, test } from "vitest";
import {
  cifar10,
  cifar100,
  imageNet16,
  ndsOnCifar10,
  ndsOnImageNet,
  programsAndRivals,
  quickOptions,
  sizeSearchSpace,
  transNasBench101,
} from "../src/benchmarks.ts";

const all = [cifar10, cifar100, imageNet16, ...sizeSearchSpace, ...ndsOnCifar10, ...ndsOnImageNet, ...transNasBench101];

test("every benchmark has a name of its own", () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe.each(all)("$name", (benchmark) => {
  test("has a space that takes its options, the quick ones too", () => {
    expect(spaceNamed(benchmark.space, benchmark.options).name).toBe(benchmark.space);
    expect(spaceNamed(benchmark.space, quickOptions(benchmark)).name).toBe(benchmark.space);
  });

  test("has published figures of metrics that are ranked alone", () => {
    const figures = { ...benchmark.published, ...benchmark.suiteZero };
    expect(programsAndRivals).toEqual(expect.arrayContaining(Object.keys(figures)));
  });
});

test("what is ranked is known", () => {
  for (const name of programsAndRivals) expect(metric(name).name).toBe(name);
});
