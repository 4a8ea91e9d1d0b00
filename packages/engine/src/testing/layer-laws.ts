import { sizeOf } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { type Graph, graphOf } from "../graph/graph.ts";
import type { Draw, LayerEntry, LayerExample, WithLayerEntry } from "../parts/layer-entry.ts";
import { runForward } from "../passes/forward.ts";
import { TrainingEngine } from "../training/training-engine.ts";
import { writeVariable } from "../training/write-variable.ts";
import { seededRng } from "./seeded-rng.ts";

export interface LayerLawOptions {
  /** How many examples are drawn; 30 by default. */
  readonly numRuns?: number;
}

/**
 * What holds of a layer that the engine knows, on examples that its entry draws: its parts compute together what the
 * layer does, the engine's numbers are those of the tape forward, backward and in a step of
 * training, and no tensor stays behind.
 *
 * Takes an entry, or a class that brings one. Rejects with an Error that says which of these does not hold, and for
 * which example. Needs a backend of tfjs, on which the tape runs.
 *
 * @example
 * ```ts
 * import { layerEntries } from "@eznas/engine/layers";
 * import { layerLaws } from "@eznas/engine/testing";
 * import { useBackend } from "@eznas/kernels";
 *
 * await useBackend("cpu");
 * await layerLaws(layerEntries.Multiply!, { numRuns: 3 });
 * ```
 */
export async function layerLaws(
  of: LayerEntry | WithLayerEntry,
  { numRuns = 30 }: LayerLawOptions = {},
): Promise<void> {
  const entry = "layerEntry" in of ? of.layerEntry : of;
  await fc.assert(
    fc.property(fc.gen(), fc.nat(1_000_000), fc.integer({ min: 2, max: 4 }), (gen, seed, batch) => {
      const { numTensors } = tf.memory();
      const own = networkWith(entry.example(drawnBy(gen)), seed);
      try {
        holdsOf(own, batch, seed);
      } finally {
        disposeOf(own.model);
      }
      law(tf.memory().numTensors === numTensors, "no tensor stays behind");
    }),
    { numRuns },
  );
}

const drawnBy = (gen: fc.GeneratorValue): Draw => ({
  integer: (min, max) => gen(fc.integer, { min, max }),
  boolean: () => gen(fc.boolean),
  of: (...choices) => choices[gen(fc.nat, choices.length - 1)]!,
  image: () => [
    gen(fc.integer, { min: 4, max: 7 }),
    gen(fc.integer, { min: 4, max: 7 }),
    gen(fc.integer, { min: 1, max: 5 }),
  ],
});

interface Network {
  readonly model: LayersModel;
  readonly layer: LayerExample["layer"];
}

const [features, classes] = [5, 3];

/** The layer between dense ones, so that its gradients by its inputs reach weights too. */
function networkWith({ layer, inputs }: LayerExample, seed: number): Network {
  const x = input({ shape: [features] });
  const made = inputs.map((shape) => {
    const flat = layers.dense({ units: sizeOf(shape) }).apply(x) as SymbolicTensor;
    return layers.reshape({ targetShape: [...shape] }).apply(flat) as SymbolicTensor;
  });
  const y = layer.apply(made.length === 1 ? made[0]! : made) as SymbolicTensor;
  const flat = y.shape.length === 2 ? y : (layers.flatten().apply(y) as SymbolicTensor);
  const whole = model({ inputs: x, outputs: layers.dense({ units: classes }).apply(flat) as SymbolicTensor });
  const rng = seededRng(seed);
  for (const variable of whole.weights) {
    const positive = /(gamma|variance)$/.test(variable.originalName);
    const size = variable.shape.reduce<number>((a, b) => a * b!, 1);
    // Logits of some size would leave of the loss's gradient little but rounding errors.
    const scale = variable.shape.length > 1 ? Math.sqrt(variable.shape.at(-1)! / size) : 1;
    const numbers = Float32Array.from({ length: size }, () => (positive ? rng() + 0.5 : scale * (2 * rng() - 1)));
    writeVariable(variable, numbers);
  }
  return { model: whole, layer };
}

