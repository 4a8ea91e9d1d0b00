import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32, crc32Step } from "../../src/node/crc32.ts";

test("the checksum of the standard's check text is CBF43926", () => {
  const bytes = new TextEncoder().encode("123456789");
  expect(crc32([bytes])).toBe(0xcbf43926);
  expect(crc32Step(bytes, 0)).toBe(0xcbf43926);
});

test("parts count as the whole, and the table as Node's own", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (parts) => {
      const whole = crc32([Buffer.concat(parts)]);
      expect(crc32(parts)).toBe(whole);
      expect(crc32(parts, crc32Step)).toBe(whole);
    }),
    { numRuns: 300 },
  );
});
