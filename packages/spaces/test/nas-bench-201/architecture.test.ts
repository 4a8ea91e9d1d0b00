import { type NasBench201Architecture, nasBench201, nasBench201Operations } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const { parse, format, sample, mutate, all, size } = nasBench201();
const operation = fc.constantFrom(...nasBench201Operations);
const cells: fc.Arbitrary<NasBench201Architecture> = fc.tuple(
  operation,
  operation,
  operation,
  operation,
  operation,
  operation,
);
const best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|";

property.prop([cells], { numRuns: 1000 })("a cell is what its text reads as", (cell) => {
  expect(parse(format(cell))).toEqual(cell);
});

property.prop([cells, fc.nat(), fc.string({ minLength: 1, maxLength: 1 })], { numRuns: 2000 })(
  "a text with one sign changed is refused, or is another cell's text",
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

test("an edge's place in the text is its place in the list", () => {
  expect(parse(best)).toEqual([
    "nor_conv_3x3",
    "nor_conv_3x3",
    "nor_conv_3x3",
    "skip_connect",
    "nor_conv_3x3",
    "nor_conv_1x1",
  ]);
});

describe("an error says what was expected where", () => {
  test.each([
    ["", 'expected "|" before edge 1←0, got the end (at column 1 of "")'],
    ["nor_conv_3x3~0", 'expected "|" before edge 1←0, got "n" (at column 1 of'],
    [
      best.replace("skip_connect", "skip_conect"),
      "expected one of none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3 at edge 3←0, " +
        'got "skip_conect" (at column 51 of',
    ],
    ["|~0|", 'at edge 1←0, got "~" (at column 2 of'],
    ["|none|", 'expected "~" after the operation of edge 1←0, got "|" (at column 6 of'],
    ["|none~0", 'expected "|" after edge 1←0, got the end (at column 8 of'],
    [best.replace("1x1~2", "1x1~1"), 'expected the source 2 at edge 3←2, got "1" (at column'],
    [best.replace("1x1~2", "1x1~"), 'expected the source 2 at edge 3←2, got "|" (at column'],
    ["|none~0|none~0|", 'expected "+" before the edges of node 2, got "n" (at column 9 of'],
    ["|none~0|+none~0|", 'expected "|" before edge 2←0, got "n" (at column 10 of'],
    ["|none~0|+|none~0|+", "at edge 2←1, got "],
    [`${best}+|none~0|`, 'expected the end after the edges of node 3, got "+|none~0|" (at column'],
    [` ${best}`, 'expected "|" before edge 1←0, got " " (at column 1 of'],
  ])("%s", (text, message) => {
    expect(() => parse(text)).toThrow(SyntaxError);
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).toThrow("a cell is |op~0|+|op~0|op~1|+|op~0|op~1|op~2|");
  });
});

test("all 15,625 cells are there once, and 729 have no convolution", () => {
  const texts = new Set([...all()].map(format));
  expect(texts.size).toBe(size);
  expect(size).toBe(15_625);
  expect([...texts].filter((text) => !text.includes("conv_")).length).toBe(729);
});

test("draws reach every operation on every edge, equally", () => {
  let place = 0;
  const rng = () => (++place * 0.6180339887498949) % 1;
  const counts = Array.from({ length: 6 }, () => new Map<string, number>());
  for (let i = 0; i < 5000; i++)
    for (const [edge, name] of sample(rng).entries()) counts[edge]!.set(name, (counts[edge]!.get(name) ?? 0) + 1);
  for (const count of counts) for (const name of nasBench201Operations) expect(count.get(name)).toBeCloseTo(1000, -2);
});

property.prop([cells, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { numRuns: 1000 })(
  "a mutation changes one edge, whatever the deviates",
  (cell, deviate) => {
    const child = mutate(cell, () => deviate);
    expect(child.filter((name, i) => name !== cell[i]).length).toBe(1);
    expect(parse(format(child))).toEqual(child);
  },
);
