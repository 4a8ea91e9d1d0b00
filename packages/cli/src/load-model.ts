import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseJson } from "@eznas/gp";
import { readText } from "@eznas/ranking/node";
import type { io } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { otherKind, otherPlace, type SavedModel, savedModel } from "./check-saved-model.ts";

/**
 * The tf.LayersModel saved as a `model.json` with its weight files beside it (tf.layers' own format).
 *
 * Rejects with an `Error` of one line that names the file when it cannot be read, is a model of another kind (which it
 * says, with what to do), names weights outside of its folder, or has layers that cannot be built.
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
  const fail = (problem: string, cause?: unknown): never => {
    throw new Error(`model ${path}: ${problem}`, { cause });
  };
  const place = otherPlace(path);
  if (place) fail(place);
  if (
    await stat(path).then(
      (entry) => entry.isDirectory(),
      () => false,
    )
  )
    fail("is a folder: give the model.json in it");
  const other = otherKind(await readFile(path).catch(() => new Uint8Array()));
  if (other) fail(other);
  const text = await readText("model", path);
  try {
    const saved = savedModel(parseJson(text));
    const artifacts = await artifactsOf(saved, dirname(path));
    return await loadLayersModel({ load: () => Promise.resolve(artifacts) });
  } catch (cause) {
    return fail(reasonOf(cause), cause);
  }
}

/** tf.layers explains over several lines; the first says what it is. */
function reasonOf(cause: unknown): string {
  const [first = ""] = (cause instanceof Error ? cause.message : String(cause)).trim().split(/\s*[\r\n]/);
  const unknown = /^Unknown \w+: (\S+?)\. This may/.exec(first)?.[1];
  return unknown
    ? `has ${unknown}, which tf.layers does not know: leave it out, or score the model through the library`
    : first;
}

async function artifactsOf({ modelTopology, weightsManifest }: SavedModel, folder: string): Promise<io.ModelArtifacts> {
  const files = weightsManifest.flatMap(({ paths }) => paths);
  const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(join(folder, file)))));
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights) as unknown as io.WeightsManifestEntry[],
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  };
}
