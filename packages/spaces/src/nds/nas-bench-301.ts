import type { Space } from "../space.ts";
import { type CellSpace, cellSpace, type NdsOptions } from "./cell-space.ts";
import type { NdsArchitecture } from "./genotype.ts";

export const nasBench301Rules: CellSpace = {
  name: "nas-bench-301",
  operations: [
    "max_pool_3x3",
    "avg_pool_3x3",
    "skip_connect",
    "sep_conv_3x3",
    "sep_conv_5x5",
    "dil_conv_3x3",
    "dil_conv_5x5",
  ],
  nodes: 4,
  output: "all",
  distinct: true,
};

/**
 * NAS-Bench-301 (Zela et al. 2022): the cells that DARTS can end with, which have no `none` and two different inputs to
 * a node, in networks of 32 channels and 8 cells.
 *
 * Reads what NASLib writes, `[[(0, 4), (1, 3), …], [(0, 3), …]]`: the normal and the reducing cell as pairs of an input
 * and an operation. Throws a RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { nasBench301 } from "@eznas/spaces";
 *
 * nasBench301().size.toPrecision(3); // → '1.08e+18'
 * ```
 */
export function nasBench301({ widths = [32], depths = [8], ...options }: NdsOptions = {}): Space<NdsArchitecture> {
  return cellSpace(nasBench301Rules, { ...options, widths, depths }, "nasBench301");
}
