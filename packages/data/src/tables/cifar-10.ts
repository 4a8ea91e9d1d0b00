import { unpackTar } from "./unpack-tar.ts";

/** 10,000 images in each: a label, then the red, green and blue plane of 32×32. */
const batchBytes = 10_000 * (1 + 3 * 32 * 32);
const batches = ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"];

/** The binary batches in cifar-10-binary.tar.gz, in a folder that readers of images take as it is. */
export async function unpackCifar10(archive: string, folder: string): Promise<void> {
  await unpackTar(archive, folder, Object.fromEntries(batches.map((name) => [`${name}.bin`, batchBytes])));
}
