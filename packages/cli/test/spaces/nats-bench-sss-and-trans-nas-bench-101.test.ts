import { engineForMany } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { natsBenchSss, type Space, transNasBench101Macro, transNasBench101Micro } from "@eznas/spaces";
import { capture, randomInputs, statisticNames } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";

beforeAll(() => useBackend("wasm"));

/**
 * Whether 60 random networks give all their statistics, each finite: every twentieth by
 * tfjs's tape, the others by the engine.
 */
async function expectCaptured<A>(space: Space<A>, output?: string): Promise<void> {
  const rng = seeded(1, space.name);
  const inputs = randomInputs([2, ...space.inputShape], rng);
  const engine = engineForMany();
  const { numTensors } = memory();
  for (let i = 0; i < 60; i++) {
    const architecture = space.sample(rng);
    const model = space.build(architecture, rng);
    const instances = await capture(model, inputs, {
      engine: i % 20 === 0 ? "tfjs" : engine,
      ...(output !== undefined && { output }),
    });
    const faults = instances.flatMap(({ name, statistics }) =>
      statisticNames
        .filter((statistic) => !allFinite(statistics[statistic]!.data))
        .map((statistic) => [name, statistic]),
    );
    expect([space.format(architecture), faults]).toEqual([space.format(architecture), []]);
    expect(instances.length).toBeGreaterThan(0);
    model.dispose();
  }
  expect(memory().numTensors).toBe(numTensors);
}

const allFinite = (data: Float32Array): boolean => data.length > 0 && data.every(Number.isFinite);

test("the size space of NATS-Bench, its loss the sum of the pooled features", () =>
  expectCaptured(natsBenchSss({ resolution: 4 }), "head/pool"));

test("the micro space of TransNAS-Bench-101", () =>
  expectCaptured(transNasBench101Micro({ channels: 4, cells: 1, classes: 5, resolution: 32 })));

test("the macro space of TransNAS-Bench-101", () =>
  expectCaptured(transNasBench101Macro({ channels: 4, cells: 1, classes: 5, resolution: 32 })));
