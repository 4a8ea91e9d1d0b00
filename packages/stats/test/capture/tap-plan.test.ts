import { graphOf } from "@eznas/engine";
import { useBackend } from "@eznas/kernels";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TapName } from "../../src/capture/needs.ts";
import { planTaps, releases, type TapPlan } from "../../src/capture/tap-plan.ts";
import { rcb } from "../../src/index.ts";
import { placesOf } from "../../src/patterns/instances.ts";
import { models } from "../models.ts";

// tf.layers draws weights when a model is built.
await useBackend("cpu");

const taps: readonly TapName[] = ["T1", "T2", "T4", "T1G", "T2G", "T3G", "T4G"];

function plan(kind: keyof typeof models, names: readonly TapName[]): TapPlan {
  const model = models[kind]();
  const graph = graphOf(model);
  const planned = planTaps(graph, placesOf(graph, rcb()), graph.outputs, new Set(names));
  model.dispose();
  return planned;
}

const names = ({ steps }: TapPlan) => steps.map(({ name }) => name);

test("a step's inputs are there when it runs, and a value is let go once, after its last reader", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(models) as (keyof typeof models)[])),
      fc.subarray([...taps]),
      (kind, asked) => {
        const planned = plan(kind, asked);
        const { steps, kept, loss, backward, input, edges, kernels } = planned;
        const done = releases(planned);
        const there = new Set([input]);
        for (const [i, step] of steps.entries()) {
          for (const slot of step.inputs) expect(there.has(slot)).toBe(true);
          for (const slot of step.outputs) there.add(slot);
          for (const slot of done[i]!) expect(there.delete(slot)).toBe(true);
        }
        const ends = backward ? [...kept, ...loss] : [...kept];
        expect([...there].sort()).toEqual([...new Set(steps.length > 0 ? ends : [input])].sort());
        const run = new Set(steps);
        for (const step of [...edges, ...kernels]) expect(run.has(step)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test("without gradients no step behind the last value asked for runs", () => {
  expect(names(plan("a chain", ["T1"]))).toEqual(["stem", "stem_bn", "r1", "c1", "b1"]);
  expect(names(plan("a chain", ["T4"]))).toEqual(["stem", "stem_bn", "r1", "c1", "b1", "r2", "c2", "b2"]);
  expect(names(plan("a chain", []))).toEqual([]);
  expect(names(plan("a chain", ["T4G"]))).toContain("head");
});

test("gradients come straight from the tape where a ReLU has one reader, and are pulled back where it has more", () => {
  for (const { edgeOfT1, pulled } of plan("a chain", ["T1G"]).routes) {
    expect(edgeOfT1?.activation).toBe("relu");
    expect(pulled).toBe(false);
  }
  const forked = plan("one ReLU for two convolutions and a shortcut", ["T1G"]);
  for (const { edgeOfT1, edgeOfT2, place, pulled } of forked.routes) {
    expect([edgeOfT1, edgeOfT2, pulled]).toEqual([undefined, place.site, false]);
    expect(forked.kept.has(place.T1)).toBe(true);
  }
  const padded = plan("padding between, of one's own and shared", ["T2G"]);
  expect(padded.routes.map(({ place, pulled }) => [place.name, pulled])).toEqual([
    ["c1", true],
    ["c2", true],
    ["c3", false],
  ]);
});
