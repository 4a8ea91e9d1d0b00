import { leaf } from "@eznas/gp";
import { inMemory } from "@eznas/stats";
import { expect, test } from "vitest";
import { generation } from "../src/generation.ts";
import type { Individual } from "../src/index.ts";

const ranked = (name: string, fitness: number) => ({
  ok: true as const,
  tree: leaf(name),
  fitness,
  tasks: [{ task: "toy", value: fitness }],
});
const failed = (name: string): Individual => ({
  ok: false,
  tree: leaf(name),
  failure: { reason: "no-correlation", task: "toy" },
});
const dataset = inMemory("toy", [{ id: "net", accuracy: 1, instances: [] }]);
const round = {
  seed: 7,
  index: 3,
  sampled: [{ dataset, networks: dataset.networks }],
  draws: [
    { trees: [], rejections: { shape: 2, "non-finite": 1 } },
    { trees: [], rejections: { shape: 4, "non-finite": 0 } },
  ],
  hallOfFame: [ranked("T2_D", 0.9)],
  hallOfFameSize: 2,
};

test("a generation sorts its population, keeps the best ever and counts what was rejected", () => {
  const individuals = [failed("T1_D"), ranked("T3", 0.2), ranked("T4_D", 0.6)];
  expect(generation({ ...round, individuals })).toEqual({
    seed: 7,
    index: 3,
    population: [individuals[2], individuals[1], individuals[0]],
    best: individuals[2],
    hallOfFame: [round.hallOfFame[0], individuals[2]],
    rejected: 7,
    rejections: { shape: 6, "non-finite": 1 },
    tasks: [{ task: "toy", networks: ["net"] }],
  });
});

test("a population without any fitness is an error that counts the reasons", () => {
  expect(() => generation({ ...round, individuals: [failed("T3"), failed("T4_D")] })).toThrow(
    "search: no program of generation 3 has a fitness (no-correlation: 2)",
  );
});
