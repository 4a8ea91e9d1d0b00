/** What a pass over a model must compute, and where it is tapped, so that nothing is computed that nobody asked for. */
import type { Graph, Slot, Step } from "./graph.ts";
import type { Place } from "./instances.ts";
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
  /** The steps to run, in order, and after each the values that nobody needs any more. */
  readonly steps: readonly { readonly step: Step; readonly done: readonly Slot[] }[];
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
  const wants = (...some: readonly TapName[]): boolean => some.some((name) => names.has(name));
  const backward = wants("T1G", "T2G", "T3G", "T4G");
  const targets = places.flatMap(({ T1, toT2, site, T3, T4 }) => [
    ...(wants("T1") ? [T1] : []),
    ...(wants("T2") ? toT2.at(-1)!.outputs : []),
    ...(wants("T4", "T4G") ? [T4] : []),
    // A gradient is noted where its step runs, also that of a branch that does not lead to the loss.
    ...(wants("T1G", "T2G") ? site.outputs : []),
    ...(wants("T3G") ? T3.outputs : []),
  ]);
  const ends = backward ? [...targets, ...loss] : targets;
  const steps = stepsTo(graph, ends);

  const uses = new Map<Slot, number>();
  for (const slot of [...steps.flatMap(({ inputs }) => inputs), ...(backward ? loss : [])])
    uses.set(slot, (uses.get(slot) ?? 0) + 1);
  const alone = (chain: readonly Step[]): boolean => chain.every(({ outputs }) => uses.get(outputs[0]!) === 1);

  const kept = new Set<Slot>();
  const edges = new Set<Step>();
  const routes = places.map((place): Route => {
    const { T1, toT2, toSite, site, T4 } = place;
    const T2 = toT2.at(-1)!.outputs[0]!;
    // Where others read what lies between T1 and the site, the tape has only the sum over all of them.
    const pulled = !alone(toSite);
    const edgeOfT1 = !pulled && alone(toT2) ? toT2[0] : undefined;
    const edgeOfT2 = pulled ? site : (toSite[0] ?? site);
    const indirect = wants("T1G") && !edgeOfT1;
    if (wants("T1") || indirect) kept.add(T1);
    if (wants("T2") || ((wants("T2G") || indirect) && pulled)) kept.add(T2);
    if (wants("T4")) kept.add(T4);
    if (wants("T1G") && edgeOfT1) edges.add(edgeOfT1);
    if (wants("T2G") || indirect) edges.add(edgeOfT2);
    return { place, T2, edgeOfT1, edgeOfT2, pulled };
  });
  return {
    input: graph.input,
    loss,
    names,
    backward,
    steps: withReleases(steps, new Set([...kept, ...(backward ? loss : [])])),
    routes,
    kept,
    totals: new Set(wants("T4G") ? places.map(({ T4 }) => T4) : []),
    edges,
    kernels: new Set(wants("T3G") ? places.map(({ T3 }) => T3) : []),
    isShared: (slot) => uses.get(slot)! > 1,
  };
}

/** The steps that the values depend on. */
function stepsTo(graph: Graph, slots: readonly Slot[]): readonly Step[] {
  const needed = new Set(slots);
  const steps: Step[] = [];
  for (const step of graph.steps.toReversed())
    if (step.outputs.some((slot) => needed.has(slot))) {
      steps.push(step);
      for (const slot of step.inputs) needed.add(slot);
    }
  return steps.reverse();
}

function withReleases(steps: readonly Step[], held: ReadonlySet<Slot>): TapPlan["steps"] {
  const met = new Set(held);
  return steps
    .toReversed()
    .map((step) => {
      const done = [...step.inputs, ...step.outputs].filter((slot) => !met.has(slot));
      for (const slot of done) met.add(slot);
      return { step, done: [...new Set(done)] };
    })
    .reverse();
}
