import fc from "fast-check";
import { expect, test } from "vitest";
import { quote, suggest } from "../src/nearest.ts";

const known = ["frobenius", "logDet", "sigmoid", "T3G_N", "T3G_D"];

test("a name without its prefix was meant to have it", () => {
  const predicates = ["sign", "relu", "isPositive", "isNegative"];
  expect(suggest("negative", predicates)).toBe('did you mean "isNegative"?');
  expect(suggest("positive", predicates)).toBe('did you mean "isPositive"?');
});

test.each([
  ["logdet", "logDet"],
  ["frobenous", "frobenius"],
  ["sigmod", "sigmoid"],
  ["T3G_n", "T3G_N"],
  ["simgoid", "sigmoid"],
])("%s was meant to be %s", (name, meant) => {
  expect(suggest(name, known)).toBe(`did you mean "${meant}"?`);
});

test("a letter too many, too few or wrong anywhere in a long name is found out", () => {
  fc.assert(
    fc.property(fc.nat(8), fc.constantFrom("", "x", "xu"), (at, letters) => {
      const name = "frobenius".slice(0, at) + letters + "frobenius".slice(at + 1);
      expect(suggest(name, known)).toBe('did you mean "frobenius"?');
    }),
  );
});

test("a name that is like none gets a list, which ends before it is long", () => {
  expect(suggest("zzz", known)).toBe("known: frobenius, logDet, sigmoid, T3G_N, T3G_D");
  expect(
    suggest(
      "zzz",
      Array.from({ length: 30 }, (_, i) => `name${i}`),
    ),
  ).toMatch(/, name11, …$/);
  expect(suggest("zzz", [])).toBe("the set has none");
});

test("a name of any length is answered briefly", () => {
  const long = "x".repeat(1_000_000);
  expect(suggest(long, known)).toMatch(/^known: /);
  expect(quote(long)).toBe(`"${"x".repeat(40)}…"`);
  expect(quote("T9")).toBe('"T9"');
});
