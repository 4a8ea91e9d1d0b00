/** The operations between samples, from their families. */
import { type Named, named } from "../define.ts";
import { samples } from "./samples.ts";
import { spectrum } from "./spectrum.ts";

type Families = typeof samples & typeof spectrum;

/** The name of one of the operations between samples. */
export type InterSampleOpName = keyof Families;

/**
 * Ten operations beside the 34, off by default, that relate the samples of a batch to each other: with them NASWOT,
 * jacob_cov, ZiCo and MeCo are programs. `extendOps(ops, interSampleOps)` is the table with all 44.
 *
 * A sample is a row along a tensor's first axis. They compute in double precision over
 * plain arrays and agree on all backends.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { extendOps, interSampleOps, ops } from "@eznas/ops";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const { agreement } = interSampleOps;
 * agreement.kernel(tensor2d([[1, -1, 2], [3, 4, 0]])).arraySync(); // → [ [ 3, 1 ], [ 1, 3 ] ]
 * Object.keys(extendOps(ops, interSampleOps)).length; // → 44
 * ```
 */
export const interSampleOps: Named<Families> = /* @__PURE__ */ named({ ...samples, ...spectrum });
