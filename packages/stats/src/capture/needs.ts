/** Which inputs must run, and what must be taken from each run, for the statistics that are asked for. */
import type { Inputs } from "../inputs.ts";
import type { StatisticName } from "../names.ts";

export type InputName = keyof Inputs;

/** A tensor of an instance that depends on the input; a `G` is the gradient of the loss there. */
export type TapName = "T1" | "T2" | "T4" | "T1G" | "T2G" | "T3G" | "T4G";

/** Nothing for an input that need not run. D runs for a P statistic too, for that is a difference to D. */
export function needsOf(statistics: readonly StatisticName[]): ReadonlyMap<InputName, ReadonlySet<TapName>> {
  const needs = new Map<InputName, Set<TapName>>();
  for (const statistic of statistics) {
    const [tap, input] = splitName(statistic);
    if (input === undefined) continue;
    for (const each of input === "P" ? (["D", "P"] as const) : [input])
      needs.set(each, (needs.get(each) ?? new Set()).add(tap as TapName));
  }
  return needs;
}

/** `T1G_D` is the tap `T1G` of input `D`; `T3` has no input. */
export function splitName(statistic: StatisticName): readonly [TapName, InputName] | readonly ["T3", undefined] {
  const [tap, input] = statistic.split("_");
  return input === undefined ? ["T3", undefined] : [tap as TapName, input as InputName];
}
