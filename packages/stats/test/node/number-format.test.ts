import fc from "fast-check";
import { expect, test } from "vitest";
import { isNumberFormat, numberCodecs } from "../../src/node/number-format.ts";

const { float32, bfloat16 } = numberCodecs;
const floats = fc.float32Array({ maxLength: 20 });
const there = (...numbers: readonly number[]): readonly number[] => [
  ...bfloat16.decode(bfloat16.encode(Float32Array.from(numbers))),
];

test("float32 numbers come back to the bit", () => {
  fc.assert(
    fc.property(floats, (data) => {
      expect(float32.decode(Uint8Array.from(float32.encode(data)))).toEqual(data);
    }),
    { numRuns: 1000 },
  );
});

test("a bfloat16 number is one of the two nearest, keeps its sign, and is as it is the second time", () => {
  fc.assert(
    fc.property(floats, (data) => {
      const once = bfloat16.decode(bfloat16.encode(data));
      for (const [i, x] of data.entries()) {
        const y = once[i]!;
        if (Number.isNaN(x)) expect(y).toBeNaN();
        else {
          expect(Object.is(Math.sign(y), Math.sign(x)) || y === 0).toBe(true);
          if (Number.isFinite(y))
            expect(Math.abs(y - x)).toBeLessThanOrEqual(Math.max(Math.abs(x) * 2 ** -8, 2 ** -134));
        }
      }
      expect(bfloat16.decode(bfloat16.encode(once))).toEqual(once);
    }),
    { numRuns: 1000 },
  );
});

test("ties go to even, infinities and zeros stay, and what is too large overflows", () => {
  expect(there(1 + 2 ** -8, 1 + 3 * 2 ** -8, -(1 + 2 ** -8))).toEqual([1, 1 + 2 ** -6, -1]);
  expect(there(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 3.4028235e38)).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -0,
    Number.POSITIVE_INFINITY,
  ]);
});

test("a NaN of any payload stays NaN", () => {
  const bits = Uint32Array.of(0x7f800001, 0xff800001, 0x7fffffff, 0xffffffff, 0x7fc00000);
  expect([...bfloat16.decode(bfloat16.encode(new Float32Array(bits.buffer)))].every(Number.isNaN)).toBe(true);
});

test("only the two formats are formats", () => {
  expect(["float32", "bfloat16", "float16", "toString", 1, undefined].map(isNumberFormat)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
