import { describe, expect, test } from "vitest";
import { aggregates, extendReductions, type Reduction, toScalars } from "../../src/index.ts";
import { isFamily } from "../../src/reductions/reduction.ts";
import { reductionLaws } from "../../src/testing.ts";
import { range } from "../range.ts";

const members = Object.entries(aggregates).flatMap(([name, entry]): (readonly [string, Reduction])[] =>
  isFamily(entry) ? entry.members.map((numbers) => [name, entry.with(...numbers)]) : [[name, entry]],
);

describe("every entry of the tables keeps its laws", () => {
  test.each(members.map(([name, one]) => ({ name, text: one.text, one })))("$text", ({ name, text, one }) => {
    reductionLaws(one);
    expect(text.startsWith(name)).toBe(true);
  });
});

test("no two entries read alike, in a text, a terminal or a formula", () => {
  for (const reads of [
    (one: Reduction) => one.text,
    (one: Reduction) => one.infix,
    (one: Reduction) => one.latex("x"),
    (one: Reduction) => one.latex("x", "i"),
  ])
    expect(new Set(members.map(([, one]) => reads(one))).size).toBe(members.length);
});

test("the toScalars are aggregates too", () => {
  expect(aggregates).toMatchObject(toScalars);
});

test("one's own is named by its key and held to the same laws", () => {
  const own = extendReductions(aggregates, { range });
  expect([own.range.text, own.range.infix, own.range([1, 5])]).toEqual(["range", "range", 4]);
  reductionLaws(own.range);
});

test("a name that is taken, or that no text can hold, is refused", () => {
  expect(() => extendReductions(toScalars, { l2: range })).toThrow(
    'extendReductions: the table has "l2" already; rename yours',
  );
  for (const name of ["a b", "-a", "a:b", "a(b", ""])
    expect(() => extendReductions(toScalars, { [name]: range })).toThrow(SyntaxError);
});

test("the laws find what breaks them", () => {
  const broken = { ...range, laws: ["odd" as const] };
  expect(() => reductionLaws(extendReductions({}, { broken }).broken)).toThrow(/broken: odd does not hold/);
  const wrong = { ...range, examples: [{ of: [1, 2], is: 3 }] };
  expect(() => reductionLaws(extendReductions({}, { wrong }).wrong)).toThrow("wrong: of [1, 2] expected 3, got 1");
});
