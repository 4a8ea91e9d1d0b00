import { expect, test } from "vitest";
import { crc32 } from "../../src/tables/crc32.ts";

test.each([
  ["", 0],
  ["123456789", 0xcbf43926],
  ["The quick brown fox jumps over the lazy dog", 0x414fa339],
])("of %j it is the published one", (text, expected) => {
  expect(crc32(Buffer.from(text))).toBe(expected);
});
