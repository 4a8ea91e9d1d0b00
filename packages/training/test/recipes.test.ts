import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTrainingTable, recipes } from "../src/index.ts";

test("Fashion-201's recipe is the one in the head of its table", () => {
  const { settings } = readTrainingTable(
    readFileSync(new URL("../../spaces/fashion-201.csv", import.meta.url), "utf8"),
  );
  const { sizes, training } = recipes["fashion-201"];
  expect(settings["training"]).toEqual(training);
  expect(settings["data"]).toMatchObject(sizes);
});

test.each(Object.entries(recipes))("%s has an image for every network's test, and steps to learn by", (_, recipe) => {
  const { sizes, training } = recipe;
  expect(sizes.train + sizes.valid + sizes.test).toBeLessThanOrEqual(69_000);
  expect(training.epochs * Math.floor(sizes.train / training.batch)).toBeGreaterThan(500);
});
