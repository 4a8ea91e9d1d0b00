import { type TransNasBench101MacroArchitecture, transNasBench101Macro } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { edits } from "./edits.ts";

const { parse, format, sample, mutate, all, size } = transNasBench101Macro();
const members = [...all()];
const texts = new Set(members.map(format));
const skeletons: fc.Arbitrary<TransNasBench101MacroArchitecture> = fc.constantFrom(...members);

property.prop([skeletons], { numRuns: 1000 })("a skeleton is what its text reads as", (skeleton) => {
  expect(parse(format(skeleton))).toEqual(skeleton);
});

property.prop([skeletons], { numRuns: 300 })(
  "a skeleton is what its digits read as, filled with zeros or not",
  (skeleton) => {
    expect(parse(JSON.stringify(skeleton))).toEqual(skeleton);
    const filled = [...skeleton, 0, 0].slice(0, 6);
    expect(parse(`(${filled.join(", ")})`)).toEqual(skeleton);
  },
);

property.prop([fc.stringMatching(/^(64|32)-[0-5]{3,7}-(basic|basi|3_33_333)$/)], { numRuns: 2000 })(
  "a text of about the form is refused, or is a member's text",
  (text) => {
    if (texts.has(text)) expect(format(parse(text))).toBe(text);
    else expect(() => parse(text)).toThrow(SyntaxError);
  },
);

describe("an error says what was expected where", () => {
  test.each([
    ["", 'expected "64-" at the start, got the end (at column 1 of "")'],
    ["32-1234-basic", 'expected "64-" at the start, got "3" (at column 1 of'],
    ["64-", "expected a digit from 1 to 4 for module 1, got the end (at column 4 of"],
    ["64-123-basic", 'expected a digit from 1 to 4 for module 4, got "-" (at column 7 of'],
    ["64-1035-basic", 'expected a digit from 1 to 4 for module 2, got "0" (at column 5 of'],
    ["64-12345-basic", 'expected "-basic" after module 4, got "5" (at column 8 of'],
    ["64-1234123-basic", 'expected "-basic" after module 6, got "3" (at column 10 of'],
    ["64-1234", 'expected "-basic" after module 4, got the end (at column 8 of'],
    ["64-1234-basi", 'expected "-basic" after module 4, got the end (at column 13 of'],
    ["64-1234-basic ", 'expected the end, got " " (at column 14 of'],
    ["64-41414-1_02_333", 'expected "-basic" after module 5, got "1" (at column 10 of'],
    [
      "64-1133-basic",
      'expected from 1 to 3 modules that double the channels (2 or 4), not 0, got "1133" (at column 4 of',
    ],
    [
      "64-2424-basic",
      'expected from 1 to 3 modules that double the channels (2 or 4), not 4, got "2424" (at column 4 of',
    ],
    ["64-1212-basic", 'expected from 1 to 4 modules that halve the size (3 or 4), not 0, got "1212" (at column 4 of'],
    [
      "64-333342-basic",
      'expected from 1 to 4 modules that halve the size (3 or 4), not 5, got "333342" (at column 4 of',
    ],
  ])("%j", (text, message) => {
    expect(() => parse(text)).toThrow(SyntaxError);
    expect(() => parse(text)).toThrow(`trans-nas-bench-101-macro: ${message}`);
    expect(() => parse(text)).toThrow("an architecture is 64-MODULES-basic with 4 to 6 digits for the modules");
  });
});

test("all 3,256 skeletons are there once", () => {
  expect(texts.size).toBe(3256);
  expect(members.length).toBe(3256);
  expect(size).toBe(3256);
});

test("draws reach all skeletons, equally", () => {
  const drawn = new Set(members.map((_, i) => format(sample(() => (i + 0.5) / size))));
  expect(drawn.size).toBe(size);
});

property.prop([skeletons, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { numRuns: 1000 })(
  "a mutation changes, puts in or takes out one module, whatever the deviates",
  (skeleton, deviate) => {
    const child = mutate(skeleton, () => deviate);
    expect(edits(skeleton, child)).toBe(1);
    expect(parse(format(child))).toEqual(child);
  },
);

test("mutations lead from one skeleton to all", () => {
  const reached = new Set(["64-1234-basic"]);
  for (const text of reached)
    for (let i = 0; i < 12; i++) reached.add(format(mutate(parse(text), () => (i + 0.5) / 12)));
  expect(reached.size).toBe(size);
});