function holdsOf({ model, layer }: Network, batch: number, seed: number): void {
  const graph = graphOf(model, "layerLaws");
  const rng = seededRng(seed + 1);
  const images = Float32Array.from({ length: batch * features }, () => 2 * rng() - 1);
  const labels = Array.from({ length: batch }, () => Math.floor(rng() * classes));
  const told = `layer ${layer.getClassName()} ${JSON.stringify(layer.getConfig())}`;
  const predicted = tf.tidy(() =>
    (model.predict(tf.tensor2d(images, [batch, features])) as tf.Tensor).dataSync<"float32">().slice(),
  );

  const byAverages = graph.steps.some(({ computation }) => computation?.infer);
  if (!byAverages) {
    const logits = tf.tidy(() =>
      logitsOf(graph, tf.tensor2d(images, [batch, features]))
        .dataSync<"float32">()
        .slice(),
    );
    law(near(logits, predicted), `its parts compute what the layer does: ${told}`);
  }

  const engine = new TrainingEngine();
  const infer = engine.infer(model, batch);
  if (typeof infer === "string") {
    const known = graph.steps.every(({ computation }) => computation);
    law(!known, `the kernels take the examples of its entry: ${told}`);
    return;
  }
  law(near(infer(images), predicted), `the engine gives the logits that tf.layers does: ${told}`);
  const run = engine.begin(model, batch);
  if (typeof run === "string") {
    const random = graph.steps.some(({ computation }) => computation?.randomInTraining);
    law(random, `the kernels train it, unless it is random in training: ${told}`);
    return;
  }
  const { loss, gradients } = byTape(graph, model, images, labels);
  law(near([run.step(images, labels)], [loss]), `the loss of a training step is the tape's: ${told}`);
  const floor = Math.max(...gradients.map(largestOf)) / 100;
  for (const [i, { variable, gradient }] of run.weights.entries())
    law(near(gradient, gradients[i]!, floor), `the gradient by "${variable.originalName}" is the tape's: ${told}`);
}

/** What the steps of the graph make of a batch as tfjs runs them. */
function logitsOf({ steps, input, outputs }: Graph, x: tf.Tensor): tf.Tensor {
  const values: tf.Tensor[] = [];
  values[input] = x;
  runForward(steps, values, { run: (step, inputs) => step.run(inputs, undefined) });
  return values[outputs[0]!]!;
}

/** The loss and its gradients by the trainable weights. */
function byTape(
  graph: Graph,
  model: LayersModel,
  images: Float32Array,
  labels: readonly number[],
): { readonly loss: number; readonly gradients: readonly Float32Array[] } {
  return tf.tidy(() => {
    const x = tf.tensor2d(images, [labels.length, features]);
    const targets = tf.oneHot(tf.tensor1d([...labels], "int32"), classes);
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const lossOf = (): tf.Tensor => tf.losses.softmaxCrossEntropy(targets, logitsOf(graph, x));
    const { value, grads } = tf.engine().gradients(lossOf, variables, undefined, true);
    return {
      loss: value.dataSync()[0]!,
      gradients: variables.map(({ size }, i) => {
        const gradient = grads[i] as tf.Tensor | null;
        return gradient ? gradient.dataSync<"float32">().slice() : new Float32Array(size);
      }),
    };
  });
}

const largestOf = (numbers: ArrayLike<number>): number =>
  Array.from(numbers).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * Up to rounding: every number to 2e-3 of the largest, or of `floor` where what remains of
 * a sum that cancels out is smaller.
 */
function near(ours: ArrayLike<number>, theirs: ArrayLike<number>, floor = 1e-3): boolean {
  const allowed = 2e-3 * Math.max(largestOf(theirs), floor);
  return ours.length === theirs.length && Array.from(ours).every((x, i) => Math.abs(x - theirs[i]!) <= allowed);
}

function law(holds: boolean, text: string): void {
  if (!holds) throw new Error(`layerLaws: it does not hold that ${text}`);
}

function disposeOf(model: LayersModel): void {
  const tensors = model.weights.map((weight) => weight.read());
  model.dispose();
  tf.dispose(tensors);
}
