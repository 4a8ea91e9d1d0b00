import { expect, test } from "vitest";
import { call, leaf, pick, replaceAt, type Tree, type Variation } from "../../src/index.ts";
import { variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

const variation = (apply: Variation["apply"], rest: Partial<Variation> = {}): Variation => ({
  name: "mine",
  parents: 1,
  apply,
  ...rest,
});

test("a good variation of one's own passes", () => {
  variationLaws(
    variation(([parent]) => call("abs", [parent!])),
    { set },
  );
  variationLaws(
    variation(([, second], { terminals }, rng) => replaceAt(second!, 0, leaf(pick(terminals, rng))), { parents: 2 }),
  );
});

test("invalid children are found", () => {
  expect(() =>
    variationLaws(
      variation(([parent]) => call("abs", [parent!, parent!])),
      { set },
    ),
  ).toThrow(/"abs" takes 1 argument, got 2/);
  expect(() => variationLaws(variation(() => leaf("T9")))).toThrow(/unknown terminal "T9"/);
});

test("a changed parent is found, and the smallest one shown", () => {
  const careless = variation(([parent]) => {
    if (parent!.kind === "call") (parent!.args as Tree[])[0] = leaf("T4_P");
    return leaf("T3");
  });
  expect(() => variationLaws(careless, { set })).toThrow(/mine changed its parents/);
});

test("randomness of its own is found", () => {
  const lucky = variation((_, { terminals }) => leaf(pick(terminals, Math.random)));
  expect(() => variationLaws(lucky, { set })).toThrow(/mine gave .* and then, with the same seed/);
});

test("a variation says its name and how many parents it takes", () => {
  expect(() => variationLaws(variation(([parent]) => parent!, { name: "" }))).toThrow("a variation needs a name");
  expect(() => variationLaws(variation(([parent]) => parent!, { parents: 0 }))).toThrow(
    "mine must take a whole number of parents",
  );
});
