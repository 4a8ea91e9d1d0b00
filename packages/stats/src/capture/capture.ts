import { afterCapture, type EngineChoice, engineFor, graphOf } from "@eznas/engine";
import { OutOfMemory } from "@eznas/kernels";
import { getBackend } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { checkStatisticNames } from "../dataset/dataset.ts";
import type { Inputs } from "../inputs.ts";
import { type StatisticName, statisticNames } from "../names.ts";
import { placesOf } from "../patterns/instances.ts";
import { type Pattern, rcb } from "../patterns/pattern.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import { checkBackend, checkInput, checkPlaces, lossSlots } from "./check-capture.ts";
import { needsOf, splitName, type TapName } from "./needs.ts";
import { type Asked, type TakenAll, takeByTape } from "./take.ts";
import { takeByEngine } from "./take-by-engine.ts";
import { vanishedGradients } from "./vanished-gradients.ts";

export interface CaptureOptions {
  /** Which statistics to give; all 22 by default. They decide which inputs run, and whether gradients are computed. */
  readonly statistics?: readonly StatisticName[];
  /** What an instance is; ReLU-Conv-BatchNorm by default. */
  readonly pattern?: Pattern;
  /**
   * The layer whose sum is the loss, `body/pool` in a model named `body`. Default: the model's output ahead of its
   * final softmax or sigmoid. A model with several outputs needs it.
   */
  readonly output?: string;
  /** What computes: by default the engine of this package where it has kernels for all layers, and else tfjs. */
  readonly engine?: EngineChoice;
}

/**
 * The statistics of every instance in a model at its present weights (§3.2), in the order of {@link findInstances}.
 *
 * Gradients are those of the sum of the model's output, ahead of a final softmax or sigmoid, with batch norms
 * normalizing by the batch itself. T1G is what flows back through the instance's own ReLU, T2G what flows back through
 * its own convolution, T3G is summed over the batch, T4G is the whole gradient at the batch norm's output; a branch
 * that does not reach the output has gradients of zeros. Activations are N·C·H·W and kernels O·I·H·W, whatever the
 * model's layout. A tensor that several statistics share is one array, and tensors of one kind may be parts of one
 * buffer of up to 8 MiB: copy by `slice()` what is to outlive the rest. Where what flows back to an instance cancels,
 * as in a network whose last batch norm only pools and dense layers follow, its gradients are rounding:
 * they are marked `vanished`, and a program that reads them has no score.
 *
 * Only what the named statistics need is computed: an input that none of them names does not run, and without a
 * gradient among them there is no backward pass. The model is left as it was, moving averages
 * included, and no tensor stays behind.
 *
 * Rejects with a RangeError for a model without an instance, with several inputs, with several outputs and no `output`
 * named, or with layers that keep a state, for inputs that do not fit the model, and for an unknown statistic or
 * layer, or under `engine: "simd"` a layer without kernels there; with an `OutOfMemory` of `@eznas/kernels` for a batch
 * that takes more than there is, before anything is taken, which names the largest that fits; with an Error where no
 * backend is there.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { capture, randomInputs } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const inputs = randomInputs([2, 8, 8, 3], Math.random);
 * const [conv1] = await capture(tinyModel(), inputs, { statistics: ["T3", "T1G_D"] });
 * conv1?.name; // → 'conv1'
 * conv1?.statistics.T3?.shape; // → [ 6, 4, 3, 3 ]
 * conv1?.statistics.T1G_D?.shape; // → [ 2, 4, 8, 8 ]
 * ```
 */
export async function capture(
  model: LayersModel,
  inputs: Inputs,
  options: CaptureOptions = {},
): Promise<readonly InstanceStatistics[]> {
  return captureFor("capture", model, inputs, options);
}

/** As {@link capture}, with errors of the function that was called. */
export async function captureFor(
  caller: string,
  model: LayersModel,
  inputs: Inputs,
  { statistics = statisticNames, pattern = rcb(), output, engine = "auto" }: CaptureOptions,
): Promise<readonly InstanceStatistics[]> {
  checkStatisticNames(caller, statistics);
  await checkBackend(caller);
  const graph = graphOf(model, caller);
  const loss = lossSlots(caller, graph, model, output);
  const places = placesOf(graph, pattern);
  checkPlaces(caller, graph, model, pattern, places);
  const needs = needsOf(statistics);
  for (const input of needs.keys()) checkInput(caller, model, input, inputs[input]);

  const asked: Asked = { graph, places, loss, inputs, needs, T3: statistics.includes("T3") };
  const { kernels, taken } = await takeBy(caller, engine, asked);
  const asksGradients = [...needs.values()].some((taps) => [...taps].some((tap) => tap.endsWith("G")));
  const vanished = asksGradients ? vanishedGradients(graph, places, loss) : undefined;
  const sources = statistics.map((statistic) => {
    const [tap, input] = splitName(statistic);
    return { statistic, tap, ofInput: input && taken.get(input)! };
  });
  return places.map(({ name }, i) => {
    const own: Partial<Record<StatisticName, Statistic>> = {};
    for (const { statistic, tap, ofInput } of sources) {
      const value = ofInput ? ofInput[i]![tap as TapName]! : kernels[i]!;
      own[statistic] = vanished?.[i]?.has(tap as TapName) ? { ...value, vanished: true } : value;
    }
    return { name, statistics: own };
  });
}

/** By the engine where it can, and else by tfjs. */
export async function takeBy(caller: string, choice: EngineChoice, asked: Asked): Promise<TakenAll> {
  const engine = engineFor(choice);
  if (!engine) return takeByTape(caller, asked);
  const taken = await takeByEngine(caller, asked, engine).catch((error: unknown) => {
    // Native TensorFlow is as fast, and has all of the machine's memory; elsewhere the tape takes more, or for ever.
    if (error instanceof OutOfMemory && choice === "auto" && getBackend() === "tensorflow") return error.message;
    throw error;
  });
  afterCapture(engine);
  if (typeof taken !== "string") return taken;
  if (choice === "simd")
    throw new RangeError(
      `${caller}: the engine "simd" ${taken}; leave \`engine\` out, and tfjs computes the whole model`,
    );
  return takeByTape(caller, asked);
}
