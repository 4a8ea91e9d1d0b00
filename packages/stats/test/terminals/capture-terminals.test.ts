import { captureEngine } from "@eznas/engine";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  type CapturedNetwork,
  capture,
  captureInterSample,
  captureTerminals,
  extendTerminals,
  type InstanceStatistics,
  randomInputs,
  type TerminalTable,
  terminal,
  terminalNames,
  terminals,
} from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { seededRng } from "../seeded-rng.ts";

const inputs = randomInputs([2, 8, 8, 3], seededRng(1));

/** What changes when the data are mirrored: the difference of a convolution's input. */
const mirrored = terminal({
  domain: "T2 on the data's negative less T2 on the data, N·C·H·W",
  reads: ["T2_D"],
  async take({ instances, inputs: { D }, capture: more }: CapturedNetwork) {
    const others = await more(["T2_D"], { D: { shape: D.shape, data: D.data.map((x) => -x) } });
    return instances.map(({ statistics: { T2_D } }, i) => {
      const other = others[i]!.statistics.T2_D!;
      return { shape: T2_D!.shape, data: other.data.map((x, k) => x - T2_D!.data[k]!) };
    });
  },
});

/** What needs none of the statistics. */
const depth = terminal({
  domain: "the instance's place, one number",
  take: ({ instances }) => instances.map((_, i) => ({ shape: [1], data: Float32Array.of(i) })),
});

const own = extendTerminals(terminals, { mirrored, depth });

beforeAll(() => useBackend("wasm"));

test("any mixture has of each kind what that kind's own capture gives, in the order asked for, and leaves no tensor", async () => {
  const model = tinyModel();
  const { numTensors } = tf.memory();
  const all = await captureInterSample(model, inputs);
  await fc.assert(
    fc.asyncProperty(fc.subarray(Object.keys(own)), async (statistics) => {
      const instances = await captureTerminals(model, inputs, { statistics, terminals: own });
      expect(instances.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
      for (const [i, { statistics: taken }] of instances.entries()) {
        expect(Object.keys(taken)).toEqual(statistics);
        for (const name of terminalNames) if (name in taken) expect(taken[name]).toEqual(all[i]!.statistics[name]);
        if ("depth" in taken) expect(taken["depth"]).toEqual({ shape: [1], data: Float32Array.of(i) });
      }
    }),
    { numRuns: 20 },
  );
  expect(tf.memory().numTensors).toBe(numTensors);
  model.dispose();
});

test("a terminal of one's own may capture under other inputs, also where captures use one memory again", async () => {
  const model = tinyModel();
  const { D } = inputs;
  const negative = { ...inputs, D: { shape: D.shape, data: D.data.map((x) => -x) } };
  const [[before], [after]] = [
    await capture(model, inputs, { statistics: ["T2_D"] }),
    await capture(model, negative, { statistics: ["T2_D"] }),
  ];
  for (const engine of ["auto", captureEngine({ reuse: true })] as const) {
    const [first] = await captureTerminals(model, inputs, {
      statistics: ["mirrored", "T2_D"],
      terminals: own,
      engine,
    });
    expect(first!.statistics["T2_D"]).toEqual(before!.statistics.T2_D);
    const expected = after!.statistics.T2_D!.data.map((x, k) => x - before!.statistics.T2_D!.data[k]!);
    expect(first!.statistics["mirrored"]!.data).toEqual(expected);
  }
  model.dispose();
});

test("what is made of gradients that are rounding is marked as they are", async () => {
  // A batch norm right before the sum leaves no gradient.
  const model = tinyModel();
  const last = model.layers.findLast((layer) => layer.getClassName() === "BatchNormalization")!;
  const made = extendTerminals(terminals, {
    made: terminal({
      domain: "T3G_D",
      reads: ["T3G_D"],
      take: ({ instances }) =>
        instances.map(({ statistics: { T3G_D } }) => ({ shape: T3G_D!.shape, data: T3G_D!.data.slice() })),
    }),
  });
  const options = { statistics: ["T3G_D", "made"], terminals: made, output: last.name };
  for (const { statistics } of await captureTerminals(model, inputs, options)) {
    expect(statistics["T3G_D"]!.vanished).toBe(true);
    expect(statistics["made"]!.vanished).toBe(true);
  }
  model.dispose();
});

test("a name that is in no table, and a terminal that gives no tensor for each instance, are refused", async () => {
  const model = tinyModel();
  const refused = (statistics: readonly string[], table: TerminalTable): Promise<unknown> =>
    captureTerminals(model, inputs, { statistics, terminals: table }).then(
      (instances: readonly InstanceStatistics<string>[]) => instances.length,
      (error: Error) => error.message,
    );
  expect(await refused(["T3", "mine"], terminals)).toMatch(
    /^captureTerminals: "mine" is no statistic; the 26 are T4G_P, /,
  );
  const bad = extendTerminals(terminals, {
    few: terminal({ domain: "of one instance", take: () => [{ shape: [1], data: Float32Array.of(1) }] }),
    short: terminal({
      domain: "too few numbers",
      take: ({ instances }) => instances.map(() => ({ shape: [3], data: Float32Array.of(1) })),
    }),
  });
  expect(await refused(["few"], bad)).toBe(
    "captureTerminals: few gave 1 tensors for 2 instances; take must give one for each",
  );
  expect(await refused(["short"], bad)).toMatch(
    /short of instance "conv1" has 1 numbers, expected a Float32Array of 3/,
  );
  model.dispose();
});
