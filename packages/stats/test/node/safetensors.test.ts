import { describe, expect, test } from "vitest";
import { DatasetError } from "../../src/node/dataset-error.ts";
import { decodeHeader, encodeHeader, headerLength } from "../../src/node/safetensors.ts";

const json = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const tensor = (more: object = {}) => ({ dtype: "F32", shape: [2], data_offsets: [0, 8], ...more });

test.each([
  ["float32", 4],
  ["bfloat16", 2],
] as const)(
  "a header of %s says where each tensor lies, and begins them at a multiple of 8 bytes",
  (numbers, numbersBytes) => {
    const tensors = new Map([
      ["a", { shape: [2, 1], bytes: new Uint8Array(2 * numbersBytes) }],
      ["b", { shape: [], bytes: new Uint8Array(numbersBytes) }],
    ]);
    const bytes = encodeHeader(tensors, numbers, { note: "é" });
    expect(bytes.length % 8).toBe(0);
    const size = bytes.length + 3 * numbersBytes;
    expect(headerLength("f", bytes.subarray(0, 8), size)).toBe(bytes.length - 8);
    const header = decodeHeader("f", bytes.subarray(8), size);
    expect(header.metadata).toEqual({ note: "é" });
    expect([...header.tensors]).toEqual([
      ["a", { shape: [2, 1], numbers, begin: bytes.length, end: bytes.length + 2 * numbersBytes }],
      ["b", { shape: [], numbers, begin: bytes.length + 2 * numbersBytes, end: size }],
    ]);
  },
);

describe("refuses", () => {
  const refusal = (header: Uint8Array, dataBytes = 8) => {
    try {
      decodeHeader("f", header, 8 + header.length + dataBytes);
    } catch (error) {
      expect(error).toBeInstanceOf(DatasetError);
      return (error as Error).message;
    }
    return "nothing";
  };

  test.each<[string, unknown, RegExp, number?]>([
    ["what is no JSON", "{", /the header is no JSON$/],
    ["what is no object", "[1]", /the header is no JSON object/],
    ["metadata that is no text", { __metadata__: { a: 1 } }, /must map strings to strings/],
    ["metadata that is a list", { __metadata__: ["a"] }, /must map strings to strings/],
    ["an entry that is no tensor", { a: 1 }, /entry "a" is no tensor/],
    ["another type of number", { a: tensor({ dtype: "F16" }) }, /dtype F16, expected F32/],
    ["no numbers, however long", { a: tensor({ shape: [0, 9e15] }) }, /shape \[0,9000000000000000\] has no numbers/],
    ["a negative size", { a: tensor({ shape: [-2] }) }, /no proper shape/],
    ["one offset", { a: tensor({ data_offsets: [0] }) }, /no proper data_offsets/],
    ["a shape of another size", { a: tensor({ shape: [3] }) }, /of shape \[3\] cannot have 8 bytes/],
    ["a tensor beyond the file", { a: tensor({ data_offsets: [8, 16] }) }, /it is truncated/],
    ["a gap", { a: tensor({ data_offsets: [4, 12] }) }, /leave a gap or overlap/, 12],
    ["an overlap", { a: tensor(), b: tensor({ data_offsets: [4, 12] }) }, /leave a gap or overlap/, 12],
    ["bytes that belong to none", { a: tensor() }, /its tensors end at byte/, 12],
  ])("%s", (_, header, message, dataBytes) => {
    expect(refusal(json(header), dataBytes)).toMatch(message);
  });

  test("what is no UTF-8", () => {
    expect(refusal(Uint8Array.of(0xff, 0xfe))).toMatch(/is not UTF-8/);
  });

  test("a file of a few bytes, and one that announces more than it has", () => {
    expect(() => headerLength("f", new Uint8Array(3), 3)).toThrow(/f: is no safetensors file: 3 bytes are too few/);
    const prefix = Uint8Array.of(200, 0, 0, 0, 0, 0, 0, 0);
    expect(() => headerLength("f", prefix, 100)).toThrow(/announces a header of 200 bytes, but has 100 in all/);
  });
});
