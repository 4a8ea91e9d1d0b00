/**
 * Along which axes the gradient of a sum is one and the same, and where it cancels. A normalization takes away what the
 * numbers that it is about have in common, so a gradient that is the same for all of them is zero behind it, and so is
 * all before; what is computed there is the rounding of terms that cancel. That follows from the layers alone.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Graph, Slot, Step } from "./graph.ts";

/** For each axis whether the gradient is the same all along it; `zero` where its terms cancel. */
export type Flow = "zero" | readonly boolean[];

/** Of every value that a loss depends on, how its gradient is: none where the loss does not depend on it. */
export interface GradientFlow {
  at(slot: Slot): Flow | undefined;
  /** How the gradient at the first input of each of these steps is that comes through them, by how it is at their end. */
  through(steps: readonly Step[], flow: Flow | undefined): Flow | undefined;
}

/**
 * How the gradient of the sum of these values flows back: whether it is zero, at every value that the sum depends on,
 * whatever the images are. Where the values have weights in the sum, `weighted` says for each axis whether these are the
 * same all along it.
 *
 * @example
 * ```ts
 * import { gradientFlow, graphOf } from "@eznas/engine";
 * import { useBackend } from "@eznas/kernels";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const dense = layers.dense({ units: 2, inputShape: [3] });
 * const graph = graphOf(sequential({ layers: [dense, layers.batchNormalization()] }));
 * gradientFlow(graph, graph.outputs).at(graph.input); // → 'zero'
 * ```
 */
export function gradientFlow(
  graph: Pick<Graph, "steps" | "producer">,
  sum: readonly Slot[],
  weighted?: readonly boolean[],
): GradientFlow {
  const flows = new Map<Slot, Flow>();
  const add = (slot: Slot, flow: Flow | undefined): void => {
    if (flow) flows.set(slot, sumOf(flows.get(slot), flow));
  };
  for (const slot of sum) add(slot, weighted ?? even(graph.producer(slot)?.shape ?? []));
  for (const step of graph.steps.toReversed()) {
    const flow = step.outputs.length === 1 ? flows.get(step.outputs[0]!) : uneven;
    if (flow && step.outputs.some((slot) => flows.has(slot)))
      for (const [i, slot] of step.inputs.entries()) add(slot, flowBack(graph, step, flow, i));
  }
  return {
    at: (slot) => flows.get(slot),
    through: (steps, flow) => steps.reduceRight((at, step) => at && flowBack(graph, step, at, 0), flow),
  };
}

type Shape = readonly (number | null)[];

const even = (shape: Shape): Flow => shape.map(() => true);

/** Along no axis, however many there are. */
const uneven: readonly boolean[] = [];

function sumOf(a: Flow | undefined, b: Flow): Flow {
  if (a === undefined || a === "zero") return b;
  return b === "zero" ? a : a.map((alike, axis) => alike && b[axis] === true);
}

/** How the gradient at a step's input is, by how that at its output is; undefined where none comes through. */
function flowBack(graph: Pick<Graph, "producer">, step: Step, flow: Flow, input: number): Flow | undefined {
  if (step.className === "ZerosLike") return undefined;
  if (flow === "zero") return flow;
  // Along an axis of one place everything is alike.
  const alike = step.shape.map((length, axis) => (axis > 0 && length === 1) || flow[axis] === true);
  const centered = step.centers?.(step.shape.length);
  if (centered?.every((axis) => alike[axis])) return "zero";
  const from = graph.producer(step.inputs[input]!)?.shape;
  if (step.ownCall) return uneven;
  const rule =
    step.activation === undefined ? (rules.get(step.className) ?? ruleOf(step)) : activations.get(step.activation);
  return rule?.(alike, step, from) ?? uneven;
}

type Rule = (flow: readonly boolean[], step: Step, from: Shape | undefined) => readonly boolean[] | undefined;

const kept: Rule = (flow) => flow;

/** What was spread over more axes gets the sum over them. */
const merged: Rule = (flow, { shape }, from) => (from === undefined || from.length === shape.length ? flow : uneven);

const dense: Rule = (flow) => flow.with(-1, false);

/** A window of one place that steps by one keeps a gradient even along pixels; any other meets the border. */
const convolution: Rule = (flow, { weight, shape, channelsFirst }, from) => {
  const channels = channelsFirst ? 1 : shape.length - 1;
  const ofOnePlace = weight!.variable.shape.slice(0, -2).every((length) => length === 1);
  const step = from?.some((length, axis) => axis > 0 && axis !== channels && (length ?? 0) !== shape[axis]) ?? true;
  return flow.map((alike, axis) => (axis === 0 ? alike : axis !== channels && alike && ofOnePlace && !step));
};

/**
 * What is linear, without weights and of each sample by itself shows it by an example: a gradient that is even along
 * these axes and no other.
 */
const shown: Rule = (flow, step, from) => {
  // A mean over all pixels is the same for any number of them.
  const pixels = step.className.startsWith("GlobalAverage") ? 3 : Number.NaN;
  const [taken, made] = [from, step.shape].map((shape) => shape?.slice(1).map((length) => length ?? pixels));
  if (!taken || !made || [...taken, ...made].some(Number.isNaN)) return uneven;
  return tf.tidy(() => {
    const given = varying([1, ...made], flow);
    const x = tf.zeros([1, ...taken]);
    const sum = (): tf.Scalar => tf.sum(tf.mul(step.run([x], undefined)[0]!, given));
    const [gradient] = tf.engine().gradients(sum, [x], undefined, true).grads;
    return gradient && [flow[0] === true, ...taken.map((_, i) => isEven(gradient, i + 1))];
  });
};

/** Numbers that differ along the axes that are not even. */
function varying(shape: readonly number[], flow: readonly boolean[]): tf.Tensor {
  const along = shape.map((length, axis) => (flow[axis] ? 1 : length));
  const size = along.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => 1 + Math.sin(i * i)),
    along,
  );
}

const isEven = (x: tf.Tensor, axis: number): boolean =>
  tf.tidy(() => {
    const spread = tf.max(tf.sub(tf.max(x, axis), tf.min(x, axis)));
    return spread.dataSync()[0]! <= 1e-6 * tf.max(tf.abs(x)).dataSync()[0]!;
  });

/** Of what layers of one's own compute on kernels, as far as it says itself that it is linear. */
const ruleOf = ({ computation, weight, inputs }: Step): Rule | undefined =>
  computation?.jet === "linear" && !weight && inputs.length === 1 ? shown : undefined;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...["Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise", "Rescaling"].map(
    (name) => [name, kept] as const,
  ),
  // A part of what is even is even.
  ["Concatenate", kept],
  ...["Add", "Average"].map((name) => [name, merged] as const),
  ["Dense", dense],
  ...["Conv1D", "Conv2D", "Conv3D", "DepthwiseConv2D", "SeparableConv2D", "DilatedDepthwiseConv2D"].map(
    (name) => [name, convolution] as const,
  ),
  ...[
    ...["GlobalAveragePooling1D", "GlobalAveragePooling2D"],
    ...["AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "SameAveragePooling2D"],
    ...["ZeroPadding2D", "Cropping2D", "UpSampling2D", "Flatten", "Reshape", "Permute", "RepeatVector"],
  ].map((name) => [name, shown] as const),
]);

const activations: ReadonlyMap<string, Rule> = new Map<string, Rule>([["linear", kept]]);
