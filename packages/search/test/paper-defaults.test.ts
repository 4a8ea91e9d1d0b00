import { kendallTau } from "@eznas/fitness";
import { nodes, offspring, parse, seeded } from "@eznas/gp";
import { expect, test } from "vitest";
import { isRanked, paperDefaults } from "../src/index.ts";

const { init, primitives, vary, select } = paperDefaults;

test("the numbers are those of the paper and the release", () => {
  const { population, generations, maxDepth, tasksPerGeneration, networksPerTask, fitness } = paperDefaults;
  expect({ population, generations, maxDepth, tasksPerGeneration, networksPerTask }).toEqual({
    population: 50,
    generations: 10,
    maxDepth: 10,
    tasksPerGeneration: 4,
    networksPerTask: 20,
  });
  expect(fitness).toBe(kendallTau);
});

test("programs are made of the 34 operations and the 22 statistics", () => {
  expect(Object.keys(primitives.ops).length).toBe(34);
  expect(primitives.terminals.length).toBe(22);
});

test("first programs are 2 to 6 deep", () => {
  const rng = seeded(1);
  const depths = Array.from({ length: 500 }, () => init(primitives, rng).depth);
  expect(Math.min(...depths)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...depths)).toBe(6);
});

test("about a fifth of the children are reproductions", () => {
  const rng = seeded(2);
  const parents = ["add(mul(T3, T1_D), abs(T3G_N))", "frobenius(sub(T4_D, T4_N))"].map((text) =>
    parse(text, primitives),
  );
  const children = Array.from({ length: 1000 }, () => offspring(vary, parents, primitives, rng));
  const same = children.filter((child) => parents.includes(child)).length;
  expect(same).toBeGreaterThan(150);
  expect(same).toBeLessThan(300);
  expect(children.every((child) => nodes(child).length === child.size)).toBe(true);
});

test("25 parents are kept, better ones more often", () => {
  const ranked = Array.from({ length: 50 }, (_, i) => ({
    ok: true as const,
    tree: parse("T3", primitives),
    fitness: 1 - i / 50,
    tasks: [],
  }));
  const parents = select(ranked.filter(isRanked), seeded(3));
  expect(parents.length).toBe(25);
  const average = parents.reduce((sum, { fitness }) => sum + fitness, 0) / parents.length;
  expect(average).toBeGreaterThan(0.65);
});
