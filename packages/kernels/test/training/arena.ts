import { expect } from "vitest";

/** What lies around every region: a signalling pattern that no kernel writes by chance. */
const guard = 0xa5;
const guardBytes = 64;

/** Regions of a memory with guards between them, the first at the memory's very end, where reading on traps. */
export interface Arena {
  /** A region that holds these values; `offset` floats ahead of what its alignment would be. */
  put(values: ArrayLike<number>): number;
  /** A region of so many floats, holding NaN. */
  make(length: number): number;
  read(pointer: number, length: number): Float32Array;
  /** Asserts that nothing was written outside the regions, and nothing but what it held into those of `put`. */
  check(): void;
}

export function arenaOf(memory: WebAssembly.Memory): Arena {
  let free = memory.buffer.byteLength;
  const guards: number[] = [];
  const inputs: { pointer: number; values: Float32Array }[] = [];
  const view = (pointer: number, length: number): Float32Array => new Float32Array(memory.buffer, pointer, length);
  const take = (length: number): number => {
    const pointer = free - length * 4;
    free = pointer - guardBytes;
    if (free < 0) throw new RangeError("arenaOf: the memory is too small");
    guards.push(free);
    new Uint8Array(memory.buffer, free, guardBytes).fill(guard);
    return pointer;
  };
  return {
    put(values) {
      const pointer = take(values.length);
      view(pointer, values.length).set(values);
      inputs.push({ pointer, values: Float32Array.from(values) });
      return pointer;
    },
    make(length) {
      const pointer = take(length);
      view(pointer, length).fill(Number.NaN);
      return pointer;
    },
    read: (pointer, length) => view(pointer, length).slice(),
    check() {
      for (const start of guards)
        expect(new Uint8Array(memory.buffer, start, guardBytes).every((byte) => byte === guard)).toBe(true);
      for (const { pointer, values } of inputs)
        expect(
          Buffer.compare(Buffer.from(view(pointer, values.length).slice().buffer), Buffer.from(values.buffer)),
        ).toBe(0);
    },
  };
}

/** Uniform on [−1, 1), the same for the same seed. */
export function uniform(seed: number, length: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

/** Asserts that every difference is at most `tolerance`, infinities and NaN being equal to themselves. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let at = 0; at < actual.length; at++) {
    const difference = Math.abs(actual[at]! - expected[at]!);
    if (difference > tolerance || (Number.isNaN(difference) && !Object.is(actual[at], Math.fround(expected[at]!))))
      expect.fail(`at ${at}: ${actual[at]} is not ${expected[at]} ± ${tolerance}`);
  }
}
