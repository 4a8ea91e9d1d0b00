import { type Graph, graphOf, type Slot, type Step } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { LayerView } from "./layer-tests.ts";
import type { Link, Pattern } from "./pattern.ts";

export type { Pattern } from "./pattern.ts";

/** Where a pattern fits a model. */
export interface Instance {
  /**
   * The name of the layer whose kernel is T3, after the names of the models around it; a second use of it ends in `#2`.
   */
  readonly name: string;
  /** The names of the pattern's layers, first to last. */
  readonly layers: readonly string[];
}

/** An instance in a model's graph. */
export interface Place extends Instance {
  readonly T1: Slot;
  /** The steps from T1 to T2, then those from T2 to `site`: what is computed for this instance alone. */
  readonly toT2: readonly Step[];
  readonly toSite: readonly Step[];
  /** The step that T2 is the input of. */
  readonly site: Step;
  /** The step whose kernel is T3. */
  readonly T3: Step;
  readonly T4: Slot;
}

/**
 * The instances of a pattern in a model, in the order in which their layers were applied when the model was defined.
 *
 * Nested models are searched as if their layers stood in the outer one, and every use of a shared layer counts. Layers
 * that do not lead to the model's output are not part of it.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { findInstances, rcb } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * findInstances(tinyModel(), rcb()).map(({ name }) => name); // → [ 'conv1', 'conv2' ]
 * ```
 */
export function findInstances(model: LayersModel, pattern: Pattern): readonly Instance[] {
  return placesOf(graphOf(model, "findInstances"), pattern).map(({ name, layers }) => ({ name, layers }));
}

export function placesOf(graph: Graph, pattern: Pattern): readonly Place[] {
  const uses = new Map<string, number>();
  const last = pattern.links.at(-1)!;
  const places: Place[] = [];
  for (const step of graph.steps) {
    const chain = fits(step, last) ? chainTo(graph, pattern, step) : undefined;
    if (!chain) continue;
    const place = placeOf(chain);
    const use = (uses.get(place.name) ?? 0) + 1;
    uses.set(place.name, use);
    places.push(use === 1 ? place : { ...place, name: `${place.name}#${use}` });
  }
  return places;
}

/** A step of a chain: a link's, or one that lies between two links. */
interface ChainStep {
  readonly step: Step;
  readonly link?: Link;
}

const fits = (step: Step | undefined, { layer }: Link): step is Step =>
  step !== undefined && step.inputs.length === 1 && layer(viewOf(step));

function viewOf({ name, className, activation, weight }: Step): LayerView {
  const view: { -readonly [K in keyof LayerView]: LayerView[K] } = { name, className };
  if (activation !== undefined) view.activation = activation;
  if (weight) {
    view.kernel = weight.variable.shape;
    view.depthwise = weight.depthwise;
  }
  return view;
}

/**
 * The chain that ends in a step, or undefined: from the last link back to the first,
 * with and without every optional one.
 */
function chainTo(graph: Graph, { links, between, branch }: Pattern, end: Step): readonly ChainStep[] | undefined {
  const back = (step: Step | undefined, at: number): readonly ChainStep[] | undefined => {
    const link = links[at]!;
    if (fits(step, link)) {
      if (at === 0) return [{ step, link }];
      const { passed, source } = before(step);
      const rest = back(source, at - 1);
      if (rest) return [...rest, ...passed, { step, link }];
    }
    return link.optional && at > 0 ? back(step, at - 1) : undefined;
  };
  const before = (step: Step): { passed: readonly ChainStep[]; source: Step | undefined } => {
    const passed: ChainStep[] = [];
    let source = graph.producer(step.inputs[0]!);
    while (source) {
      if (source.inputs.length === 1 && between(viewOf(source))) passed.unshift({ step: source });
      else if (!isFork(graph, source, between)) break;
      source = graph.producer(
        source.className === "Concatenate" ? source.inputs.at(branch === "first" ? 0 : -1)! : source.inputs[0]!,
      );
    }
    return { passed, source };
  };
  return back(end, links.length - 1);
}

/** Whether a concatenation joins kernels applied to one and the same tensor. */
function isFork(graph: Graph, step: Step, between: (layer: LayerView) => boolean): boolean {
  if (step.className !== "Concatenate") return false;
  const origins = step.inputs.map((slot) => {
    const branch = graph.producer(slot);
    if (!branch?.weight) return undefined;
    let [origin] = branch.inputs;
    for (let source = graph.producer(origin!); source && between(viewOf(source)); source = graph.producer(origin!))
      [origin] = source.inputs;
    return origin;
  });
  return origins[0] !== undefined && origins.every((origin) => origin === origins[0]);
}

function placeOf(chain: readonly ChainStep[]): Place {
  const steps = chain.map(({ step }) => step);
  const layers: string[] = [];
  let [second, kernel, last] = [0, 0, 0];
  /** The index of the first step after the link before each of the two: where its input is still unpadded. */
  let [from, to] = [0, 0];
  let next = 0;
  for (let i = 0; i < chain.length; i++) {
    const { step, link } = chain[i]!;
    if (!link) continue;
    layers.push(step.name);
    if (link.input === "T1") from = next;
    if (link.input === "T2") [second, to] = [i, next];
    if (link.weight) kernel = i;
    if (link.output) last = i;
    next = i + 1;
  }
  const T3 = steps[kernel]!;
  return {
    name: T3.name,
    layers,
    T1: steps[from]!.inputs[0]!,
    toT2: steps.slice(from, to),
    toSite: steps.slice(to, second),
    site: steps[second]!,
    T3,
    T4: steps[last]!.outputs[0]!,
  };
}
