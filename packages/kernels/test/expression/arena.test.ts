import fc from "fast-check";
import { expect, test } from "vitest";
import { Arena, type Block, exp } from "../../src/expression.ts";
import { OutOfMemory } from "../../src/index.ts";
import { sizeOf } from "../../src/shape/size-of.ts";

test("live blocks do not overlap, hold what was written, and their memory is used again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.record({ take: fc.integer({ min: 1, max: 3000 }) }), fc.record({ drop: fc.nat() })), {
        maxLength: 60,
      }),
      (actions) => {
        const arena = new Arena();
        const live: { block: Block; mark: number }[] = [];
        actions.forEach((action, mark) => {
          if ("take" in action) {
            const block = arena.allocate([action.take]);
            arena.write(block, new Float32Array(action.take).fill(mark));
            live.push({ block, mark });
          } else if (live.length > 0) arena.release(live.splice(action.drop % live.length, 1)[0]!.block);
        });
        expect(arena.lent).toBe(live.length);
        for (const { block, mark } of live) {
          expect(block.offset % 64).toBe(0);
          expect(new Set(arena.read(block))).toEqual(new Set([mark]));
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("the same work over and over takes no more memory than once", () => {
  const arena = new Arena();
  const work = (): void => {
    const blocks = [[64, 64, 3, 3], [1, 64, 8, 8], [1]].map((shape) => arena.allocate(shape));
    for (const block of blocks) arena.release(block);
  };
  work();
  const { bytes } = arena;
  for (let i = 0; i < 100; i++) work();
  expect(arena.bytes).toBe(bytes);
});

test("blocks keep their values when the memory grows", () => {
  const arena = new Arena();
  const first = arena.allocate([3]);
  arena.write(first, [1, 2, 3]);
  const { bytes } = arena;
  const large = arena.allocate([1 << 20]);
  expect(arena.bytes).toBeGreaterThan(bytes);
  expect(arena.read(first)).toEqual(Float32Array.of(1, 2, 3));
  expect(large.size).toBe(1 << 20);
});

test("a view shows a block's values, a copy keeps them", () => {
  const arena = new Arena();
  const block = arena.allocate([2]);
  arena.write(block, [1, 2]);
  const [view, copy] = [arena.view(block), arena.read(block)];
  arena.writeNumber(block, 5);
  expect(view).toEqual(Float32Array.of(5, 2));
  expect(copy).toEqual(Float32Array.of(1, 2));
});

test("as many values are written as a block has", () => {
  const arena = new Arena();
  const block = arena.allocate([2, 3]);
  expect(() => arena.write(block, [1, 2])).toThrow("Arena.write: got 2 values for the shape [2, 3], which has 6");
  expect(sizeOf(block.shape)).toBe(block.size);
});

test("scratch is given back, also when its user throws", () => {
  const arena = new Arena();
  expect(arena.scratch(100, (pointer) => pointer % 64)).toBe(0);
  expect(() =>
    arena.scratch(100, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(arena.lent).toBe(0);
});

test("after dispose there is no memory left", () => {
  const arena = new Arena();
  arena.dispose();
  expect(arena.bytes).toBe(0);
  expect(() => arena.allocate([1 << 16])).toThrow("Arena: used after dispose");
});

test("relaxed SIMD is used where the engine has it and refused where it does not", () => {
  let arena: Arena;
  try {
    arena = new Arena({ relaxedSimd: true });
  } catch (error) {
    expect(String(error)).toContain("no WebAssembly relaxed SIMD");
    return;
  }
  const [a, out] = [arena.allocate([2]), arena.allocate([2])];
  arena.write(a, [0, 1]);
  exp(arena, out, a);
  expect(arena.read(out)[1]).toBeCloseTo(Math.E, 6);
});

test("where its memory ends, the error says so, and the arena goes on", () => {
  const arena = new Arena();
  expect(() => arena.allocate([2 ** 31])).toThrow(OutOfMemory);
  const block = arena.allocate([2]);
  arena.write(block, [1, 2]);
  expect([...arena.read(block)]).toEqual([1, 2]);
});
