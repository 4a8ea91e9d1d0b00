import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonDepthError, parseJson } from "../src/index.ts";

test("it reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 9 }), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const quoted = JSON.stringify({ [text]: `[[${text}\\"{` });
      expect(parseJson(quoted)).toEqual(JSON.parse(quoted));
    }),
  );
});

test.each([
  ["lists", (depth: number) => "[".repeat(depth) + "]".repeat(depth)],
  ["objects", (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`],
])("%s that lie too deep in each other are refused before they are read", (_, nested) => {
  expect(parseJson(nested(200))).toEqual(JSON.parse(nested(200)));
  expect(() => parseJson(nested(201))).toThrow(JsonDepthError);
  expect(() => parseJson(nested(1_000_000))).toThrow("has lists and objects more than 200 deep in each other");
  expect(parseJson(`[${nested(150)}, ${nested(150)}]`)).toHaveLength(2);
});

test("what is cut off is the SyntaxError of JSON.parse", () => {
  for (const text of ["", "[1", '"a', '{"a\\']) expect(() => parseJson(text)).toThrow(SyntaxError);
});
