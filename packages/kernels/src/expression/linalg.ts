/** Operations on matrices. */

import type { ArenaKernel } from "./arena-kernel.ts";
import type { Block } from "./block.ts";

type UnaryKernel = ArenaKernel<readonly [Block]>;

const perMatrix =
  (entry: "determinants" | "logDeterminants"): UnaryKernel =>
  (arena, out, { offset, shape }) => {
    const n = shape.at(-1)!;
    arena.scratch(16 * n * n, (scratch) => arena.entries[entry](offset, out.offset, out.size, n, scratch));
  };

/** Of each matrix of the last two axes. */
export const det: UnaryKernel = /* @__PURE__ */ perMatrix("determinants");
/** −∞ for a singular matrix; 0 where the determinant is negative or NaN. */
export const logDet: UnaryKernel = /* @__PURE__ */ perMatrix("logDeterminants");

const ratioOfEigenvalues =
  (inOrder: 0 | 1): UnaryKernel =>
  (arena, out, { offset, shape, size }) => {
    const rows = shape[0];
    if (rows === undefined) return arena.writeNumber(out, 0);
    const bytes = 4 * size + 8 * (rows * rows + 4 * rows) + 64;
    const ratio = arena.scratch(bytes, (at) => arena.entries.eigenvalueRatio(offset, rows, size / rows, inOrder, at));
    arena.writeNumber(out, ratio);
  };

/**
 * Largest over smallest eigenvalue of M·Mᵀ, M's rows along the first axis; NaN where M is not finite, 0 for one number.
 */
export const symmetricEigenRatio: UnaryKernel = /* @__PURE__ */ ratioOfEigenvalues(0);
/**
 * Last over first eigenvalue of M·Mᵀ in the order of its Schur form, and else as {@link symmetricEigenRatio}. That
 * order is sensitive to rounding where there are more than two.
 */
export const eigenRatio: UnaryKernel = /* @__PURE__ */ ratioOfEigenvalues(1);
