/**
 * tf.layers tells weights and values apart by names, `conv/kernel_7`, and keeps every name that it ever gave, also
 * those of networks that are gone: tens of kilobytes for each network, which is gigabytes for those of a space.
 */
import { scalar } from "@tensorflow/tfjs-core";
import { type LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";

/**
 * The same model, whose names are forgotten when it is disposed. Numbers are not given again, so that names
 * stay different from those of all models that there are.
 */
export function forgettingNames(model: LayersModel): LayersModel {
  const dispose = model.dispose.bind(model);
  model.dispose = () => {
    const named = [
      ...model.weights.map((weight) => weight as unknown as LayerVariable),
      ...model.layers.flatMap(({ inboundNodes }) => inboundNodes.flatMap(({ outputTensors }) => outputTensors)),
    ];
    // The first of a name is it itself, and counts the others.
    const names = named.filter(({ name, originalName }) => name !== originalName).map(({ name }) => name);
    const result = dispose();
    if (result.refCountAfterDispose === 0) forget(names);
    return result;
  };
  return model;
}

function forget(names: readonly string[]): void {
  known ??= givenNames() ?? new Map();
  // A layer of somebody's own may be called so, and then counts.
  for (const name of names) if (known.get(name) === 1) known.delete(name);
}

let known: Map<string, number> | undefined;

/** The map that tf.layers keeps to itself, seen as it notes a name; undefined should it keep names otherwise. */
function givenNames(): Map<string, number> | undefined {
  const name = "eznas/name";
  const { set } = Map.prototype;
  let seen: Map<string, number> | undefined;
  Map.prototype.set = function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
    if (key === name) seen = this as Map<string, number>;
    return set.call(this, key, value);
  };
  const value = scalar(0);
  try {
    new LayerVariable(value, "float32", name).dispose();
  } finally {
    Map.prototype.set = set;
    value.dispose();
  }
  seen?.delete(name);
  return seen;
}
