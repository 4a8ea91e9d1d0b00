/** Published metrics as programs. */
import type { Program } from "../program.ts";
import { eznasA, eznasAPaper } from "./eznas-a.ts";
import { eznasB } from "./eznas-b.ts";
import { fisher } from "./fisher.ts";
import { eznasNasnet } from "./nasnet.ts";
import { noiseDifference } from "./noise-difference.ts";
import { eznasPnas } from "./pnas.ts";
import { snip } from "./snip.ts";
import { synflowLike } from "./synflow-like.ts";
import { topprog } from "./topprog.ts";

export { eznasA, eznasAPaper, eznasB, eznasNasnet, eznasPnas, fisher, noiseDifference, snip, synflowLike, topprog };

/**
 * The zoo by the names of the command line.
 *
 * @example
 * ```ts
 * import { zoo } from "@eznas/program";
 *
 * Object.keys(zoo).length; // → 10
 * zoo["topprog"]?.tree.depth; // → 3
 * ```
 */
export const zoo: Readonly<Record<string, Program>> = {
  "eznas-a": eznasA,
  "eznas-a-paper": eznasAPaper,
  "eznas-b": eznasB,
  "eznas-pnas": eznasPnas,
  "eznas-nasnet": eznasNasnet,
  topprog,
  snip,
  fisher,
  "synflow-like": synflowLike,
  "noise-difference": noiseDifference,
};
