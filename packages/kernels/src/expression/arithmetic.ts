/** Operations of two arguments, element by element with NumPy's broadcasting. */
import type { Arena } from "./arena.ts";
import type { ArenaKernel } from "./arena-kernel.ts";
import type { Block } from "./block.ts";
import { runsOf } from "./broadcast.ts";

type BinaryKernel = ArenaKernel<readonly [Block, Block]>;

type BinaryEntry = "add" | "equal" | "greater" | "less" | "mul" | "sub";

const binary =
  (entry: BinaryEntry): BinaryKernel =>
  (arena, out, a, b) => {
    const kernel = arena.entries[entry];
    const [fullA, fullB] = [a.size === out.size, b.size === out.size];
    if (fullA && fullB) kernel(a.offset, b.offset, out.offset, out.size, 16, 16);
    else if (fullA && b.size === 1) kernel(a.offset, repeated(arena, b.offset, 1), out.offset, out.size, 16, 0);
    else if (fullB && a.size === 1) kernel(repeated(arena, a.offset, 0), b.offset, out.offset, out.size, 0, 16);
    else {
      const { length, alongA, alongB, forEach } = runsOf(a.shape, b.shape, out.shape);
      // A run's last vector reaches into the next, which is written after it.
      forEach((at, atA, atB) => {
        const startA = a.offset + 4 * atA;
        const startB = b.offset + 4 * atB;
        kernel(
          alongA ? startA : repeated(arena, startA, 0),
          alongB ? startB : repeated(arena, startB, 1),
          out.offset + 4 * at,
          length,
          alongA ? 16 : 0,
          alongB ? 16 : 0,
        );
      });
    }
  };

/** Where a number stands four times: in the first bytes of the memory, which no block has. */
function repeated({ entries }: Arena, pointer: number, slot: 0 | 1): number {
  entries.splat(pointer, 16 * slot);
  return 16 * slot;
}

/** a + b. */
export const add: BinaryKernel = /* @__PURE__ */ binary("add");
/** a − b. */
export const sub: BinaryKernel = /* @__PURE__ */ binary("sub");
/** a · b, element by element. */
export const mul: BinaryKernel = /* @__PURE__ */ binary("mul");
/** 1 where a < b, else 0. */
export const less: BinaryKernel = /* @__PURE__ */ binary("less");
/** 1 where a > b, else 0. */
export const greater: BinaryKernel = /* @__PURE__ */ binary("greater");
/** 1 where a = b, else 0. */
export const equal: BinaryKernel = /* @__PURE__ */ binary("equal");
