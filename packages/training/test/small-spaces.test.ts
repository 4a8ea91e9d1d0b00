import { existsSync, readFileSync } from "node:fs";
import { definitions, smallSpaces } from "@eznas/spaces/small-spaces";
import { describe, expect, test } from "vitest";
import { readTrainingTable, recipes } from "../src/index.ts";

const pathOf = (name: string): URL => new URL(`../../spaces/small-spaces/${name}.csv`, import.meta.url);
const trained = definitions.filter(({ name }) => existsSync(pathOf(name)));

test("every table that ships is embedded, and no other", () => {
  expect(smallSpaces().map(({ name }) => name)).toEqual(trained.map(({ name }) => name));
});

describe.each(trained.map((definition) => [definition.name, definition] as const))("%s", (name, definition) => {
  const { settings, rows } = readTrainingTable(readFileSync(pathOf(name), "utf8"));
  const { options, images, space } = definition;

  test("was trained as its definition and the recipe say", () => {
    expect(settings["space"]).toEqual({ name: space().name, ...options });
    expect(settings["data"]).toEqual({ source: images, ...recipes.small.sizes, shape: space().inputShape, seed: 1 });
    expect(settings["training"]).toEqual(recipes.small.training);
  });

  test("is what is embedded, to two decimals", () => {
    const embedded = smallSpaces().find((each) => each.name === name)!;
    const runs = embedded.networks.flatMap(({ id, runs }) => runs.map((run) => ({ id, ...run })));
    const key = ({ id, seed }: { readonly id: string; readonly seed: number }): string => `${seed} ${id}`;
    const byKey = new Map(runs.map((run) => [key(run), run]));
    expect(byKey.size).toBe(rows.length);
    for (const row of rows) {
      const run = byKey.get(key(row))!;
      expect(run.status).toBe(row.status);
      if (run.status === "diverged") continue;
      expect(Math.abs(run.valid - row.valid!)).toBeLessThanOrEqual(0.00501);
      expect(Math.abs(run.test - row.test!)).toBeLessThanOrEqual(0.00501);
    }
  });
});
