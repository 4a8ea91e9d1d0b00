import fc from "fast-check";
import { expect, test } from "vitest";
import { integer, pick, sample, seeded } from "../src/index.ts";

const counted = fc
  .array(fc.integer(), { maxLength: 30 })
  .chain((list) => fc.tuple(fc.constant(list), fc.nat(list.length)));

test("an integer is whole and below n, even for the largest uniform number", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer(), (n, seed) => {
      for (const x of [integer(n, seeded(seed)), integer(n, () => 0), integer(n, () => 1 - 2 ** -53)])
        expect(Number.isInteger(x) && x >= 0 && x < n).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a sample has so many places of the list, none twice, and the list stays as it is", () => {
  fc.assert(
    fc.property(counted, fc.integer(), ([values, count], seed) => {
      const list = values.map((value) => ({ value }));
      const before = [...list];
      const drawn = sample(list, count, seeded(seed));
      expect(drawn.length).toBe(count);
      expect(new Set(drawn).size).toBe(count);
      for (const one of drawn) expect(list.includes(one)).toBe(true);
      expect(list).toEqual(before);
      expect(sample(list, count, seeded(seed))).toEqual(drawn);
    }),
    { numRuns: 1000 },
  );
});

test("a sample is the beginning of a shuffled list, however long the list is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.nat(30), fc.integer(), (length, most, seed) => {
      const list = Array.from({ length }, (_, place) => place);
      const count = Math.min(most, length);
      const shuffled = [...list];
      const rng = seeded(seed);
      for (let i = 0; i < count; i++) {
        const j = i + integer(length - i, rng);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      const again = seeded(seed);
      expect(sample(list, count, again)).toEqual(shuffled.slice(0, count));
      expect(again()).toBe(rng());
    }),
    { numRuns: 1000 },
  );
});

test("a few of a long list are found without reading the list", () => {
  const list = Array.from({ length: 20_000 }, (_, place) => place);
  let reads = 0;
  const watched = new Proxy(list, {
    get(target, key, receiver) {
      if (typeof key === "string" && key !== "length") reads++;
      return Reflect.get(target, key, receiver);
    },
  });
  sample(watched, 2, seeded(1));
  expect(reads).toBe(2);
});

test("in the long run every ordered sample is as likely", () => {
  const rng = seeded(3);
  const counts = new Map<string, number>();
  for (let i = 0; i < 12_000; i++) {
    const key = sample(["a", "b", "c", "d"], 2, rng).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(12);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
});

test("a pick is of the list", () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { minLength: 1 }), fc.integer(), (list, seed) => {
      expect(list.some((one) => Object.is(one, pick(list, seeded(seed))))).toBe(true);
    }),
  );
});

test("what cannot be drawn is refused", () => {
  expect(() => pick([], Math.random)).toThrow(
    new RangeError("pick: the list is empty; there is nothing to choose from"),
  );
  for (const n of [0, -1, 1.5, Number.NaN])
    expect(() => integer(n, Math.random)).toThrow(`integer: n must be a whole number of at least 1, got ${n}`);
  for (const count of [-1, 3, 0.5, Number.NaN])
    expect(() => sample(["a", "b"], count, Math.random)).toThrow(
      `sample: count must be a whole number from 0 to the list's 2, got ${count}`,
    );
});
