/** Metrics that `discover` of `@eznas/search` found; docs/discovery.md tells how, and what they are worth. */
import { convNorm } from "@eznas/stats";
import { type Program, program } from "../program.ts";
import { l2 } from "../reductions/table.ts";
import { zoo } from "./zoo.ts";

/**
 * Reach: the root of how many inputs of convolutions the loss depends on, √Σ numel{∂L/∂x ≠ 0}, over all normalized
 * convolutions and the whole batch.
 *
 * It counts activations, as FLOPs count multiplications, and leaves out those that no gradient comes back to: behind dead ReLUs, on
 * branches that end, in paths that pooling skips. Unlike FLOPs and parameters it does not grow with the kernels. The data are
 * perturbed (T1G_P); plain data rank almost alike.
 *
 * Source: `npm run measure -- discovery`, seed 1, on seven spaces at once; searches that leave out one of the seven come back to it or
 * to its twin on plain data or noise in six of seven cases.
 *
 * @example
 * ```ts
 * import { formatProgram, reach } from "@eznas/program";
 *
 * formatProgram(reach); // → 'convNorm: l2 of l2: sign(T1G_P)'
 * ```
 */
export const reach: Program = /* @__PURE__ */ program("sign(T1G_P)", {
  pattern: convNorm(),
  toScalar: l2,
  aggregate: l2,
});

/**
 * What was discovered, by the names of the command line.
 *
 * @example
 * ```ts
 * import { discovered } from "@eznas/program";
 *
 * Object.keys(discovered); // → [ 'reach' ]
 * ```
 */
export const discovered: Readonly<Record<string, Program>> = { reach };

/**
 * The programs that a metric's text may name: those of the {@link zoo}, and what was {@link discovered}.
 *
 * @example
 * ```ts
 * import { namedPrograms } from "@eznas/program";
 *
 * "reach" in namedPrograms && "eznas-a" in namedPrograms; // → true
 * ```
 */
export const namedPrograms: Readonly<Record<string, Program>> = /* @__PURE__ */ { ...zoo, ...discovered };
