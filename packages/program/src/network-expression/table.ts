/** The operations on numbers, from their families. */
import { arithmetic } from "./arithmetic.ts";
import { curves } from "./curves.ts";
import { namedScalarOps, type ScalarOp } from "./scalar-op.ts";

/**
 * The operations of expressions over a network's scalars: with terminals, a primitive set of `@eznas/gp`.
 *
 * Unlike the tensor operations of `@eznas/ops` of the same names, they are not made total: what is NaN or infinite at
 * the root is no score.
 *
 * @example
 * ```ts
 * import { scalarOps } from "@eznas/program";
 *
 * Object.keys(scalarOps).length; // → 18
 * scalarOps.signedLog.of(1 - Math.E); // → -1
 * ```
 */
export const scalarOps: { readonly [Name in keyof typeof arithmetic | keyof typeof curves]: ScalarOp } =
  /* @__PURE__ */ namedScalarOps({
    ...arithmetic,
    ...curves,
  });
