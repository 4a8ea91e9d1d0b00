import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import type { Space } from "@eznas/spaces";
import { spaceNamed } from "@eznas/spaces/named";
import { capture, randomInputs, type StatisticName } from "@eznas/stats";
import { tinyModel } from "@eznas/stats/testing";
import { memory } from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { type Loss, losses, underLoss } from "../src/loss.ts";

beforeAll(() => useBackend("wasm"));

/** The largest of a statistic in absolute value, over the instances of an architecture. */
async function largest(space: Space<unknown>, text: string, loss: Loss, statistic: StatisticName): Promise<number> {
  const model = underLoss(space.build(space.parse(text), seeded(1)), loss);
  const inputs = randomInputs([4, ...space.inputShape], seeded(2));
  const instances = await capture(model, inputs, { statistics: [statistic] });
  const values = instances.flatMap(({ statistics }) => [...statistics[statistic]!.data].map(Math.abs));
  model.dispose();
  return Math.max(...values);
}

test.each([
  ["trans-nas-bench-101-micro", "64-41414-1_02_333"],
  ["trans-nas-bench-101-macro", "64-1234-basic"],
])("on %s gradients of the logits are rounding, and those of what is rectified are not", async (name, text) => {
  const space = spaceNamed(name, { channels: 4, cells: 1, resolution: 32, classes: 5 });
  expect(await largest(space, text, "logits", "T3G_D")).toBeLessThan(1e-3);
  expect(await largest(space, text, "rectified", "T3G_D")).toBeGreaterThan(1e-2);
});

test("features and what is rectified have the same gradients where a ReLU comes before the pool anyway", async () => {
  const space = spaceNamed("nats-bench-sss", { resolution: 8 });
  const pooled = await largest(space, "8:8:8:8:8", "features", "T3G_D");
  // The sum of a mean over 2×2, against the sum.
  expect(await largest(space, "8:8:8:8:8", "rectified", "T3G_D")).toBeCloseTo(4 * pooled, 2);
});

test("weights are those of the network, and disposing leaves none of them", () => {
  const { numTensors } = memory();
  const space = spaceNamed("nats-bench-sss", { resolution: 8 });
  for (const loss of losses) {
    const model = underLoss(space.build(space.parse("8:8:8:8:16"), seeded(1)), loss);
    expect(model.outputs[0]!.shape).toEqual(
      { logits: [null, 10], features: [null, 16], rectified: [null, 2, 2, 16] }[loss],
    );
    model.dispose();
    expect(memory().numTensors).toBe(numTensors);
  }
});

test("only the size space has a loss of its own, and a network without a pool has but its output", () => {
  expect(["nas-bench-201", "nats-bench-sss"].map((name) => spaceNamed(name).loss)).toEqual([undefined, "features"]);
  const flat = sequential({ layers: [layers.dense({ inputShape: [3], units: 2 })] });
  expect(underLoss(flat, "logits")).toBe(flat);
  expect(() => underLoss(flat, "features")).toThrow(/"features" is about a global average pool/);
  flat.dispose();
  const tiny = tinyModel();
  expect(underLoss(tiny, "logits")).toBe(tiny);
  tiny.dispose();
});
