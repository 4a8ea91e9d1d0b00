import { useBackend } from "@eznas/kernels";
import { buildModel, costOf, type NetworkDefinition } from "@eznas/spaces";
import { fill, ones, range, reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { factorizedReduce } from "../../src/blocks/factorized-reduce.ts";
import { uniform } from "../small-networks.ts";

beforeAll(() => useBackend("cpu"));

const reduce =
  (filters: number): NetworkDefinition =>
  (layers, x) =>
    factorizedReduce(layers, x, filters, "it");

test("half its filters take every second pixel, the others those one further down and to the right", () => {
  const model = buildModel(reduce(2), { name: "test", inputShape: [4, 4, 1], rng: uniform() });
  tidy(() => {
    const image = reshape(range(0, 16), [1, 4, 4, 1]);
    model.setWeights(model.getWeights().map(({ shape }) => ones(shape)));
    model.getLayer("it/bn").setWeights([1, 0, 0, 1 - 1e-5].map((value) => fill([2], value)));
    const values = [...(model.predict(image) as Tensor).dataSync()].map(Math.round);
    expect(values).toEqual([0, 5, 2, 7, 8, 13, 10, 15]);
  });
  model.dispose();
});

test.each([
  [2, [4, 6], [2, 3]],
  [5, [7, 9], [4, 5]],
  [3, [1, 1], [1, 1]],
])("with %i filters a map of %j becomes one of %j", (filters, [height, width], [halfHeight, halfWidth]) => {
  const model = buildModel(reduce(filters), { name: "test", inputShape: [height!, width!, 3], rng: uniform() });
  expect(model.outputs[0]!.shape).toEqual([null, halfHeight, halfWidth, filters]);
  expect(costOf(reduce(filters), [height!, width!, 3])).toEqual({
    params: 3 * filters + 2 * filters,
    flops: 3 * filters * halfHeight! * halfWidth!,
  });
  model.dispose();
});
