import type { Space } from "../space.ts";
import { type CellSpace, cellSpace, type NdsOptions } from "./cell-space.ts";
import type { NdsArchitecture } from "./genotype.ts";

const rules: CellSpace = {
  name: "nds-pnas",
  operations: [
    "sep_conv_3x3",
    "sep_conv_5x5",
    "sep_conv_7x7",
    "conv_7x1_1x7",
    "skip_connect",
    "avg_pool_3x3",
    "max_pool_3x3",
    "dil_conv_3x3",
  ],
  nodes: 5,
  output: "all",
};

/**
 * The cells of PNAS (Liu et al. 2018) as NDS has them (Radosavovic et al. 2019): 5 nodes, 8
 * operations; every node is an output.
 *
 * A cell's draws are uniform, both inputs of a node among all that come before it. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { pnas } from "@eznas/spaces";
 *
 * const space = pnas({ widths: [16], depths: [8] });
 * const architecture = space.sample(() => 0.5);
 * [space.params(architecture), space.flops(architecture)]; // → [ 145914, 26758282 ]
 * ```
 */
export const pnas = (options: NdsOptions = {}): Space<NdsArchitecture> => cellSpace(rules, options, "pnas");
