/** Labeled images in files, and a command line that trains on them in a moment. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./command-line.ts";

/** An array of bytes in the form of MNIST's files. */
function idx(shape: readonly number[], bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.writeUInt32BE(0x0800 + shape.length, 0);
  for (const [axis, size] of shape.entries()) head.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([head, bytes]);
}

const side = 8;

/** A folder of `count` images in MNIST's form: 8 × 8 pixels, three classes from dark to light. */
export function labeledImageFolder(count = 60): string {
  const folder = temporaryFolder();
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const pixels = Uint8Array.from({ length: count * side * side }, (_, i) => {
    const image = Math.floor(i / (side * side));
    return 40 + 60 * (image % 3) + ((i * 7919 + image * 104729) % 90);
  });
  writeFileSync(join(folder, "train-images-idx3-ubyte"), idx([count, side, side], pixels));
  writeFileSync(join(folder, "train-labels-idx1-ubyte"), idx([count], labels));
  return folder;
}

/** Networks and a schedule that take milliseconds. */
export const tiny = [
  ...["--channels", "2", "--cells", "1", "--resolution", "8", "--classes", "3"],
  ...["--train", "36", "--valid", "12", "--test", "12", "--epochs", "2", "--batch", "12", "--backend", "wasm"],
] as const;
