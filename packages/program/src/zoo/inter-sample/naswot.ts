import { type Program, program } from "../../program.ts";
import { operations } from "./operations.ts";

/**
 * NASWOT (Mellor et al. 2021): log det K, K being in how many places the ReLUs treat each two samples alike.
 *
 * K is summed over the network's ReLUs before the determinant is taken: score `joinInstances(instances)` of `@eznas/stats`, whose one
 * row for a sample is the code of all instances. Of instances as they are, this is the mean of each layer's own log det, which is −∞ for
 * a layer too small to tell the samples apart. ReLUs that are in no instance do not count.
 *
 * @example
 * ```ts
 * import { naswot, score } from "@eznas/program";
 * import { joinInstances } from "@eznas/stats";
 *
 * const relu = (name: string, ...data: number[]) => ({ name, statistics: { T1_D: { shape: [2, 2], data: Float32Array.from(data) } } });
 * const instances = [relu("a", 1, -1, 2, 3), relu("b", -1, 1, 1, -1)];
 * score(naswot, [joinInstances(instances)]); // → { ok: true, value: 2.7081 }
 * ```
 */
export const naswot: Program = /* @__PURE__ */ program("logDet(agreement(T1_D))", { ops: operations });
