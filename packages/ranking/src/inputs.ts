import { seeded } from "@eznas/gp";
import { cifarBatch, imagesOfSize } from "@eznas/images";
import { readImages } from "@eznas/images/node";
import { photographs } from "@eznas/images/photographs";
import { batchInputs, type Inputs, randomInputs } from "@eznas/stats";
import { fashionCrops } from "./fashion-crops.ts";

export interface InputChoice {
  /** `photographs` and `fashion` (Fashion-201's), which are shipped and resized to fit, `noise` (N(0,1)), or a path: .npy, a folder of PNGs, CIFAR-10 binary batches. */
  readonly images: string;
  readonly batch: number;
  readonly seed: number;
  /** Height, width and channels of the network's input. */
  readonly shape: readonly number[];
}

/**
 * The inputs D, N and P that a command feeds to its networks, the same for every network.
 *
 * Throws when the images at the given path cannot be read or are not of the network's size.
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
  const rng = seeded(seed, "inputs");
  if (images === "noise") return randomInputs([batch, ...shape], rng);
  const fashion = images === "fashion" ? fashionCrops() : undefined;
  const shipped = fashion?.images ?? (images === "photographs" ? photographs() : undefined);
  const source = shipped ? imagesOfSize(shipped, shape) : await readImages(images);
  const size = source.shape.slice(1);
  if (size.join() !== shape.join())
    throw new RangeError(
      `inputs: the network takes images of ${shape.join("×")}, but ${source.source} has ${size.join("×")}`,
    );
  // An eighth of the side, as CIFAR's 4 of 32.
  const pad = Math.round(source.shape[1] / 8);
  return batchInputs(cifarBatch(source, { batch, rng: seeded(seed, "images"), pad, ...fashion?.normalization }), rng);
}
