import { darts, enas, nasBench301 } from "@eznas/spaces";
import { describe, expect, test } from "vitest";

const skips = (edges: number, input = 0): string =>
  Array.from({ length: edges / 2 }, () => `|skip_connect~${input}|skip_connect~0|`).join("+");
const four = `${skips(8)}>2.3.4.5`;
const five = `${skips(10)}>2.3.4.5.6`;

describe("what is no member is refused with the place", () => {
  test.each([
    [`1x8:${four}:${four}`, "nds-darts: width must be a whole number from 2 up, got 1"],
    [`16x8:${five}:${four}`, "nds-darts: normal cell must have 4 nodes of two edges, got 10 edges"],
    [`16x8:${four}:${skips(2)}>2`, "nds-darts: reducing cell must have 4 nodes of two edges, got 2 edges"],
    [
      `16x8:${four}:${four.replace("skip_connect", "conv_3x3")}`,
      'nds-darts: reducing cell: node 2 has the operation "conv_3x3"; expected one of none, max_pool_3x3',
    ],
    [
      `16x8:${four.replace("skip_connect~0", "toString~0")}:${four}`,
      'normal cell: node 2 has the operation "toString"; expected one of',
    ],
    [
      `16x8:${four.replace("skip_connect~0|", "skip_connect~2|")}:${four}`,
      "normal cell: node 2 takes an input from 0 to 1, got 2",
    ],
    [`16x8:${four}:${skips(8, 9)}>2.3.4.5`, "reducing cell: node 2 takes an input from 0 to 1, got 9"],
    [`16x8:${four}:${skips(8)}>2.6`, "reducing cell: concat must name nodes from 2 to 5, each once, got 2, 6"],
    [`16x8:${four}:${skips(8)}>1.2`, "reducing cell: concat must name nodes from 2 to 5, each once, got 1, 2"],
    [`16x8:${skips(8)}>2.3.2:${four}`, "normal cell: concat must name nodes from 2 to 5, each once, got 2, 3, 2"],
  ])("%s", (text, message) => {
    expect(() => darts().parse(text)).toThrow(SyntaxError);
    expect(() => darts().parse(text)).toThrow(message);
  });
});

test("nodes that are put out against the space's habit are a member", () => {
  const text = `16x8:${skips(10)}>3:${five}`;
  expect(enas().format(enas().parse(text))).toBe(text);
});

test("NAS-Bench-301 wants two different inputs to a node, and no none", () => {
  const { parse } = nasBench301();
  const good =
    "|skip_connect~0|sep_conv_3x3~1|+|skip_connect~2|sep_conv_3x3~1|+" +
    "|skip_connect~0|sep_conv_3x3~3|+|skip_connect~4|sep_conv_3x3~0|>2.3.4.5";
  expect(parse(`32x8:${good}:${good}`).depth).toBe(8);
  expect(() => parse(`32x8:${good}:${good.replace("_3x3~3", "_3x3~0")}`)).toThrow(
    "nas-bench-301: reducing cell: node 4 must take two different inputs, got 0 twice",
  );
  expect(() => parse(`32x8:${good.replace("skip_connect", "none")}:${good}`)).toThrow('has the operation "none"');
});
