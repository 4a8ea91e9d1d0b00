import { graphOf } from "@eznas/engine";
import { machine } from "@eznas/engine/recording";
import { cellNetwork } from "@eznas/engine/testing";
import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { type CaptureProgram, compile } from "../../src/capture/compile.ts";
import { needsOf } from "../../src/capture/needs.ts";
import { planTaps } from "../../src/capture/tap-plan.ts";
import { rcb, type StatisticName } from "../../src/index.ts";
import { placesOf } from "../../src/patterns/instances.ts";
import { tinyModel } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("wasm");
});

const idle = machine();

function programFor(statistics: readonly StatisticName[], model = tinyModel(), shape = [2, 8, 8, 3]): CaptureProgram {
  const graph = graphOf(model);
  const plan = planTaps(graph, placesOf(graph, rcb()), graph.outputs, needsOf(statistics).get("D")!);
  const program = compile(plan, { shape, machine: idle, T3: false });
  model.dispose();
  if (!("instructions" in program)) throw new Error(`no program: ${program.name}`);
  return program;
}

test.each<[StatisticName[], forward: number, backward: number]>([
  // stem, its norm; out
  [["T1_D"], 2 + 2 + 3, 0],
  // stem, norm, relu, conv, norm, relu; out
  [["T2_D"], 6 + 2, 0],
  [["T4_D"], 8 + 2, 0],
  // Forward all but the pool and the linear layer; ones, linear, pool, ReLU, then the chain back
  // with what is taken out on the way.
  [["T4G_D"], 9, 4 + 1 + 3 + 1],
  [["T2G_D"], 9, 4 + 2 + 1 + 1 + 2 + 1],
  [["T1G_D"], 9, 4 + 3 + 1 + 3 + 1],
  [["T3G_D"], 9, 4 + 2 + 1 + 1 + 1 + 2 + 1],
])("a program for %j has %i instructions forward and %i backward", (statistics, forward, backward) => {
  const program = programFor(statistics);
  expect([program.forward, program.instructions.length - program.forward]).toEqual([forward, backward]);
});

test("the memory of a forward pass does not grow with the depth", () => {
  const cell = ["nor_conv_3x3", "none", "nor_conv_3x3", "none", "none", "nor_conv_3x3"] as const;
  const shape = [4, 32, 32, 3];
  const forward = programFor(["T4_D"], cellNetwork(cell), shape);
  const both = programFor(["T4_D", "T3G_D"], cellNetwork(cell), shape);
  expect(forward.bytes).toBeLessThan(both.bytes / 2);
});

test("results of one kind lie in few arrays, one after the other", () => {
  const { arrays, outputs } = programFor(["T1G_D", "T2_D"]);
  expect(arrays.map(({ group }) => group).sort()).toEqual(["T1G", "T2"]);
  for (const [index, { floats }] of arrays.entries()) {
    let end = 0;
    for (const { array, start, floats } of outputs)
      if (array === index) {
        expect(start).toBe(end);
        end += floats;
      }
    expect(end).toBe(floats);
  }
});
