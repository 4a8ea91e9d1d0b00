/** What is held to be true of a saved model before tf.layers builds it, which takes a file at its word. */
import { isAbsolute, normalize, sep } from "node:path";

type Json = Readonly<Record<string, unknown>>;

/** The parts of a saved tf.LayersModel. */
export interface SavedModel {
  readonly modelTopology: Json;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly Json[] }[];
}

/** What a file begins with that is a model of another kind. */
const others: readonly (readonly [first: readonly number[], what: string])[] = [
  [[0x89, 0x48, 0x44, 0x46], "an HDF5 file of Keras"],
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive, as Keras 3 and PyTorch save models"],
];

const convert = "convert it with tensorflowjs_converter --output_format tfjs_layers_model, and give its model.json";

/** What to say of a path that is no file of ours, before it is read. */
export function otherPlace(path: string): string | undefined {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path)
    ? "is a URL: download the model.json and its weight files into a folder, and give the path"
    : undefined;
}

/** What to say of a file that is a model of another kind. */
export function otherKind(bytes: Uint8Array): string | undefined {
  const other = others.find(([first]) => first.every((byte, i) => bytes[i] === byte));
  return other && `is ${other[1]}, not a saved tf.LayersModel: ${convert}`;
}

/**
 * The parts of a model.json.
 *
 * Throws a TypeError, of one line, for a model of another kind, layers that cannot be built one after the other, and
 * weights outside of the folder.
 */
export function savedModel(json: unknown): SavedModel {
  if (!isRecord(json)) throw new TypeError("it is no saved tf.LayersModel: expected a JSON object");
  const { format, modelTopology, weightsManifest } = json;
  if (format === "graph-model" || (isRecord(modelTopology) && "node" in modelTopology))
    throw new TypeError(
      "it is a graph model, whose layers are gone: save the tf.LayersModel itself (model.save), " +
        "or convert the Keras model with tensorflowjs_converter --output_format tfjs_layers_model",
    );
  if (!isRecord(modelTopology) || !Array.isArray(weightsManifest))
    throw new TypeError("it has no modelTopology or no weightsManifest, so it is no saved tf.LayersModel");
  for (const group of weightsManifest as readonly unknown[]) {
    if (!isRecord(group) || !Array.isArray(group["paths"]) || !Array.isArray(group["weights"]))
      throw new TypeError("its weightsManifest must be a list of paths and weights");
    for (const path of group["paths"] as readonly unknown[]) checkPath(path);
  }
  const { model_config: config = modelTopology } = modelTopology;
  if (isRecord(config)) checkLayers(config);
  return { modelTopology, weightsManifest: weightsManifest as SavedModel["weightsManifest"] };
}

function checkPath(path: unknown): void {
  if (typeof path !== "string" || path === "") throw new TypeError("its weightsManifest has a path that is no text");
  const inside = normalize(path.replaceAll("\\", "/"));
  if (isAbsolute(inside) || inside === ".." || inside.startsWith(`..${sep}`) || /^[a-z]:|\0/i.test(path))
    throw new TypeError(`its weights must be beside it, but weightsManifest names ${JSON.stringify(path)}`);
}

/** A place that a layer takes: of which layer, and which of its calls. */
type Source = readonly [layer: string, call: number];

interface Layer {
  readonly name: string;
  /** The sources of each of its calls. */
  readonly calls: readonly (readonly Source[])[];
  /** Inputs and whole models have been called once when they are made. */
  readonly calledAtFirst: boolean;
}

const containers = ["Model", "Functional", "Sequential"];

/** tf.layers calls layers as soon as all is there that they take, and waits for it forever. */
function checkLayers(model: Json): void {
  const config = model["config"];
  const listed = Array.isArray(config)
    ? (config as readonly unknown[])
    : isRecord(config)
      ? config["layers"]
      : undefined;
  if (!Array.isArray(listed)) return;
  const entries = (listed as readonly unknown[]).filter(isRecord);
  for (const entry of entries) {
    const settings = entry["config"];
    if ("registered_name" in entry || "build_config" in entry || (isRecord(settings) && "batch_shape" in settings))
      throw new TypeError(
        "it was saved by Keras 3, whose form tf.layers does not read: save it with Keras 2 (the package tf_keras), " +
          "and convert that",
      );
    if (containers.includes(String(entry["class_name"] ?? entry["className"]))) checkLayers(entry);
  }
  if ((model["class_name"] ?? model["className"]) === "Sequential") return;
  const layers = entries.map(layerOf);
  const called = new Map(layers.map(({ name, calledAtFirst }) => [name, calledAtFirst ? 1 : 0]));
  let waiting = layers.flatMap(({ name, calls }) => calls.map((sources) => ({ name, sources })));
  const isThere = ([layer, call]: Source): boolean => (called.get(layer) ?? 0) > call;
  while (waiting.length > 0) {
    const left = waiting.filter(({ name, sources }) => {
      if (!sources.every(isThere)) return true;
      called.set(name, called.get(name)! + 1);
      return false;
    });
    if (left.length === waiting.length) {
      const { name, sources } = left[0]!;
      const [missing] = sources.find((source) => !isThere(source))!;
      throw new TypeError(
        `its layer ${JSON.stringify(name)} takes ${JSON.stringify(missing)}, which ` +
          (called.has(missing) ? "takes what comes of it: its layers go round in a circle" : "is not there"),
      );
    }
    waiting = left;
  }
}

function layerOf(entry: Json): Layer {
  const className = String(entry["class_name"] ?? entry["className"]);
  const nodes = entry["inbound_nodes"] ?? entry["inboundNodes"];
  const calls = Array.isArray(nodes) ? (nodes as readonly unknown[]) : [];
  const name = String(entry["name"] ?? (isRecord(entry["config"]) ? entry["config"]["name"] : ""));
  return {
    name,
    calls: calls.map((sources) => (Array.isArray(sources) ? (sources as readonly unknown[]) : []).flatMap(sourceOf)),
    calledAtFirst: className === "InputLayer" || containers.includes(className),
  };
}

const sourceOf = (source: unknown): readonly Source[] =>
  Array.isArray(source) && typeof source[0] === "string" ? [[source[0], Number(source[1] ?? 0)]] : [];

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
