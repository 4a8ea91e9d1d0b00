import { nasBench201 } from "@eznas/spaces";
import { expect, test } from "vitest";
import { table as file } from "../../cli/test/command-line.ts";
import { drawNetworks, weightsOf } from "../src/draw-networks.ts";
import { readAccuracies } from "../src/node/read-accuracies.ts";

const space = nasBench201();
const table = await readAccuracies(file, { column: "cifar10_test" });

test("networks are drawn without replacement and keep their accuracy", () => {
  const drawn = drawNetworks("rank", { space, table, count: 32, seed: 3 });
  expect(new Set(drawn.map(({ id }) => id)).size).toBe(32);
  for (const { id, accuracy, architecture } of drawn) {
    expect(table).toContainEqual({ id, accuracy });
    expect(space.format(architecture)).toBe(id);
  }
});

test("a larger draw of the same seed begins with the smaller one, so that a collection can grow", () => {
  const draw = (count: number, seed = 3) => drawNetworks("rank", { space, table, count, seed }).map(({ id }) => id);
  expect(draw(20).slice(0, 8)).toEqual(draw(8));
  expect(draw(8, 4)).not.toEqual(draw(8));
});

test.each([1, 33, 2.5])("a count of %d is refused", (count) => {
  expect(() => drawNetworks("rank", { space, table, count, seed: 1 })).toThrow(
    new RangeError(`rank: count must be a whole number from 2 to the table's 32 rows, got ${count}`),
  );
});

test("an architecture that the space does not have is refused before anything is built", () => {
  const typo = [...table.slice(0, 2), { id: "|nor_conv_3x3~0|+|nose~0|none~1|+|none~0|none~1|none~2|", accuracy: 1 }];
  expect(() => drawNetworks("rank", { space, table: typo, count: 3, seed: 1 })).toThrow(SyntaxError);
});

test("weights depend on seed and network alone", () => {
  expect(weightsOf(1, "a")()).toBe(weightsOf(1, "a")());
  expect(weightsOf(1, "a")()).not.toBe(weightsOf(1, "b")());
  expect(weightsOf(1, "a")()).not.toBe(weightsOf(2, "a")());
});
