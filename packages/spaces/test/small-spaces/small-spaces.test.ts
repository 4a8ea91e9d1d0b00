import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawEvenly } from "../../src/index.ts";
import { spaceNamed } from "../../src/named.ts";
import {
  definitions,
  formatNetwork,
  readNetworks,
  type SmallSpaceNetwork,
  type SmallSpaceRun,
  smallSpaces,
} from "../../src/small-spaces.ts";

test("every definition is the space of its name with its options, once", () => {
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  for (const { name, options, space } of definitions) {
    const [ours, named] = [space(), spaceNamed(name, options)];
    const architecture = ours.sample(seeded(1));
    const text = ours.format(architecture);
    expect([named.name, named.size, named.inputShape]).toEqual([ours.name, ours.size, ours.inputShape]);
    expect(named.params(named.parse(text))).toBe(ours.params(architecture));
    expect(ours.inputShape[0]).toBe(options.resolution);
  }
});

test("every network has an output for each of the ten classes of the images", async () => {
  await useBackend("cpu");
  for (const { space: make } of definitions) {
    const space = make();
    const model = space.build(space.sample(seeded(2)), seeded(3));
    expect(model.outputs[0]!.shape).toEqual([null, 10]);
    model.dispose();
  }
});

describe.each(smallSpaces().map((each) => [each.name, each] as const))("the networks of %s", (_, small) => {
  const { space, networks } = small;

  test("are those that are drawn evenly with seed 1, in that order", () => {
    const places = new Map(drawEvenly(space, 150, seeded(1, "networks")).map((each, i) => [space.format(each), i]));
    const drawn = networks.map(({ id }) => places.get(id) ?? -1);
    expect(drawn).not.toContain(-1);
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
  });

  test("have accuracies above chance in the main, and their mean over the seeds", () => {
    const test = small.accuracies("test");
    expect(test.map(({ id }) => id)).toEqual(networks.map(({ id }) => id));
    for (const [i, { accuracy }] of test.entries()) {
      const runs = networks[i]!.runs.map((run) => (run.status === "trained" ? run.test : 0));
      expect(accuracy).toBeCloseTo(runs.reduce((a, b) => a + b, 0) / runs.length, 10);
    }
    const median = test.map(({ accuracy }) => accuracy).sort((a, b) => a - b)[Math.floor(test.length / 2)]!;
    expect(median).toBeGreaterThan(20);
    expect(median).toBeLessThan(100);
  });
});

const percent = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100);
const outcome = fc.oneof(
  fc.record({ status: fc.constant("trained" as const), valid: percent, test: percent }),
  fc.record({ status: fc.constant("diverged" as const) }),
);
const runs = fc
  .uniqueArray(fc.nat(50), { minLength: 1, maxLength: 4 })
  .chain((seeds) => fc.tuple(...seeds.map((seed) => outcome.map((run): SmallSpaceRun => ({ seed, ...run })))));
const network = fc.record({ id: fc.stringMatching(/^[a-z0-9|~+:,/][a-z0-9|~+:,/ ]{0,20}[a-z]$/), runs });
const networks = fc.uniqueArray(network, { minLength: 1, maxLength: 8, selector: ({ id }) => id });

test("a table is read as it was written", () => {
  fc.assert(
    fc.property(networks, (written) => {
      const read = readNetworks("mine", `\n${written.map(formatNetwork).join("\n")}\n`);
      expect(read).toEqual(written satisfies readonly SmallSpaceNetwork[]);
    }),
  );
});

test.each([
  ["1:85.08/85.72 a\n1:85.08 b", 'mine, line 2: expected seed:valid/test id, got "1:85.08 b"'],
  ["1:85.08/85.72", 'mine, line 1: expected seed:valid/test id, got "1:85.08/85.72"'],
  ["", 'mine, line 1: expected seed:valid/test id, got ""'],
  ["1:x a\n2:x a", "mine, line 2: a comes twice"],
  ["1:x,1:1.0/2.0 a", "mine, line 1: a seed comes twice for a"],
])("%j is refused with its line and the remedy", (text, why) => {
  expect(() => readNetworks("mine", text)).toThrow(
    new SyntaxError(`smallSpaces: ${why}; embed the table again from its CSV`),
  );
});
