import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";
import { arenaOf, expectClose } from "./arena.ts";

const memory = new WebAssembly.Memory({ initial: 4 });
const kernels = trainingKernels(memory);
const values = fc.array(fc.float({ noDefaultInfinity: false, noNaN: false }), { maxLength: 200 });

describe("activation codes", () => {
  it("have a bit for each number, on where it is above 0, and say whether all are finite", () =>
    fc.assert(
      fc.property(values, (numbers) => {
        const arena = arenaOf(memory);
        const words = Math.ceil(numbers.length / 32);
        const [x, codes] = [arena.put(numbers), arena.make(words)];
        expect(kernels.activationCodes(x, codes, numbers.length)).toBe(Number(numbers.every(Number.isFinite)));
        arena.check();
        const made = new Int32Array(arena.read(codes, words).buffer);
        const expected = new Int32Array(words);
        for (const [i, value] of numbers.entries()) if (value > 0) expected[i >>> 5]! |= 1 << (i & 31);
        expect([...made]).toEqual([...expected]);
      }),
    ));

  it("differ in so many bits", () => {
    const words = fc.array(fc.tuple(fc.integer(), fc.integer()), { maxLength: 20 });
    fc.assert(
      fc.property(words, (pairs) => {
        const arena = arenaOf(memory);
        const put = (of: readonly number[]): number => {
          const at = arena.make(of.length);
          new Int32Array(memory.buffer, at, of.length).set(of);
          return at;
        };
        const [a, b] = [put(pairs.map(([v]) => v)), put(pairs.map(([, v]) => v))];
        const bits = pairs.map(([v, w]) => [...((v ^ w) >>> 0).toString(2)].filter((bit) => bit === "1").length);
        expect(kernels.differingBits(a, b, pairs.length)).toBe(bits.reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});

it("whether all numbers are finite", () =>
  fc.assert(
    fc.property(values, (numbers) => {
      const x = arenaOf(memory).put(numbers);
      expect(kernels.allFinite(x, numbers.length)).toBe(Number(numbers.every(Number.isFinite)));
    }),
  ));

it("the largest magnitude, past NaN", () =>
  fc.assert(
    fc.property(values, (numbers) => {
      const x = arenaOf(memory).put(numbers);
      const sizes = numbers.filter((value) => !Number.isNaN(value)).map(Math.abs);
      expect(kernels.largest(x, numbers.length)).toBe(Math.max(0, ...sizes));
    }),
  ));

it("channels are combined", () => {
  const single = fc.double({ min: -9, max: 9, noNaN: true }).map(Math.fround);
  const sizes = fc.record({ pixels: fc.integer({ min: 1, max: 5 }), channels: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(sizes, fc.infiniteStream(single), ({ pixels, channels }, stream) => {
      const draw = (count: number): number[] => Array.from({ length: count }, () => stream.next().value!);
      const [size, arena] = [pixels * channels, arenaOf(memory)];
      const [a, b, x, y] = [draw(size), draw(size), draw(size), draw(size)] as [number[], number[], number[], number[]];
      const [u, v, w, mean] = Array.from({ length: 4 }, () => draw(channels)) as [
        number[],
        number[],
        number[],
        number[],
      ];
      const to = arena.make(size);
      kernels.scale(arena.put(y), 1, to, size);
      const at = [a, u, b, v, x, mean, w].map((numbers) => arena.put(numbers)) as Seven;
      kernels.combineChannels(...at, to, pixels, channels);
      arena.check();
      const expected = y.map((own, i) => {
        const c = i % channels;
        return own + u[c]! * a[i]! + v[c]! * b[i]! + w[c]! * (x[i]! - mean[c]!);
      });
      expectClose(arena.read(to, size), expected, 1e-3);
    }),
  );
});

type Seven = [number, number, number, number, number, number, number];
