import { fromNaslib, nasBench201 } from "@eznas/spaces";
import { expect, test } from "vitest";

const { format, parse, size } = nasBench201();

test("the six numbers are the edges by their source", () => {
  expect(format(fromNaslib("(4, 0, 3, 1, 4, 3)"))).toBe(
    "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|",
  );
  expect(format(fromNaslib("(2,2,0,2,2,3)"))).toBe(
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|",
  );
});

test("a list is read as a tuple is, and the space reads both", () => {
  const cell = fromNaslib("(4, 0, 3, 1, 4, 3)");
  for (const text of ["[4, 0, 3, 1, 4, 3]", "[4,0,3,1,4,3]", " ( 4,0, 3,1,4 ,3, ) "]) {
    expect(fromNaslib(text)).toEqual(cell);
    expect(parse(text)).toEqual(cell);
  }
  expect(() => parse("(4, 0)")).toThrow("fromNaslib: expected six operations from 0 to 4");
});

test("all of NASLib's names are all cells", () => {
  const digits = Array.from({ length: size }, (_, i) => i.toString(5).padStart(6, "0").split("").join(", "));
  expect(new Set(digits.map((it) => format(fromNaslib(`(${it})`)))).size).toBe(size);
});

test.each([
  "",
  "4, 0, 3, 1, 4, 3",
  "(4, 0, 3, 1, 4)",
  "(4, 0, 3, 1, 4, 5)",
  "(4, 0, 3, 1, 4, 3, 0)",
  "[4, 0, 3, 1, 4, 3)",
  "(4, 0, 3, 1, 4, 3.0)",
])("%j is refused", (key) => {
  expect(() => fromNaslib(key)).toThrow(SyntaxError);
  expect(() => fromNaslib(key)).toThrow(`got ${JSON.stringify(key)}`);
});
