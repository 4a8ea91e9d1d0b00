import { readNumbers } from "../read-numbers.ts";
import { edges, type NasBench201Architecture, type NasBench201Operation } from "./architecture.ts";

/** NASLib's numbers of the operations. */
const operations: readonly NasBench201Operation[] = [
  "skip_connect",
  "none",
  "nor_conv_3x3",
  "nor_conv_1x1",
  "avg_pool_3x3",
];

/** NASLib's order of the edges: by their source. */
const edgeOrder = ["1,0", "2,0", "3,0", "2,1", "3,1", "3,2"];

/**
 * The cell that NASLib, and so NAS-Bench-Suite-Zero, writes as six numbers, a tuple or a list: `(4, 0, 3, 1, 4, 3)`.
 *
 * The numbers are operations (0 skip_connect, 1 none, 2 nor_conv_3x3, 3 nor_conv_1x1, 4 avg_pool_3x3) of the edges in
 * the order of their source: 0→1, 0→2, 0→3, 1→2, 1→3, 2→3. Throws a SyntaxError for anything else.
 *
 * @example
 * ```ts
 * import { fromNaslib } from "@eznas/spaces";
 *
 * fromNaslib("(4, 0, 3, 1, 4, 3)").join(); // → 'avg_pool_3x3,skip_connect,none,nor_conv_1x1,avg_pool_3x3,nor_conv_1x1'
 * ```
 */
export function fromNaslib(key: string): NasBench201Architecture {
  const numbers = readNumbers(key);
  if (numbers?.length !== edges.length || numbers.some((number) => number >= operations.length))
    throw new SyntaxError(
      `fromNaslib: expected six operations from 0 to 4 such as (4, 0, 3, 1, 4, 3), got ${JSON.stringify(key)}`,
    );
  return edges.map(
    (edge) => operations[numbers[edgeOrder.indexOf(edge.join())]!]!,
  ) as readonly NasBench201Operation[] as NasBench201Architecture;
}
