/**
 * Where a loss has no gradient although a path leads there. A batch norm takes away what all samples and pixels of a
 * channel have in common, so one that only sums, pools and linear layers follow gets a gradient that is zero, and so
 * does all before it; what is computed there is the rounding of terms that cancel. That follows from the layers alone
 * and holds for all weights and images.
 */
import type { Graph, Slot, Step } from "@eznas/engine";
import * as tf from "@tensorflow/tfjs-core";
import type { Place } from "../patterns/instances.ts";
import type { TapName } from "./needs.ts";

/**
 * Along what a gradient does not change; `zero` where it cancels altogether. Of what no loss depends on there is none.
 */
type Flow = "zero" | Evenness;

interface Evenness {
  readonly samples: boolean;
  readonly pixels: boolean;
  readonly channels: boolean;
}

type Shape = readonly (number | null)[];

/** The gradients of each instance that cancel, where those at all kernels that the loss depends on do. */
export function vanishedGradients(
  graph: Graph,
  places: readonly Place[],
  loss: readonly Slot[],
): readonly ReadonlySet<TapName>[] {
  const totals = flowsAt(graph, loss);
  const through = (step: Step, flow: Flow | undefined): Flow | undefined => flow && flowBack(graph, step, flow, 0);
  const pull = (chain: readonly Step[], flow: Flow | undefined): Flow | undefined =>
    chain.reduceRight((at, step) => through(step, at), flow);
  const kernels = places.map(({ T3 }) => totals.get(T3.outputs[0]!)).filter((flow) => flow !== undefined);
  if (kernels.length === 0 || kernels.some((flow) => flow !== "zero")) return places.map(() => new Set());
  return places.map(({ toT2, toSite, site, T3, T4 }) => {
    const T2G = pull(toSite, through(site, totals.get(site.outputs[0]!)));
    const flows = { T1G: pull(toT2, T2G), T2G, T3G: totals.get(T3.outputs[0]!), T4G: totals.get(T4) };
    return new Set((Object.keys(flows) as (keyof typeof flows)[]).filter((name) => flows[name] === "zero"));
  });
}

/** Of every value that the loss depends on, how its gradient is. */
function flowsAt(graph: Graph, loss: readonly Slot[]): ReadonlyMap<Slot, Flow> {
  const flows = new Map<Slot, Flow>();
  const add = (slot: Slot, flow: Flow | undefined): void => {
    if (flow) flows.set(slot, sumOf(flows.get(slot), flow));
  };
  for (const slot of loss) add(slot, { samples: true, pixels: true, channels: true });
  for (const step of graph.steps.toReversed()) {
    const flow = step.outputs.length === 1 ? flows.get(step.outputs[0]!) : uneven;
    if (flow && step.outputs.some((slot) => flows.has(slot)))
      for (const [i, slot] of step.inputs.entries()) add(slot, flowBack(graph, step, flow, i));
  }
  return flows;
}

function sumOf(a: Flow | undefined, b: Flow): Flow {
  if (a === undefined || a === "zero") return b;
  if (b === "zero") return a;
  return { samples: a.samples && b.samples, pixels: a.pixels && b.pixels, channels: a.channels && b.channels };
}

/** How the gradient at a step's input is, by how that at its output is; undefined where none comes through. */
function flowBack(graph: Graph, step: Step, flow: Flow, input: number): Flow | undefined {
  if (step.className === "ZerosLike") return undefined;
  if (flow === "zero") return flow;
  const from = graph.producer(step.inputs[input]!)?.shape;
  const rule = step.activation === undefined ? rules.get(step.className) : activations.get(step.activation);
  return rule ? rule(hasPixels(step.shape) ? flow : { ...flow, pixels: true }, step, from) : uneven;
}

/** Whether a value has axes between that of the samples and that of the channels, of more than one place. */
const hasPixels = (shape: Shape): boolean => shape.slice(1, -1).some((length) => length !== 1);

const uneven: Evenness = { samples: false, pixels: false, channels: false };

type Rule = (flow: Evenness, step: Step, from: Shape | undefined) => Flow;

const kept: Rule = (flow) => flow;

/** What was spread over another shape gets the sum over it. */
const merged: Rule = (flow, { shape }, from) => (from === undefined || from.length === shape.length ? flow : uneven);

const dense: Rule = (flow) => ({ ...flow, channels: false });

/** A window of one place that steps by one keeps a gradient even; any other meets the border. */
const convolution: Rule = ({ samples, pixels }, { weight, shape, channelsFirst }, from) => {
  const [rows, columns] = weight!.variable.shape;
  const steps = from?.slice(1, -1).some((length, i) => length === null || length !== shape[i + 1]) ?? true;
  return { samples, pixels: pixels && rows === 1 && columns === 1 && !steps && !channelsFirst, channels: false };
};

/** What treats every channel alike shows by ones whether each pixel gets the same. */
const perChannel: Rule = (flow, step, from) => ({ ...flow, pixels: flow.pixels && spreadsEvenly(step, from) });

function spreadsEvenly({ run }: Step, from: Shape | undefined): boolean {
  if (from?.slice(1).some((length) => length === null) ?? true) return false;
  return tf.tidy(() => {
    const x = tf.zeros([1, ...(from!.slice(1) as number[])]);
    const [gradient] = tf.engine().gradients(() => tf.sum(run([x], undefined)[0]!), [x], undefined, true).grads;
    return gradient ? tf.sub(tf.max(gradient), tf.min(gradient)).dataSync()[0]! <= 1e-6 : false;
  });
}

const pooled: Rule = (flow) => ({ ...flow, pixels: true });

const reshaped: Rule = ({ samples, pixels, channels }, { shape }, from) => {
  if (pixels && channels) return { samples, pixels, channels };
  const sameChannels = from !== undefined && from.at(-1) === shape.at(-1) && from.at(-1) !== null;
  return { samples, pixels: sameChannels && pixels, channels: sameChannels && channels };
};

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    "BatchNormalization",
    ({ samples, pixels }, { channelsFirst, shape }) =>
      samples && pixels && (!channelsFirst || shape.length === 2) ? "zero" : uneven,
  ],
  ...["Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise"].map(
    (name) => [name, kept] as const,
  ),
  ...["Add", "Average"].map((name) => [name, merged] as const),
  ["Concatenate", (flow, { shape }, from) => (from && from.at(-1) !== shape.at(-1) ? flow : uneven)],
  ["Dense", dense],
  ...["Conv2D", "DepthwiseConv2D", "SeparableConv2D", "DilatedDepthwiseConv2D"].map(
    (name) => [name, convolution] as const,
  ),
  ...["GlobalAveragePooling2D", "GlobalAveragePooling1D"].map((name) => [name, pooled] as const),
  ...["AveragePooling2D", "SameAveragePooling2D", "ZeroPadding2D", "Cropping2D"].map(
    (name) => [name, perChannel] as const,
  ),
  ...["Flatten", "Reshape"].map((name) => [name, reshaped] as const),
]);

const activations: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["linear", kept],
  ["softmax", ({ channels }) => (channels ? "zero" : uneven)],
]);
