/** Where a loss has no gradient although a path leads there: its terms cancel, and what is computed is rounding. */
import { type Graph, gradientFlow, type Slot } from "@eznas/engine";
import type { Place } from "../patterns/instances.ts";
import type { TapName } from "./needs.ts";

/** The gradients of each instance that cancel. */
export function vanishedGradients(
  graph: Graph,
  places: readonly Place[],
  loss: readonly Slot[],
): readonly ReadonlySet<TapName>[] {
  const { at, through } = gradientFlow(graph, loss);
  return places.map(({ toT2, toSite, site, T3, T4 }) => {
    const T2G = through([...toSite, site], at(site.outputs[0]!));
    const flows = { T1G: through(toT2, T2G), T2G, T3G: at(T3.outputs[0]!), T4G: at(T4) };
    return new Set((Object.keys(flows) as (keyof typeof flows)[]).filter((name) => flows[name] === "zero"));
  });
}
