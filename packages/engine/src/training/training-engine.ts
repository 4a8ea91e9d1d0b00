/** Runs the training steps of whole networks on the capture engine's kernels, without tfjs's tape. */
import { simdByDefault } from "@eznas/kernels";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import { type Graph, graphOf } from "../graph/graph.ts";
import { crossEntropy, type Target } from "../passes/cross-entropy.ts";
import { recordBackward } from "../passes/record-backward.ts";
import { type RecordedPass, recordForward } from "../passes/record-forward.ts";
import { layOut } from "../recording/lay-out.ts";
import { growTo, type Machine, machine } from "../recording/machine.ts";
import type { Moments, MovingAverages } from "../recording/recorded.ts";
import {
  type Instruction,
  type Recording,
  type Region,
  type Run,
  recording,
  type Value,
} from "../recording/recording.ts";
import { writeVariable } from "./write-variable.ts";

/**
 * A trainable weight while a run holds it: both are views that every step fills anew, and
 * what is written to `value` counts.
 */
export interface TrainedWeight {
  readonly variable: LayerVariable;
  readonly value: Float32Array;
  readonly gradient: Float32Array;
}

/** A network in training. */
export interface TrainingRun {
  readonly weights: readonly TrainedWeight[];
  /**
   * One pass over a batch of images, forward and backward: fills the gradients of the mean cross-entropy of the logits
   * and returns that loss. Batch norms use the batch's moments and move their averages. Throws a RangeError for other
   * images or labels than the run was begun for.
   */
  step(images: Float32Array, labels: ArrayLike<number>): number;
  /** Puts weights and averages into the model's own variables. */
  writeBack(): void;
}

/**
 * Trains networks one after the other in a memory of its own. Made by {@link trainingEngine}.
 */
export class TrainingEngine {
  #machine: Machine = machine();

