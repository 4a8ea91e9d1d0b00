import fc from "fast-check";
import { expect, test } from "vitest";
import { arraysIn, newArray } from "../../src/recording/result-arrays.ts";

const requests = fc.array(fc.oneof(fc.nat(2000), fc.integer({ min: 5e5, max: 1e6 })), { minLength: 1, maxLength: 8 });

test("arrays have the lengths asked for and do not overlap", () => {
  fc.assert(
    fc.property(requests, (sizes) => {
      const memory = new WebAssembly.Memory({ initial: 512 });
      for (const take of [newArray, arraysIn(memory, 64)]) {
        const arrays = sizes.map(take);
        arrays.forEach((array, i) => void array.fill(i));
        expect(arrays.map(({ length }) => length)).toEqual(sizes);
        for (const [i, array] of arrays.entries()) expect([array.at(0) ?? i, array.at(-1) ?? i]).toEqual([i, i]);
      }
    }),
    { numRuns: 30 },
  );
});

test("new arrays have memory of their own; those in a memory lie in it from the start that was given", () => {
  expect(newArray(8).buffer).not.toBe(newArray(8).buffer);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const take = arraysIn(memory, 128);
  expect([take(3), take(5)].map(({ buffer, byteOffset }) => [buffer === memory.buffer, byteOffset])).toEqual([
    [true, 128],
    [true, 140],
  ]);
});
