import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { removeLeftovers, withLock, writeAtomically } from "@eznas/node";
import { unpackTar } from "./unpack-tar.ts";

const [images, pixels, labels] = [50_000, 32 * 32, 2];
const record = labels + 3 * pixels;

/** The training images in cifar-100-binary.tar.gz as one .npy of bytes, [50000, 32, 32, 3]; the labels are left out. */
export async function cifar100Npy(archive: string, npy: string): Promise<void> {
  const folder = `${npy}.unpacked`;
  await withLock(`${npy}.lock`, {}, async () => {
    await removeLeftovers({ path: npy });
    try {
      await unpackTar(archive, folder, { "train.bin": images * record });
      await writeAtomically(npy, npyOf(await readFile(join(folder, "train.bin")), images));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Planes become pixels of three bytes, under the header of the .npy format 1.0. */
export function npyOf(bytes: Uint8Array, n: number): Uint8Array {
  const dictionary = `{'descr': '|u1', 'fortran_order': False, 'shape': (${n}, 32, 32, 3), }`;
  const start = 64 * Math.ceil((10 + dictionary.length + 1) / 64);
  const out = new Uint8Array(start + n * 3 * pixels);
  out.set([0x93, ...Buffer.from("NUMPY"), 1, 0, (start - 10) & 255, (start - 10) >> 8]);
  out.set(Buffer.from(`${dictionary.padEnd(start - 11)}\n`), 10);
  for (let image = 0; image < n; image++)
    for (let channel = 0; channel < 3; channel++) {
      const plane = image * record + labels + channel * pixels;
      const to = start + image * 3 * pixels + channel;
      for (let pixel = 0; pixel < pixels; pixel++) out[to + 3 * pixel] = bytes[plane + pixel]!;
    }
  return out;
}
