import fc from "fast-check";
import { expect, test } from "vitest";
import { newArrays, reusedArrays } from "../../src/engine/result-arrays.ts";

const requests = fc.array(fc.oneof(fc.nat(2000), fc.integer({ min: 5e5, max: 3e6 })), { minLength: 1, maxLength: 12 });

test("arrays of one capture have the lengths asked for and do not overlap", () => {
  fc.assert(
    fc.property(requests, (sizes) => {
      for (const { begin, take } of [newArrays, reusedArrays()]) {
        begin();
        const arrays = sizes.map(take);
        arrays.forEach((array, i) => void array.fill(i));
        expect(arrays.map(({ length }) => length)).toEqual(sizes);
        for (const [i, array] of arrays.entries()) expect([array.at(0) ?? i, array.at(-1) ?? i]).toEqual([i, i]);
      }
    }),
    { numRuns: 30 },
  );
});

test("new arrays are new every time, reused ones the same for the same requests, and take no more memory", () => {
  const sizes = [10, 3_000_000, 500, 2_000_000];
  const buffersOf = (take: (floats: number) => Float32Array): ArrayBufferLike[] =>
    sizes.map((size) => take(size).buffer);
  expect(buffersOf(newArrays.take)).not.toContain(buffersOf(newArrays.take)[0]);
  const reused = reusedArrays();
  const first = buffersOf(reused.take);
  const { bytes } = reused;
  reused.begin();
  for (const [i, buffer] of buffersOf(reused.take).entries()) expect(buffer).toBe(first[i]);
  expect(reused.bytes).toBe(bytes);
});
