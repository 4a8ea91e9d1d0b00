/** What a pass over a model must compute, and where it is tapped, so that nothing is computed that nobody asked for. */
import type { Graph, Slot, Step } from "@eznas/engine";
import { lastReads } from "@eznas/engine/passes";
import type { Place } from "../patterns/instances.ts";
import type { TapName } from "./needs.ts";

/** Where an instance's gradients are found. */
export interface Route {
  readonly place: Place;
  readonly T2: Slot;
  /** The step at whose input the gradient through it is T1G; none where T1G has to be pulled back from T2G. */
  readonly edgeOfT1: Step | undefined;
  /** The same for T2G; where `pulled`, what is found there has to be pulled back through the steps before it. */
  readonly edgeOfT2: Step;
  readonly pulled: boolean;
}

export interface TapPlan {
  readonly input: Slot;
  readonly loss: readonly Slot[];
  readonly names: ReadonlySet<TapName>;
  readonly backward: boolean;
  /** The steps to run, in order. */
  readonly steps: readonly Step[];
  /** One for every instance. */
  readonly routes: readonly Route[];
  /** Values that outlive the forward pass. */
  readonly kept: ReadonlySet<Slot>;
  /** Values whose total gradient is wanted. */
  readonly totals: ReadonlySet<Slot>;
  /** Steps at whose input the gradient through this step alone is wanted. */
  readonly edges: ReadonlySet<Step>;
  /** Steps whose kernel's gradient is wanted. */
  readonly kernels: ReadonlySet<Step>;
  /** Whether another step reads the value too, or it is the loss. */
  isShared(slot: Slot): boolean;
}

export function planTaps(
  graph: Graph,
  places: readonly Place[],
  loss: readonly Slot[],
  names: ReadonlySet<TapName>,
): TapPlan {
  const [T1, T2, T4] = [names.has("T1"), names.has("T2"), names.has("T4")];
  const [T1G, T2G, T3G, T4G] = [names.has("T1G"), names.has("T2G"), names.has("T3G"), names.has("T4G")];
  const backward = T1G || T2G || T3G || T4G;
  const needed: boolean[] = [];
  for (const place of places) {
    if (T1) needed[place.T1] = true;
    if (T2) needed[place.toT2.at(-1)!.outputs[0]!] = true;
    if (T4 || T4G) needed[place.T4] = true;
    // A gradient is noted where its step runs, also that of a branch that does not lead to the loss.
    if (T1G || T2G) needed[place.site.outputs[0]!] = true;
    if (T3G) needed[place.T3.outputs[0]!] = true;
  }
  if (backward) for (const slot of loss) needed[slot] = true;
  const steps = stepsTo(graph, needed);

  const uses: number[] = new Array(graph.slots).fill(0);
  for (const { inputs } of steps) for (const slot of inputs) uses[slot]!++;
  if (backward) for (const slot of loss) uses[slot]!++;
  const alone = (chain: readonly Step[]): boolean => chain.every(({ outputs }) => uses[outputs[0]!] === 1);

  const kept = new Set<Slot>();
  const edges = new Set<Step>();
  const routes = places.map((place): Route => {
    const { toT2, toSite, site } = place;
    const atT2 = toT2.at(-1)!.outputs[0]!;
    // Where others read what lies between T1 and the site, the tape has only the sum over all of them.
    const pulled = !alone(toSite);
    const edgeOfT1 = !pulled && alone(toT2) ? toT2[0] : undefined;
    const edgeOfT2 = pulled ? site : (toSite[0] ?? site);
    const indirect = T1G && !edgeOfT1;
    if (T1 || indirect) kept.add(place.T1);
    if (T2 || ((T2G || indirect) && pulled)) kept.add(atT2);
    if (T4) kept.add(place.T4);
    if (T1G && edgeOfT1) edges.add(edgeOfT1);
    if (T2G || indirect) edges.add(edgeOfT2);
    return { place, T2: atT2, edgeOfT1, edgeOfT2, pulled };
  });
  return {
    input: graph.input,
    loss,
    names,
    backward,
    steps,
    routes,
    kept,
    totals: new Set(T4G ? places.map(({ T4 }) => T4) : []),
    edges,
    kernels: new Set(T3G ? places.map(({ T3 }) => T3) : []),
    isShared: (slot) => uses[slot]! > 1,
  };
}

/** The steps that the needed values depend on. */
function stepsTo(graph: Graph, needed: boolean[]): readonly Step[] {
  const steps: Step[] = [];
  for (let i = graph.steps.length - 1; i >= 0; i--) {
    const step = graph.steps[i]!;
    if (!step.outputs.some((slot) => needed[slot])) continue;
    steps.push(step);
    for (const slot of step.inputs) needed[slot] = true;
  }
  return steps.reverse();
}

/** Of each of a plan's steps, the values that nobody needs any more when it has run. */
export const releases = ({ steps, kept, backward, loss }: TapPlan): readonly (readonly Slot[])[] =>
  lastReads(steps, [...kept, ...(backward ? loss : [])]);
