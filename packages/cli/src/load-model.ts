import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readText } from "@eznas/ranking/node";
import type { io } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";

/**
 * The tf.LayersModel saved as a `model.json` with its weight files beside it (tf.layers' own format).
 *
 * Rejects with an `Error` that names the file when it cannot be read or holds no layers model.
 *
 * @example
 * ```ts no-run
 * import { loadModel } from "eznas";
 *
 * const model = await loadModel("saved/model.json");
 * model.summary();
 * ```
 */
export async function loadModel(path: string): Promise<LayersModel> {
  const text = await readText("model", path);
  try {
    return await loadLayersModel({ load: () => artifacts(JSON.parse(text) as Partial<io.ModelJSON>, dirname(path)) });
  } catch (cause) {
    throw new Error(`model ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

async function artifacts(
  { modelTopology, weightsManifest }: Partial<io.ModelJSON>,
  folder: string,
): Promise<io.ModelArtifacts> {
  if (!modelTopology || !weightsManifest)
    throw new TypeError("it has no modelTopology or no weightsManifest, so it is no saved tf.LayersModel");
  const files = weightsManifest.flatMap(({ paths }) => paths);
  const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(join(folder, file)))));
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  };
}
