import type { Space } from "../space.ts";
import { type CellSpace, cellSpace, type NdsOptions } from "./cell-space.ts";
import type { NdsArchitecture } from "./genotype.ts";

const rules: CellSpace = {
  name: "nds-nasnet",
  operations: [
    "skip_connect",
    "conv_3x1_1x3",
    "conv_7x1_1x7",
    "dil_conv_3x3",
    "avg_pool_3x3",
    "max_pool_3x3",
    "max_pool_5x5",
    "max_pool_7x7",
    "conv_1x1",
    "conv_3x3",
    "sep_conv_3x3",
    "sep_conv_5x5",
    "sep_conv_7x7",
  ],
  nodes: 5,
  output: "loose ends",
};

/**
 * The cells of NASNet (Zoph et al. 2018) as NDS has them (Radosavovic et al. 2019): 5 nodes, 13 operations; its outputs
 * are the nodes that no other takes.
 *
 * A cell's draws are uniform, both inputs of a node among all that come before it. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { nasNet } from "@eznas/spaces";
 *
 * const space = nasNet({ widths: [16], depths: [8] });
 * const architecture = space.sample(() => 0.5);
 * [space.params(architecture), space.flops(architecture)]; // → [ 76794, 16271242 ]
 * ```
 */
export const nasNet = (options: NdsOptions = {}): Space<NdsArchitecture> => cellSpace(rules, options, "nasNet");
