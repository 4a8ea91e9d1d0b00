import { OutOfMemory } from "@eznas/kernels";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkMemory } from "../../src/index.ts";

const GiB = 2 ** 30;
const MiB = 2 ** 20;

function largestSaid(check: () => void): number | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(OutOfMemory);
    const said = (error as Error).message;
    expect(said).not.toContain("\n");
    return Number(/largest batch that fits is (\d+)$/.exec(said)?.[1] ?? 0);
  }
}

test("the largest batch that an error names passes, and one more does not", () => {
  const amounts = fc.record({
    perImage: fc.integer({ min: 1, max: 64 * MiB }),
    fixed: fc.integer({ min: 0, max: 2 * GiB }),
    inHeap: fc.double({ min: 0, max: 1, noNaN: true }),
    available: fc.option(fc.integer({ min: 0, max: 64 * GiB }), { nil: undefined }),
    batch: fc.integer({ min: 1, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(amounts, ({ perImage, fixed, inHeap, available, batch }) => {
      const takenBy = (count: number) => ({
        heap: inHeap * (fixed + count * perImage),
        besides: (1 - inHeap) * (fixed + count * perImage),
      });
      const check = (count: number) => () => checkMemory({ caller: "test", batch: count, takenBy, available });
      const largest = largestSaid(check(batch));
      if (largest === undefined) return;
      expect(largest).toBeLessThan(batch);
      expect(check(largest + 1)).toThrow(OutOfMemory);
      if (largest > 0) expect(check(largest)).not.toThrow();
    }),
  );
});

test("the error says how much it is, what there is, and the largest batch", () => {
  const takenBy = (count: number) => ({ heap: count * MiB, besides: count * MiB });
  expect(() => checkMemory({ caller: "capture", batch: 10_000, takenBy, available: 64 * GiB })).toThrow(
    "capture: a batch of 10000 takes about 19.5 GiB, 9.8 GiB of it in WebAssembly's memory, which has at most 4 GiB; the largest batch that fits is 4096",
  );
  expect(() => checkMemory({ caller: "capture", batch: 4000, takenBy, available: 5 * GiB })).toThrow(
    "capture: a batch of 4000 takes about 7.8 GiB, of 5.0 GiB that are free, 4.0 GiB may be taken; the largest batch that fits is 2048",
  );
  expect(() => checkMemory({ caller: "capture", batch: 1, takenBy: () => takenBy(9000), available: 5 * GiB })).toThrow(
    "not even a batch of 1 fits: take smaller images",
  );
});

test("memory that is held already is not taken again", () => {
  const takenBy = (count: number) => ({ heap: count * MiB, besides: 0 });
  const check = (held: number) => () => checkMemory({ caller: "test", batch: 2048, takenBy, held, available: 2 * GiB });
  expect(check(0)).toThrow(OutOfMemory);
  expect(check(GiB)).not.toThrow();
});