  /**
   * Takes a model's weights into the engine's memory, which until the next `begin` is that run's; or says why the
   * kernels cannot train it.
   */
  begin(model: LayersModel, batch: number): TrainingRun | string {
    if (model.layers.some(isFrozen)) return "has frozen layers";
    const forward = forwardOf(model, batch, this.#machine);
    if (typeof forward === "string") return forward;
    const { graph, record, input, logits, pass } = forward;
    const target: Target = { labels: [], loss: 0 };
    const loss = [graph.outputs[0]!, crossEntropy(logits, target, record)] as const;
    const gradients = recordBackward(pass, [loss]).ofWeights();
    // A layer at two places is listed twice.
    const variables = [...new Set(model.trainableWeights)].filter((variable) => record.weights.has(variable));
    const norms = movingNormsOf(pass);
    const kept = [
      ...variables.flatMap((variable) => gradients.get(variable)?.buffer ?? []),
      ...norms.flatMap(({ mean, inverse }) => [mean, inverse]),
    ];
    // Also what no gradient and no logit depends on has a place: a cell may lead nowhere.
    record.emit([input, logits.buffer, ...kept, ...record.weights.values()], [], () => {});
    const { instructions, heap } = laidOut(record, input, this.#machine);
    const [rows, classes] = logits.shape as [number, number];
    const { weights } = record;
    return run({ heap, input, rows, classes, weights, instructions, variables, gradients, norms, target });
  }

  /**
   * What gives the logits of a batch of images, row by row, with batch norms by their moving averages; or why the
   * kernels cannot. It serves until the next `begin` or `infer`.
   */
  infer(model: LayersModel, batch: number): ((images: Float32Array) => Float32Array) | string {
    const forward = forwardOf(model, batch, this.#machine, { inference: true });
    if (typeof forward === "string") return forward;
    const { record, input, logits } = forward;
    record.emit([input, logits.buffer, ...record.weights.values()], [], () => {});
    const { instructions, heap } = laidOut(record, input, this.#machine);
    load(record.weights, heap);
    const state: Run = { heap, results: [], inPlace: false, minus: undefined };
    return (images) => {
      putImages(images, viewOf(heap, input));
      for (const instruction of instructions) instruction.run(state);
      return viewOf(heap, logits.buffer).slice();
    };
  }
}

/** Whether a layer, or one in it where it is a model, has weights that are not to be trained. */
const isFrozen = (layer: LayersModel["layers"][number]): boolean =>
  layer.trainable && "layers" in layer
    ? (layer as LayersModel).layers.some(isFrozen)
    : !layer.trainable && layer.weights.length > 0;

interface Forward {
  readonly graph: Graph;
  readonly record: Recording;
  readonly input: Region;
  readonly logits: Value;
  readonly pass: RecordedPass;
}

/** A forward pass in training, or after it; or why the kernels cannot run it. */
function forwardOf(
  model: LayersModel,
  batch: number,
  machine: Machine,
  { inference = false }: { readonly inference?: boolean } = {},
): Forward | string {
  const graph = graphOf(model, "trainingEngine");
  if (graph.outputs.length !== 1) return "has more than one output";
  const record = recording(machine);
  const input = record.value([batch, ...(model.inputs[0]!.shape.slice(1) as number[])]);
  const random = inference ? undefined : graph.steps.find(({ computation }) => computation?.randomInTraining);
  if (random) return `has a layer "${random.name}" that is random in training`;
  const pass = recordForward(record, input, { ...graph, inference });
  if ("name" in pass) return `has a layer "${pass.name}" that there are no kernels for`;
  const logits = pass.values[graph.outputs[0]!]!;
  if (logits.shape.length !== 2) return "does not put out one row of logits for each image";
  return { graph, record, input: input.buffer, logits, pass };
}

/** Gives every buffer its place and the memory its size. */
function laidOut(record: Recording, input: Region, { memory }: Machine) {
  const { instructions, bytes } = layOut(record, [input]);
  growTo(memory, bytes);
  return { instructions, heap: new Float32Array(memory.buffer) };
}

function load(weights: ReadonlyMap<LayerVariable, Region>, heap: Float32Array): void {
  for (const [variable, buffer] of weights) viewOf(heap, buffer).set(numbersOf(variable));
}

const viewOf = (heap: Float32Array, { at, floats }: Region): Float32Array => heap.subarray(at / 4, at / 4 + floats);

const numbersOf = (variable: LayerVariable): Float32Array => variable.read().dataSync<"float32">();

interface MovingNorm extends Moments {
  readonly moving: MovingAverages;
}

function movingNormsOf({ steps, recorded }: RecordedPass): readonly MovingNorm[] {
  return steps.flatMap(({ outputs }) => {
    const { moments } = recorded[outputs[0]!]!;
    return moments?.moving ? [{ ...moments, moving: moments.moving }] : [];
  });
}

interface Compiled {
  readonly heap: Float32Array;
  readonly input: Region;
  readonly rows: number;
  readonly classes: number;
  readonly weights: ReadonlyMap<LayerVariable, Region>;
  readonly instructions: readonly Instruction[];
  readonly variables: readonly LayerVariable[];
  readonly gradients: ReadonlyMap<LayerVariable, Value>;
  readonly norms: readonly MovingNorm[];
  readonly target: Target;
}

function run(compiled: Compiled): TrainingRun {
  const { heap, input, rows, classes, weights, instructions, variables, gradients, norms, target } = compiled;
  const view = (buffer: Region): Float32Array => viewOf(heap, buffer);
  load(weights, heap);
  const trained = variables.map((variable): TrainedWeight => {
    const value = view(weights.get(variable)!);
    const gradient = gradients.get(variable);
    return { variable, value, gradient: gradient ? view(gradient.buffer) : new Float32Array(value.length) };
  });
  // By variable: a batch norm at two places has one mean and one variance.
  const averages = new Map<LayerVariable, Float32Array>();
  for (const { moving } of norms)
    for (const variable of [moving.mean, moving.variance]) averages.set(variable, numbersOf(variable).slice());
  const state: Run = { heap, results: [], inPlace: false, minus: undefined };
  return {
    weights: trained,
    step(images, labels) {
      putImages(images, view(input));
      checkLabels(labels, rows, classes);
      target.labels = labels;
      for (const instruction of instructions) instruction.run(state);
      for (const { mean, inverse, epsilon, moving } of norms) {
        const [batchMean, batchInverse] = [view(mean), view(inverse)];
        const [means, variances] = [averages.get(moving.mean)!, averages.get(moving.variance)!];
        const { momentum } = moving;
        for (let c = 0; c < batchMean.length; c++) {
          const variance = 1 / batchInverse[c]! ** 2 - epsilon;
          means[c] = momentum * means[c]! + (1 - momentum) * batchMean[c]!;
          variances[c] = momentum * variances[c]! + (1 - momentum) * variance;
        }
      }
      return target.loss;
    },
    writeBack() {
      for (const { variable, value } of trained) writeVariable(variable, value);
      for (const [variable, numbers] of averages) writeVariable(variable, numbers);
    },
  };
}

function putImages(images: Float32Array, input: Float32Array): void {
  if (images.length !== input.length)
    throw new RangeError(`TrainingEngine: expected images of ${input.length} numbers, got ${images.length}`);
  input.set(images);
}

/** A label that is no class would be a place in the memory of other values. */
function checkLabels(labels: ArrayLike<number>, rows: number, classes: number): void {
  if (labels.length !== rows) throw new RangeError(`TrainingEngine: expected ${rows} labels, got ${labels.length}`);
  for (let i = 0; i < rows; i++)
    if (!(labels[i]! >= 0 && labels[i]! < classes))
      throw new RangeError(`TrainingEngine: labels must be from 0 to ${classes - 1}, got ${labels[i]}`);
}

/**
 * An engine that trains classifiers about twice as fast as tfjs's tape with the same kernels; undefined where there is
 * no WebAssembly SIMD or `EZNAS_SIMD` is `0`.
 *
 * Layers are those that captures by the engine know. What moves the weights, and by how much, is the caller's: see
 * `trainNetwork` of `@eznas/training`.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { trainingEngine } from "@eznas/engine/training";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("wasm");
 * const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [1], kernelInitializer: "zeros" })] });
 * const run = trainingEngine()?.begin(model, 2);
 * if (run && typeof run !== "string") {
 *   run.step(Float32Array.of(1, -1), [0, 1]); // → 0.6931
 *   [...run.weights[0]!.gradient]; // → [ -0.5, 0.5 ]
 * }
 * model.dispose();
 * ```
 */
export function trainingEngine(): TrainingEngine | undefined {
  if (!simdByDefault()) return undefined;
  try {
    return new TrainingEngine();
  } catch {
    return undefined;
  }
}
