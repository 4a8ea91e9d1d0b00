import { nasNet } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allOperations, architectures } from "./cells.ts";

const { parse, format } = nasNet();
const operations = allOperations.filter((name) => !["none", "dil_conv_5x5", "dil_sep_conv_3x3"].includes(name));
const cell =
  "|conv_1x1~0|conv_3x3~1|+|conv_1x1~0|conv_3x3~2|+|conv_1x1~0|conv_3x3~3|+" +
  "|conv_1x1~4|conv_3x3~0|+|conv_1x1~0|conv_3x3~1|";
const text = `16x20:${cell}>5.6:${cell}>2.3.4.5.6`;

property.prop([architectures(operations, 5)], { numRuns: 1000 })("an architecture is what its text reads as", (it) => {
  expect(parse(format(it))).toEqual(it);
});

property.prop([architectures(operations, 5), fc.nat(), fc.string({ minLength: 1, maxLength: 1 })], { numRuns: 2000 })(
  "a text with one sign changed is refused, or is another architecture's text",
  (architecture, at, sign) => {
    const written = format(architecture);
    const place = at % written.length;
    const changed = written.slice(0, place) + sign + written.slice(place + 1);
    try {
      expect(format(parse(changed))).toBe(changed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  },
);

test("two edges after a plus are a node's, and the last numbers are the nodes that are put out", () => {
  const { normal, reduce, width, depth } = parse(text);
  expect([width, depth]).toEqual([16, 20]);
  expect(normal.edges.slice(2, 4)).toEqual([
    ["conv_1x1", 0],
    ["conv_3x3", 2],
  ]);
  expect([normal.concat, reduce.concat]).toEqual([
    [5, 6],
    [2, 3, 4, 5, 6],
  ]);
});

describe("an error says what was expected where", () => {
  test.each([
    ["", "expected width x depth : normal cell : reducing cell, such as 16x20:|op~0|op~1|+"],
    [text.replace("16x", "016x"), "expected width x depth"],
    [text.replace("16x20", "16x"), "expected width x depth"],
    [`${text}:`, "expected width x depth"],
    [text.replace(">5.6", ""), "normal cell: expected nodes and |>2.3.4.5 after them"],
    [text.replace(">5.6", ">"), "normal cell: expected nodes and |>2.3.4.5 after them"],
    [text.replace(">5.6", ">05"), "normal cell: expected nodes and |>2.3.4.5 after them"],
    [text.replace("|+", "||+"), 'normal cell: node 2 must be |op~input|op~input|, got "|conv_1x1~0|conv_3x3~1||"'],
    [text.replace("|+|", "|"), "normal cell: node 2 must be |op~input|op~input|, got"],
    [text.replace("1x1~0", "1x1~"), 'normal cell: node 2 has the edge "conv_1x1~", not op~input'],
    [text.replace("1x1~0", "1x1~00"), 'normal cell: node 2 has the edge "conv_1x1~00", not op~input'],
    [text.replace("|conv_1x1~0", "|~0"), 'node 2 has the edge "~0", not op~input'],
  ])("%s", (wrong, message) => {
    expect(() => parse(wrong)).toThrow(SyntaxError);
    expect(() => parse(wrong)).toThrow(`nds-nasnet: ${message}`.replace("nds-nasnet: node", "node"));
  });
});
