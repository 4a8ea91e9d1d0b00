import { costOf, type NetworkDefinition } from "@eznas/spaces";
import { expect, test } from "vitest";
import { reluSeparableBn, separableTwice } from "../../src/blocks/separable.ts";

test("a filter for each channel, then one of 1×1 for each that comes out", () => {
  const network: NetworkDefinition = (layers, x) =>
    reluSeparableBn(layers, x, { filters: 5, size: 3, stride: 2, dilation: 2 }, "it");
  expect(costOf(network, [8, 8, 4])).toEqual({ params: 9 * 4 + 4 * 5 + 10, flops: (9 * 4 + 4 * 5) * 16 });
});

test("twice, and the first takes the stride", () => {
  const network: NetworkDefinition = (layers, x) => separableTwice(layers, x, { filters: 4, size: 5, stride: 2 }, "it");
  const half = 25 * 4 + 4 * 4;
  expect(costOf(network, [8, 8, 4])).toEqual({ params: 2 * (half + 8), flops: 2 * half * 16 });
});
