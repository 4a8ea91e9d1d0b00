import type { Space } from "../space.ts";
import { type CellSpace, cellSpace, type NdsOptions } from "./cell-space.ts";
import type { NdsArchitecture } from "./genotype.ts";

const rules: CellSpace = {
  name: "nds-amoeba",
  operations: [
    "skip_connect",
    "sep_conv_3x3",
    "sep_conv_5x5",
    "sep_conv_7x7",
    "avg_pool_3x3",
    "max_pool_3x3",
    "dil_sep_conv_3x3",
    "conv_7x1_1x7",
  ],
  nodes: 5,
  output: "loose ends",
};

/**
 * The cells of AmoebaNet (Real et al. 2019) as NDS has them (Radosavovic et al. 2019): 5 nodes, 8 operations; its
 * outputs are the nodes that no other takes.
 *
 * A cell's draws are uniform, both inputs of a node among all that come before it. Throws a
 * RangeError for options that describe no network.
 *
 * @example
 * ```ts
 * import { amoeba } from "@eznas/spaces";
 *
 * const space = amoeba({ widths: [16], depths: [8] });
 * const architecture = space.sample(() => 0.5);
 * [space.params(architecture), space.flops(architecture)]; // → [ 76794, 16271242 ]
 * ```
 */
export const amoeba = (options: NdsOptions = {}): Space<NdsArchitecture> => cellSpace(rules, options, "amoeba");
