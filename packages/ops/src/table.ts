/** The 34 operations, from their families. */
import { arithmetic } from "./arithmetic.ts";
import { comparison } from "./comparison.ts";
import { type Named, named } from "./define.ts";
import { elementwise } from "./elementwise.ts";
import { fill } from "./fill.ts";
import { linalg } from "./linalg.ts";
import { reduce } from "./reduce.ts";
import { similarity } from "./similarity.ts";

type Families = typeof arithmetic &
  typeof comparison &
  typeof elementwise &
  typeof reduce &
  typeof linalg &
  typeof similarity &
  typeof fill;

/** The name of one of the 34 operations. */
export type OpName = keyof Families;

/**
 * The 34 operations of EZNAS programs (§3.3), by name.
 *
 * They compute in float32 on the current tfjs backend and agree on all of them, NaN and infinities included.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { ops } from "@eznas/ops";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * ops.logDet.kernel(tensor2d([[2, 0], [0, 3]])).dataSync()[0]; // → 1.7918
 * ops.logDet.shape([2, 3]); // → undefined
 * Object.keys(ops).length; // → 34
 * ```
 */
export const ops: Named<Families> = /* @__PURE__ */ named({
  ...arithmetic,
  ...comparison,
  ...elementwise,
  ...reduce,
  ...linalg,
  ...similarity,
  ...fill,
});
