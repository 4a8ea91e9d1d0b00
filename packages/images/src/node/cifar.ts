/** CIFAR's binary batches: records of labels and 3072 bytes, the red, green and blue planes of 32×32. */
import { basename } from "node:path";
import { type LabeledImages, sharedBytes } from "../images.ts";
import { ImagesError } from "./images-error.ts";

const pixels = 32 * 32;

interface Kind {
  readonly name: string;
  /** How many classes each label of a record tells apart; an image's class is the last of them. */
  readonly labels: readonly number[];
}

const cifar10: Kind = { name: "CIFAR-10", labels: [10] };
/** Each image has a coarse label and a fine one. */
const cifar100: Kind = { name: "CIFAR-100", labels: [20, 100] };

const recordBytes = ({ labels }: Kind): number => labels.length + 3 * pixels;

/**
 * The images in the bytes of a batch of CIFAR-10, or of CIFAR-100 with its fine labels, `limit` at most.
 *
 * Throws an ImagesError, which names `path`, for bytes that are no whole records and for labels that are no class.
 */
export function decodeCifar(path: string, bytes: Uint8Array, limit: number = Number.POSITIVE_INFINITY): LabeledImages {
  const kind = kindOf(path, bytes);
  const record = recordBytes(kind);
  const n = Math.min(limit, bytes.length / record);
  const rgb = sharedBytes(n * 3 * pixels);
  const labels = sharedBytes(n);
  for (let image = 0; image < n; image++) {
    const start = image * record;
    for (const [i, classes] of kind.labels.entries()) {
      const label = bytes[start + i]!;
      if (label >= classes)
        throw new ImagesError(path, `record ${image} has label ${label}, ${kind.name}'s are 0 to ${classes - 1}`);
      labels[image] = label;
    }
    const planes = start + kind.labels.length;
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let channel = 0; channel < 3; channel++)
        rgb[(image * pixels + pixel) * 3 + channel] = bytes[planes + channel * pixels + pixel]!;
  }
  return { shape: [n, 32, 32, 3], pixels: rgb, labels, classes: kind.labels.at(-1)!, source: path };
}

function kindOf(path: string, { length }: Uint8Array): Kind {
  const fits = (kind: Kind): boolean => length > 0 && length % recordBytes(kind) === 0;
  const byName = cifar100Names.includes(basename(path)) ? [cifar100, cifar10] : [cifar10, cifar100];
  const kind = byName.find(fits);
  if (kind) return kind;
  throw new ImagesError(
    path,
    `has ${length} bytes, but CIFAR-10 records have ${recordBytes(cifar10)} and CIFAR-100's ` +
      `${recordBytes(cifar100)}: it is truncated`,
  );
}

const cifar100Names: readonly string[] = ["train.bin", "test.bin"];

/**
 * CIFAR's batches among a folder's files: those to train on and those to test on,
 * which are CIFAR-10's if there are any.
 */
export function cifarBatches(names: readonly string[]): {
  readonly training: readonly string[];
  readonly test: readonly string[];
} {
  const those = (form: RegExp): readonly string[] => names.filter((name) => form.test(name)).sort();
  const tens = { training: those(/^data_batch_\d+\.bin$/), test: those(/^test_batch\.bin$/) };
  if (tens.training.length + tens.test.length > 0) return tens;
  return { training: those(/^train\.bin$/), test: those(/^test\.bin$/) };
}
