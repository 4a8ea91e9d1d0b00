import fc from "fast-check";
import { expect, test } from "vitest";
import { eznasA, infix, program, terminalsOf } from "../src/index.ts";
import { programs } from "../src/testing.ts";

test("every statistic of a program is named in its formula", () => {
  fc.assert(
    fc.property(programs(), (made) => {
      const text = infix(made);
      for (const name of terminalsOf(made)) expect(text).toContain(name);
    }),
  );
});

test("an operation without a sign of its own is written as a call", () => {
  expect(infix(program("frobenius(T3)"))).toBe("frobenius(T3)");
  expect(infix(eznasA.tree)).toBe(infix(eznasA));
});
