import { OutOfMemory } from "@eznas/kernels";
import type { Space } from "@eznas/spaces";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { combineAlone } from "./combine-metrics.ts";
import { costs } from "./costs/costs.ts";
import { weightsOf } from "./draw-networks.ts";
import { lossFor } from "./loss.ts";
import type { Metric } from "./metric-kinds.ts";
import {
  type Measured,
  type NamedScore,
  type PreparedMetrics,
  type PrepareOptions,
  prepareMetrics,
} from "./prepare-metrics.ts";

/** A network by every metric, in their order. */
export interface ScoredBy {
  /** How many instances the programs ran on; 0 when there were none to run. */
  readonly instances: number;
  readonly scores: readonly NamedScore[];
}

export interface ScoreModelOptions extends PrepareOptions {
  readonly metrics: readonly Metric[];
}

/**
 * Scores a tf.LayersModel of your own by metrics of every kind: each has a score of its own, or the reason why not.
 *
 * Proxies see D and its labels, or random ones where D has none or the model has fewer classes. What ranks networks
 * among each other, such as `az_nas`, has no score for one network alone. Rejects with a `RangeError` for
 * inputs that are not of the model's size.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, scoreModel } from "@eznas/ranking";
 * import { useBackend } from "@eznas/kernels";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("wasm");
 * const model = tinyModel();
 * const shape = model.inputs[0]!.shape.slice(1) as number[];
 * const inputs = await inputsFor({ images: "noise", batch: 2, seed: 1, shape });
 * const { instances, scores } = await scoreModel(model, { metrics: metrics("eznas-a,mean(abs(T3))"), inputs });
 * instances; // → 2
 * scores.map(({ name, ok }) => [name, ok]); // → [ [ 'eznas-a', true ], [ 'mean(abs(T3))', true ] ]
 * ```
 */
export async function scoreModel(model: LayersModel, options: ScoreModelOptions): Promise<ScoredBy> {
  const { metrics, inputs } = options;
  checkInputs("scoreModel", model.inputs[0]!.shape.slice(1), inputs);
  const { instances, measured } = await prepareMetrics(metrics, options).measure({ id: "", model: () => model });
  return { instances, scores: combineAlone(metrics, measured) };
}

export interface ScoreArchitectureOptions extends ScoreModelOptions {
  /** Seeds, with the architecture's text, its weights and what proxies draw. */
  readonly seed: number;
}

/**
 * Scores an architecture of a space by metrics of every kind; it is built, and disposed
 * of, unless only costs are asked for that the space knows.
 *
 * Rejects with an `OutOfMemory` that names the architecture where the wasm backend has no room for it.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, scoreArchitecture } from "@eznas/ranking";
 * import { spaceNamed } from "@eznas/spaces/named";
 *
 * const space = spaceNamed("nas-bench-201");
 * const skip = space.parse("|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|");
 * const inputs = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape });
 * const { scores } = await scoreArchitecture(space, skip, { metrics: metrics("params"), inputs, seed: 1 });
 * scores.map(({ name, ok }) => [name, ok]); // → [ [ 'params', true ] ]
 * ```
 */
export async function scoreArchitecture<A>(
  space: Space<A>,
  architecture: A,
  options: ScoreArchitectureOptions,
): Promise<ScoredBy> {
  const { metrics } = options;
  const { instances, measured } = await measureArchitecture(
    space,
    architecture,
    prepareMetrics(metrics, { ...options, loss: lossFor(space, options.loss) }),
    options,
  );
  return { instances, scores: combineAlone(metrics, measured) };
}

/** What is measured on an architecture by metrics that were prepared; it is built where one needs it, and disposed. */
export async function measureArchitecture<A>(
  space: Space<A>,
  architecture: A,
  prepared: PreparedMetrics,
  { seed, inputs }: Pick<ScoreArchitectureOptions, "seed" | "inputs">,
): Promise<{ readonly instances: number; readonly measured: Measured }> {
  checkInputs("scoreArchitecture", space.inputShape, inputs);
  const id = space.format(architecture);
  let built: LayersModel | undefined;
  try {
    return await prepared.measure({
      id,
      model: () => (built ??= space.build(architecture, weightsOf(seed, id))),
      cost: (name) => costs[name].ofSpace?.(space, architecture),
    });
  } catch (error) {
    if (error instanceof OutOfMemory) throw new OutOfMemory(`${id}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    built?.dispose();
  }
}

/** Inputs of another size are the caller's mistake; everything else that a network lacks is a metric's own reason. */
function checkInputs(
  caller: string,
  expected: readonly (number | null)[],
  { D }: Pick<PrepareOptions["inputs"], "D">,
): void {
  const given = D.shape.slice(1);
  if (expected.length !== given.length || expected.some((size, i) => size !== null && size !== given[i]))
    throw new RangeError(
      `${caller}: the model takes images of ${expected.join("×")}, the inputs are of ${given.join("×")}`,
    );
}
