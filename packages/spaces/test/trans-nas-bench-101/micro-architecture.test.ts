import {
  type TransNasBench101MicroArchitecture,
  transNasBench101Micro,
  transNasBench101Operations,
} from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const { parse, format, sample, mutate, all, size } = transNasBench101Micro();
const operation = fc.constantFrom(...transNasBench101Operations);
const cells: fc.Arbitrary<TransNasBench101MicroArchitecture> = fc.tuple(
  operation,
  operation,
  operation,
  operation,
  operation,
  operation,
);

property.prop([cells], { numRuns: 1000 })("a cell is what its text reads as", (cell) => {
  expect(parse(format(cell))).toEqual(cell);
});

property.prop([cells, fc.nat(), fc.constantFrom("", "_", "-", " ", "0", "3", "4", "x")], { numRuns: 2000 })(
  "a text with one sign changed or taken out is refused, or is another cell's text",
  (cell, at, sign) => {
    const text = format(cell);
    const place = at % text.length;
    const changed = text.slice(0, place) + sign + text.slice(place + 1);
    try {
      expect(format(parse(changed))).toBe(changed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  },
);

property.prop([cells], { numRuns: 300 })("a cell is what its digits read as, as a tuple or a list", (cell) => {
  const digits = cell.map((name) => transNasBench101Operations.indexOf(name));
  expect(parse(JSON.stringify(digits))).toEqual(cell);
  expect(parse(`(${digits.join(", ")})`)).toEqual(cell);
});

test("an edge's place in the text is its place in the list", () => {
  expect(parse("64-41414-1_02_323")).toEqual([
    "skip_connect",
    "none",
    "nor_conv_1x1",
    "nor_conv_3x3",
    "nor_conv_1x1",
    "nor_conv_3x3",
  ]);
});

describe("an error says what was expected where", () => {
  test.each([
    ["", 'expected "6", got the end (at column 1 of "")'],
    ["32-41414-1_02_333", 'expected "6", got "3" (at column 1 of'],
    ["64-1234-basic", 'expected "4", got "1" (at column 4 of'],
    ["64-41414-1-02-333", 'expected "_", got "-" (at column 11 of'],
    ["64-41414-1_0 _333", 'expected a digit from 0 to 3 at edge 2←1, got " " (at column 13 of'],
    ["64-41414-1_02_433", 'expected a digit from 0 to 3 at edge 3←0, got "4" (at column 15 of'],
    ["64-41414-1_02_33", "expected a digit from 0 to 3 at edge 3←2, got the end (at column 17 of"],
    ["64-41414-1_02_3333", 'expected the end after the edges of node 3, got "3" (at column 18 of'],
  ])("%j", (text, message) => {
    expect(() => parse(text)).toThrow(SyntaxError);
    expect(() => parse(text)).toThrow(`trans-nas-bench-101-micro: ${message}`);
    expect(() => parse(text)).toThrow("an architecture is 64-41414-a_bc_def");
  });
});

test("all 4,096 cells are there once, in the order of their texts", () => {
  const texts = [...all()].map(format);
  expect(new Set(texts).size).toBe(size);
  expect(size).toBe(4096);
  expect(texts).toEqual(texts.toSorted());
});

test("draws reach every operation on every edge, equally", () => {
  let place = 0;
  const rng = () => (++place * 0.6180339887498949) % 1;
  const counts = Array.from({ length: 6 }, () => new Map<string, number>());
  for (let i = 0; i < 4000; i++)
    for (const [edge, name] of sample(rng).entries()) counts[edge]!.set(name, (counts[edge]!.get(name) ?? 0) + 1);
  for (const count of counts)
    for (const name of transNasBench101Operations) expect(count.get(name)).toBeCloseTo(1000, -2);
});

property.prop([cells, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { numRuns: 1000 })(
  "a mutation changes one edge, whatever the deviates",
  (cell, deviate) => {
    const child = mutate(cell, () => deviate);
    expect(child.filter((name, i) => name !== cell[i]).length).toBe(1);
    expect(parse(format(child))).toEqual(child);
  },
);
