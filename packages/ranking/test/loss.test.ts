import { gradientFlow, graphOf, logitsOf } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import type { Space } from "@eznas/spaces";
import { spaceNamed, spaceNames } from "@eznas/spaces/named";
import { capture, randomInputs, type StatisticName } from "@eznas/stats";
import { tinyModel } from "@eznas/stats/testing";
import { memory } from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { metrics, scoreArchitecture } from "../src/index.ts";
import { type Loss, losses, lossFor, underLoss } from "../src/loss.ts";
import { scoreInputs } from "../src/node/score-inputs.ts";

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

/** Networks of every space that the command line has, each small. */
const small = (name: string): Space<unknown> => {
  if (name.startsWith("small-") || name === "fashion-201") return spaceNamed(name);
  if (/^nds|301/.test(name))
    return spaceNamed(name, { widths: [4], depths: [3], resolution: name.endsWith("-in") ? 64 : 16 });
  if (name.startsWith("trans")) return spaceNamed(name, { channels: 4, cells: 1, resolution: 64 });
  return spaceNamed(name, /nats/.test(name) ? { resolution: 8 } : {});
};

test.each(spaceNames)(
  "in %s the loss that is taken by default has gradients at every kernel that it depends on",
  (name) => {
    const space = small(name);
    for (const seed of [1, 2, 3, 4]) {
      const model = underLoss(space.build(space.sample(seeded(seed, name)), seeded(1)), lossFor(space));
      const graph = graphOf(model);
      const { at } = gradientFlow(graph, logitsOf(graph));
      const vanished = graph.steps.filter(({ weight, outputs }) => weight && at(outputs[0]!) === "zero");
      expect(vanished.map((step) => step.name)).toEqual([]);
      model.dispose();
    }
  },
);

test("which loss a space has goes for the library, the command line and stores of scores alike", async () => {
  const losses = { "nas-bench-201": "logits", "nats-bench-sss": "features", "nds-darts": "rectified" } as const;
  for (const [name, loss] of Object.entries(losses)) {
    expect(lossFor(spaceNamed(name))).toBe(loss);
    expect(lossFor(spaceNamed(name), "logits")).toBe("logits");
    const inputs = randomInputs([1, 8, 8, 3], seeded(1));
    expect((await scoreInputs({ space: { name }, inputs, seed: 1 }))["loss"]).toBe(loss);
  }
  const space = small("trans-nas-bench-101-macro");
  const scored = (given: { loss?: Loss }) =>
    scoreArchitecture(space, space.parse("64-1234-basic"), {
      metrics: metrics("mean(abs(T3G_D))"),
      inputs: randomInputs([2, ...space.inputShape], seeded(2)),
      seed: 1,
      ...given,
    });
  const { scores } = await scored({});
  expect(scores).toEqual((await scored({ loss: "rectified" })).scores);
  expect(scores[0]!.ok).toBe(true);
  expect((await scored({ loss: "logits" })).scores[0]).toMatchObject({ ok: false, reason: "vanished-gradient" });
});

test("a network without a pool has but its output", () => {
  const flat = sequential({ layers: [layers.dense({ inputShape: [3], units: 2 })] });
  expect(underLoss(flat, "logits")).toBe(flat);
  expect(() => underLoss(flat, "features")).toThrow(/"features" is about a global average pool/);
  flat.dispose();
  const tiny = tinyModel();
  expect(underLoss(tiny, "logits")).toBe(tiny);
  tiny.dispose();
});
