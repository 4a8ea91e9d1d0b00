import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type CaptureOptions, captureFor } from "../capture/capture.ts";
import type { Inputs } from "../inputs.ts";
import { isStatisticName } from "../names.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import { type TerminalName, terminalNames } from "../terminal-names.ts";
import { gradientsOfParts, momentsOf } from "./gradients-of-parts.ts";
import { inputGradient } from "./input-gradient.ts";

export interface InterSampleOptions extends Omit<CaptureOptions, "statistics"> {
  /** Which statistics to give; the 22 and the four between samples by default. */
  readonly statistics?: readonly TerminalName[];
  /** How many samples of D a part has whose gradient is one of `T3G_S`; 1 by default. It must divide the batch. */
  readonly samplesPerPart?: number;
}

/**
 * What {@link capture} gives, and the statistics that tell the samples of D apart: gradients of each part of the batch,
 * their mean and deviation, and the gradient at the network's input.
 *
 * Batch norms in training mode make every sample's output depend on the whole batch, so "the gradient of one sample"
 * needs a definition. Here each part is run alone, and norms normalize by that part: what ZiCo does with one mini-batch
 * after the other (Li et al. 2023). A part's gradient then does not depend on what else is in the batch or on its
 * order. A pass over the whole batch for the loss of one sample would move its gradient by the others' pixels instead.
 * With one sample a part, a norm takes its moments over that sample's pixels; behind a dense layer there are none, and
 * a part needs two samples at least. Where no norm couples samples, the mean times the number of parts is T3G_D. JX_D
 * is of the whole batch, as jacob_cov takes it.
 *
 * Takes a forward and a backward pass for every part beside those of capture. Rejects as capture does, and with a
 * RangeError for a `samplesPerPart` that does not divide the batch and for an unknown statistic.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { captureInterSample, randomInputs } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const inputs = randomInputs([4, 8, 8, 3], Math.random);
 * const [conv1] = await captureInterSample(tinyModel(), inputs, { statistics: ["T3G_S", "T3G_std", "JX_D"] });
 * Object.values(conv1!.statistics).map(({ shape }) => shape.join("×")); // → [ '4×6×4×3×3', '6×4×3×3', '4×3×8×8' ]
 * ```
 */
export async function captureInterSample(
  model: LayersModel,
  inputs: Inputs,
  options: InterSampleOptions = {},
): Promise<readonly InstanceStatistics<TerminalName>[]> {
  return captureInterSampleFor("captureInterSample", model, inputs, options);
}

/** As {@link captureInterSample}, with errors of the function that was called. */
export async function captureInterSampleFor(
  caller: string,
  model: LayersModel,
  inputs: Inputs,
  { statistics = terminalNames, samplesPerPart = 1, ...options }: InterSampleOptions,
): Promise<readonly InstanceStatistics<TerminalName>[]> {
  checkTerminals(caller, statistics);
  const [samples] = inputs.D.shape;
  if (!(Number.isInteger(samplesPerPart) && samplesPerPart >= 1 && samples! % samplesPerPart === 0))
    throw new RangeError(
      `${caller}: samplesPerPart must be a whole number that divides the batch of ${samples}, ` +
        `got ${samplesPerPart}`,
    );
  // Each is copied before the next is taken, for an engine may use its memory again.
  const moments = statistics.includes("T3G_mean") || statistics.includes("T3G_std");
  const stacks =
    moments || statistics.includes("T3G_S")
      ? await gradientsOfParts(caller, model, inputs.D, samplesPerPart, options)
      : [];
  const JX_D = statistics.includes("JX_D") ? await inputGradient(caller, model, inputs, options) : undefined;
  const instances = await captureFor(caller, model, inputs, {
    ...options,
    statistics: statistics.filter(isStatisticName),
  });
  return instances.map(({ name, statistics: own }, i) => {
    const all: Partial<Record<TerminalName, Statistic>> = { ...own };
    if (JX_D) all.JX_D = JX_D;
    const stack = stacks[i];
    if (stack) all.T3G_S = stack;
    if (stack && moments) {
      const { mean, std } = momentsOf(stack);
      Object.assign(all, { T3G_mean: mean, T3G_std: std });
    }
    return { name, statistics: Object.fromEntries(statistics.map((terminal) => [terminal, all[terminal]!])) };
  });
}

function checkTerminals(caller: string, names: readonly string[]): void {
  const known: readonly string[] = terminalNames;
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new RangeError(`${caller}: "${stranger}" is no statistic; there are ${terminalNames.join(", ")}`);
}
