import type { Space } from "../space.ts";
import { type CellSpace, cellSpace, type NdsOptions } from "./cell-space.ts";
import type { NdsArchitecture } from "./genotype.ts";

const rules: CellSpace = {
  name: "nds-darts",
  operations: [
    "none",
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
};

/**
 * The cells of DARTS (Liu, Simonyan and Yang 2019) as NDS has them (Radosavovic et al. 2019): 4 nodes, 8 operations, of
 * which one is none; every node is an output.
 *
 * A cell's draws are uniform, both inputs of a node among all that come before it. Throws a
 * RangeError for options that describe no network.
 *
 * Where the space has one width and one depth, it reads genotypes, too. `form: "stemless"` with a width of 3 and a
 * depth of 1 is the network of SWAP's table of trained cells (Peng et al. 2024): one reducing cell on the image itself.
 *
 * @example
 * ```ts
 * import { darts } from "@eznas/spaces";
 *
 * const space = darts({ widths: [16], depths: [8] });
 * const architecture = space.sample(() => 0.5);
 * [space.params(architecture), space.flops(architecture)]; // → [ 411002, 64047626 ]
 * ```
 */
export const darts = (options: NdsOptions = {}): Space<NdsArchitecture> => cellSpace(rules, options, "darts");
