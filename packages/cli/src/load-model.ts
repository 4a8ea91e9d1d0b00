import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { io } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";

/**
 * The tf.LayersModel saved as a `model.json` with its weight files beside it (tf.layers' own format).
 *
 * Throws an `Error` that names the file when it cannot be read or is no layers model.
 */
export async function loadModel(path: string): Promise<LayersModel> {
  const read = async (): Promise<io.ModelArtifacts> => {
    const { modelTopology, weightsManifest } = JSON.parse(await readFile(path, "utf8")) as io.ModelJSON;
    if (!modelTopology || !weightsManifest)
      throw new TypeError("it has no modelTopology or no weightsManifest, so it is no saved tf.LayersModel");
    const files = weightsManifest.flatMap(({ paths }) => paths);
    const parts = await Promise.all(files.map((file) => readFile(join(dirname(path), file))));
    const bytes = Buffer.concat(parts);
    return {
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    };
  };
  try {
    return await loadLayersModel({ load: read });
  } catch (cause) {
    throw new Error(`--model ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
