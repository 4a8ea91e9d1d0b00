import type { TrainingEngine } from "@eznas/engine/training";
import { seeded } from "@eznas/gp";
import { type Normalization, normalizationOf } from "@eznas/images";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { evaluateNetwork } from "./evaluate-network.ts";
import type { ImageSplit } from "./split.ts";
import type { TrainingRow } from "./table/training-table.ts";
import { type TrainingOptions, trainNetwork } from "./train-network.ts";

/** An architecture that can be trained: its text, and its network with weights drawn from `rng`. */
export interface TrainableNetwork {
  readonly id: string;
  build(rng: () => number): LayersModel;
}

export interface TrainArchitectureOptions {
  readonly images: ImageSplit;
  readonly seed: number;
  /** What is not given is as in `trainingDefaults`. */
  readonly training?: Partial<TrainingOptions>;
  /** Default: that of the images to train on. */
  readonly normalization?: Normalization;
  /** As for `trainNetwork`. */
  readonly engine?: TrainingEngine | undefined;
  readonly onStep?: (step: number, steps: number) => void | Promise<void>;
}

/**
 * Builds an architecture's network, trains it, measures it and disposes of it: one row of a table.
 *
 * Weights and the order of the images are functions of the seed and the architecture's text, so a row does not depend
 * on which others are trained before, or where.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { nasBench201 } from "@eznas/spaces";
 * import { labeledImages } from "@eznas/images";
 * import { splitImages, trainArchitecture } from "@eznas/training";
 *
 * await useBackend("wasm");
 * const space = nasBench201({ channels: 2, cells: 1, classes: 2, resolution: 4 });
 * const id = "|skip_connect~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|";
 * const images = labeledImages({
 *   shape: [12, 4, 4, 3],
 *   pixels: Uint8Array.from({ length: 12 * 48 }, (_, i) => (Math.floor(i / 48) % 2) * 255),
 *   labels: Uint8Array.from({ length: 12 }, (_, i) => i % 2),
 *   classes: 2,
 *   source: "black and white",
 * });
 * const parts = splitImages(images, { train: 8, valid: 2, test: 2 }, () => 0);
 * const { status, seed } = await trainArchitecture(
 *   { id, build: (rng) => space.build(space.parse(id), rng) },
 *   { images: parts, seed: 1, training: { epochs: 2, batch: 4 } },
 * );
 * [status, seed]; // → [ 'trained', 1 ]
 * ```
 */
export async function trainArchitecture(
  { id, build }: TrainableNetwork,
  {
    images,
    seed,
    training = {},
    normalization = normalizationOf(images.train),
    engine,
    onStep,
  }: TrainArchitectureOptions,
): Promise<TrainingRow> {
  const model = build(seeded(seed, "weights", id));
  try {
    const trained = await trainNetwork(model, {
      images: images.train,
      normalization,
      options: training,
      rng: seeded(seed, "training", id),
      engine,
      ...(onStep && { onStep }),
    });
    if (!trained.ok) return { id, seed, status: trained.reason };
    const accuracy = (images: ImageSplit["valid"]): number =>
      evaluateNetwork(model, { images, normalization, engine }).accuracy;
    return { id, seed, status: "trained", valid: accuracy(images.valid), test: accuracy(images.test) };
  } finally {
    model.dispose();
  }
}
