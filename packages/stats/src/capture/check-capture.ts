/** What captures refuse, and the words for it; `caller` is the function that was called. */

import { type Graph, logitsOf, type Slot } from "@eznas/engine";
import { registerGradientKernels, sizeOf } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { patternAdvice } from "../patterns/fitting-patterns.ts";
import type { Place } from "../patterns/instances.ts";
import { describeLinks, type Pattern } from "../patterns/pattern.ts";
import type { Statistic } from "../statistic.ts";

/**
 * Throws an Error where tfjs has nothing to compute with. On backend-wasm the gradients that it lacks are registered.
 */
export async function checkBackend(caller: string): Promise<void> {
  if (Object.keys(tf.engine().registryFactory).length === 0)
    throw new Error(`${caller}: TensorFlow.js has no backend; call \`await useBackend()\` of @eznas/kernels first`);
  await tf.ready();
  if (tf.getBackend() === "wasm") registerGradientKernels();
}

/** Throws a RangeError for an input whose shape the model does not take, or whose data does not fill its shape. */
export function checkInput(caller: string, model: LayersModel, name: string, { shape, data }: Statistic): void {
  const expected = model.inputs[0]!.shape;
  const fits =
    shape.length === expected.length && expected.every((size, axis) => size === null || size === shape[axis]);
  if (!fits)
    throw new RangeError(
      `${caller}: model "${model.name}" takes [${expected.map((size) => size ?? "any").join(", ")}], batch first, ` +
        `but input ${name} has shape [${shape.join(", ")}]`,
    );
  const size = sizeOf(shape);
  if (size !== data.length || size === 0)
    throw new RangeError(
      `${caller}: input ${name} of shape [${shape.join(", ")}] has ${size} values, but its data has ${data.length}`,
    );
}

/**
 * The values whose sum is the loss. Throws a RangeError for the name of no layer, and for
 * several outputs of which none is named.
 */
export function lossSlots(
  caller: string,
  graph: Graph,
  model: LayersModel,
  output: string | undefined,
): readonly Slot[] {
  if (output === undefined) {
    if (model.outputs.length > 1)
      throw new RangeError(
        `${caller}: model "${model.name}" has ${model.outputs.length} outputs (${model.outputNames.join(", ")}); ` +
          "say whose sum is the loss by `output`",
      );
    return logitsOf(graph);
  }
  const slots = graph.outputsOf(output);
  if (slots.length === 0)
    throw new RangeError(
      `${caller}: model "${model.name}" has no layer "${output}" that leads to its output; it has ${layersOf(graph)}`,
    );
  return slots;
}

/** Throws a RangeError for a model in which the pattern was not found. */
export function checkPlaces(
  caller: string,
  graph: Graph,
  model: LayersModel,
  pattern: Pattern,
  places: readonly Place[],
): void {
  if (places.length === 0)
    throw new RangeError(
      `${caller}: found no ${describeLinks(pattern)} (pattern "${pattern.name}") in model "${model.name}"; ` +
        `${patternAdvice(model)}; it has ${layersOf(graph)}`,
    );
}

const listed = 40;

/** `conv (Conv2D), relu (Activation relu), …` */
function layersOf({ steps }: Graph): string {
  const names = steps.map(
    ({ name, className, activation }) => `${name} (${className}${activation ? ` ${activation}` : ""})`,
  );
  if (names.length === 0) return "no layers";
  return names.length > listed
    ? `${names.slice(0, listed).join(", ")} and ${names.length - listed} more`
    : names.join(", ");
}
