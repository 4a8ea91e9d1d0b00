/**
 * How the values of a network's instances, in the order of the instances, become its score.
 *
 * The paper takes the {@link mean} (§3.3). What comes out must be finite, or the program has no score on the network;
 * what goes in may hold NaN and infinities, and an aggregate of your own may leave them out.
 *
 * @example
 * ```ts
 * import { type Aggregate, program } from "@eznas/program";
 *
 * const largest: Aggregate = (values) => Math.max(...values);
 * program("frobenius(T3)", { aggregate: largest }).aggregate([1, 5, 2]); // → 5
 * ```
 */
export type Aggregate = (values: readonly number[]) => number;
