import type { TrainingEngine, TrainingRun } from "@eznas/engine/training";
import {
  type Augmentation,
  batcher,
  type LabeledImages,
  labeledImages,
  type Normalization,
  normalizationOf,
} from "@eznas/images";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { cosine } from "./schedule.ts";
import { sgd } from "./sgd.ts";
import { shuffle } from "./split.ts";
import { tapeRun } from "./tape-run.ts";

/** How networks are trained: stochastic gradient descent with momentum, its rate falling along a cosine. */
export interface TrainingOptions {
  readonly epochs: number;
  /** Images in a step; those of an epoch that do not fill one more are left out, others in each epoch. */
  readonly batch: number;
  /** The first learning rate. */
  readonly rate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  /** The L2 penalty's factor. */
  readonly weightDecay: number;
  readonly augmentation: Augmentation;
}

/** NAS-Bench-201's schedule but for the epochs, of which it has 12 and 200. */
export const trainingDefaults: TrainingOptions = {
  epochs: 12,
  batch: 256,
  rate: 0.1,
  momentum: 0.9,
  nesterov: true,
  weightDecay: 5e-4,
  augmentation: { crop: 4, flip: true },
};

export interface TrainOptions {
  readonly images: LabeledImages;
  /** Default: that of the images. */
  readonly normalization?: Normalization;
  /** What is not given is as in {@link trainingDefaults}. */
  readonly options?: Partial<TrainingOptions>;
  /** Order, crops and mirrors of the images. */
  readonly rng: () => number;
  /**
   * What computes the steps: an engine of `@eznas/engine/training`, twice as fast, which may train one network after
   * the other; for a model that it does not know, and where none is given, tfjs. The two round differently.
   */
  readonly engine?: TrainingEngine | undefined;
  /** Called between two steps; what it throws ends the training. */
  readonly onStep?: (step: number, steps: number) => void | Promise<void>;
}

/** A network that diverged is an outcome, not an error: its loss, and with it its weights, were no numbers any more. */
export type Trained =
  | { readonly ok: true /** Mean over the last epoch. */; readonly loss: number }
  | { readonly ok: false; readonly reason: "diverged"; readonly epoch: number };

/**
 * Trains a classifier on labeled images, by cross-entropy over its logits. The model is left with the trained weights.
 *
 * The model takes the images' [n, height, width, channels], normalized, and gives [n, classes]. The same model, images
 * and random numbers give the same weights on the same backend. Rejects with a RangeError for a model of other shapes,
 * for options that are no schedule and for labels that are no classes.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { evaluateNetwork, trainNetwork } from "@eznas/training";
 * import { labeledImages, normalizationOf } from "@eznas/images";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const images = labeledImages({
 *   shape: [4, 1, 1, 1],
 *   pixels: Uint8Array.of(0, 255, 10, 250),
 *   labels: Uint8Array.of(0, 1, 0, 1),
 *   classes: 2,
 *   source: "dark and light",
 * });
 * const model = sequential({ layers: [layers.flatten({ inputShape: [1, 1, 1] }), layers.dense({ units: 2 })] });
 * const options = { epochs: 20, batch: 2, augmentation: { crop: 0, flip: false } };
 * const trained = await trainNetwork(model, { images, options, rng: () => 0.3 });
 * trained.ok; // → true
 * evaluateNetwork(model, { images, normalization: normalizationOf(images) }).accuracy; // → 100
 * ```
 */
export async function trainNetwork(model: LayersModel, options: TrainOptions): Promise<Trained> {
  const { images, rng, engine, onStep } = options;
  const settings = checked({ ...trainingDefaults, ...options.options }, labeledImages(images));
  const { epochs, batch, rate, augmentation } = settings;
  checkModel("trainNetwork", model, images);
  const [n] = images.shape;
  const batches = batcher(images, options.normalization ?? normalizationOf(images));
  const begun = engine?.begin(model, batch);
  const own = begun === undefined || typeof begun === "string" ? tapeRun(model, images.classes) : undefined;
  const run = own ?? (begun as TrainingRun);
  const move = sgd(settings);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const stepsOfEpoch = Math.floor(n / batch);
  const steps = epochs * stepsOfEpoch;
  try {
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const inEpoch = step % stepsOfEpoch;
      if (inEpoch === 0) {
        shuffle(order, rng);
        sum = 0;
      }
      const places = order.subarray(inEpoch * batch, (inEpoch + 1) * batch);
      const labels = Uint8Array.from(places, (place) => images.labels[place]!);
      const loss = run.step(batches.augmented(places, augmentation, rng), labels);
      if (!Number.isFinite(loss)) return { ok: false, reason: "diverged", epoch: Math.floor(step / stepsOfEpoch) };
      move(run.weights, cosine(rate, step, steps));
      sum += loss;
      await onStep?.(step + 1, steps);
    }
    run.writeBack();
    return { ok: true, loss: sum / stepsOfEpoch };
  } finally {
    own?.release();
  }
}

/** Throws a RangeError unless the model takes such images and has an output for every class. */
export function checkModel(caller: string, model: LayersModel, { shape, classes, source }: LabeledImages): void {
  const [inputs, outputs] = [model.inputs, model.outputs].map((tensors) =>
    tensors.map((tensor) => tensor.shape.slice(1).join("×")).join(" and "),
  );
  const size = shape.slice(1).join("×");
  if (inputs !== size)
    throw new RangeError(`${caller}: the model takes ${inputs}, but the images of ${source} are ${size}`);
  if (outputs !== `${classes}`)
    throw new RangeError(`${caller}: the model puts out ${outputs}, but ${source} has ${classes} classes`);
}

function checked(options: TrainingOptions, { shape, source }: LabeledImages): TrainingOptions {
  const { epochs, batch, rate, momentum, weightDecay, augmentation } = options;
  for (const [name, value, least] of [
    ["epochs", epochs, 1],
    ["batch", batch, 1],
    ["augmentation.crop", augmentation.crop, 0],
  ] as const)
    if (!(Number.isInteger(value) && value >= least))
      throw new RangeError(`trainNetwork: ${name} must be a whole number from ${least} up, got ${value}`);
  if (batch > shape[0])
    throw new RangeError(`trainNetwork: batch must be at most the ${shape[0]} images of ${source}, got ${batch}`);
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`trainNetwork: rate must be above 0, got ${rate}`);
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`trainNetwork: momentum must be from 0 to below 1, got ${momentum}`);
  if (!(weightDecay >= 0 && Number.isFinite(weightDecay)))
    throw new RangeError(`trainNetwork: weightDecay must be 0 or above, got ${weightDecay}`);
  return options;
}
