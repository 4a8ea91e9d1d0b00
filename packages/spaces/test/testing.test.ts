import { useBackend } from "@eznas/kernels";
import type { NasBench201Architecture, Space } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { memory, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { small } from "./small-networks.ts";

beforeAll(() => useBackend("cpu"));

type Cell = NasBench201Architecture;

const lawsWith = (wrong: Partial<Space<Cell>>) => () => spaceLaws({ ...small, ...wrong }, { numRuns: 50, networks: 2 });

test.each<[string, Partial<Space<Cell>>, string]>([
  [
    "a text of its own",
    { format: () => small.format(small.parse(small.format(small.sample(() => 0)))) },
    "an architecture's text reads as the architecture",
  ],
  [
    "its own randomness",
    { mutate: (cell) => small.mutate(cell, Math.random) },
    "the same seed draws the same architecture and mutates it alike",
  ],
  [
    "a mutation that does nothing",
    { mutate: (cell) => cell },
    "a mutation is valid, differs in one choice and leaves its parent",
  ],
  ["a cost of half a parameter", { flops: () => 0.5 }, "params and flops are whole numbers from 1 up"],
  [
    "a parameter too many",
    { params: (cell) => small.params(cell) + 1 },
    "params is what the model counts as trainable",
  ],
  [
    "another image",
    { inputShape: [8, 8, 3] },
    "a network takes the space's images and gives each a row of finite logits",
  ],
  [
    "weights of its own",
    { build: (cell) => small.build(cell, Math.random) },
    "the same seed gives the same weights and another seed others",
  ],
  [
    "the same weights always",
    { build: (cell) => small.build(cell, () => 0.3) },
    "the same seed gives the same weights and another seed others",
  ],
])("%s breaks a law", (_, wrong, name) => {
  expect(lawsWith(wrong)).toThrow(`nas-bench-201 breaks the law that ${name}`);
});

test("a tensor left behind breaks a law", () => {
  const before = memory().numTensors;
  const left: { dispose(): void }[] = [];
  const build: Space<Cell>["build"] = (cell, rng) => {
    left.push(zeros([1]));
    return small.build(cell, rng);
  };
  expect(lawsWith({ build })).toThrow("a disposed network leaves no tensor");
  for (const tensor of left) tensor.dispose();
  expect(memory().numTensors).toBe(before);
});
