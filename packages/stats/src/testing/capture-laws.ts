import { sizeOf } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type CaptureOptions, capture } from "../capture/capture.ts";
import { splitName } from "../capture/needs.ts";
import type { Inputs } from "../inputs.ts";
import { type StatisticName, statisticNames } from "../names.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";

/**
 * What holds of every capture, whatever the model and the pattern: it leaves the model and tfjs's memory as they were,
 * every number is finite, a gradient has the shape of its tensor, a P statistic is the difference of the runs on P and
 * on D, and a statistic that is asked for alone is the same as among all. Of ReLU-Conv-BatchNorm: T2
 * = ReLU(T1), T1G = T2G where T1 > 0.
 *
 * Rejects with an Error that says which of these does not hold. Meant for a pattern or a layer of your own; takes some
 * 25 captures, so use a small model.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { cbr, randomInputs } from "@eznas/stats";
 * import { captureLaws, tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * await captureLaws(tinyModel(), randomInputs([2, 8, 8, 3], Math.random), { pattern: cbr() });
 * ```
 */
export async function captureLaws(
  model: LayersModel,
  inputs: Inputs,
  options: Omit<CaptureOptions, "statistics"> = {},
): Promise<void> {
  const weights = readWeights(model);
  const { numTensors } = tf.memory();
  const all = await capture(model, inputs, options);
  law(tf.memory().numTensors === numTensors, "no tensor stays behind");
  law(sameWeights(weights, readWeights(model)), "the model's weights and their trainability stay the same");

  for (const { name, statistics } of all)
    for (const statistic of statisticNames) {
      const { shape, data } = statistics[statistic]!;
      const [tap] = splitName(statistic);
      const place = `${statistic} of "${name}"`;
      law(data.every(Number.isFinite), `every number is finite, unlike in ${place}`);
      law(data.length === sizeOf(shape), `the data fills the shape, unlike in ${place}`);
      const own = tap === "T3G" ? "T3" : (`${tap.slice(0, 2)}_D` as StatisticName);
      law(
        sameList(shape, statistics[tap === "T3" ? "T3" : own]!.shape),
        `shapes agree, unlike ${place}'s with ${own}'s`,
      );
    }

  const perturbed = await capture(model, { ...inputs, D: inputs.P }, options);
  for (const [i, { name, statistics }] of all.entries())
    for (const statistic of statisticNames.filter((each) => each.endsWith("_P"))) {
      const onD = statistic.replace("_P", "_D") as StatisticName;
      const difference = minus(perturbed[i]!.statistics[onD]!, statistics[onD]!);
      law(sameNumbers(statistics[statistic]!.data, difference), `${statistic} of "${name}" is a difference to D`);
    }

  for (const statistic of statisticNames) {
    const alone = await capture(model, inputs, { ...options, statistics: [statistic] });
    for (const [i, { name, statistics }] of alone.entries()) {
      law(sameList(Object.keys(statistics), [statistic]), `only ${statistic} comes where only that is asked for`);
      const same = sameNumbers(statistics[statistic]!.data, all[i]!.statistics[statistic]!.data);
      law(same, `${statistic} of "${name}" is the same alone as among all`);
    }
  }

  if (!options.pattern) for (const instance of all) rectifierLaws(instance);
}

function rectifierLaws({ name, statistics }: InstanceStatistics): void {
  for (const input of ["D", "N"] as const) {
    const [T1, T2] = [statistics[`T1_${input}`]!.data, statistics[`T2_${input}`]!.data];
    const [T1G, T2G] = [statistics[`T1G_${input}`]!.data, statistics[`T2G_${input}`]!.data];
    law(
      sameNumbers(
        T2,
        T1.map((x) => Math.max(x, 0)),
      ),
      `T2_${input} is ReLU(T1_${input}) in "${name}"`,
    );
    law(
      sameNumbers(
        T1G,
        T2G.map((g, i) => (T1[i]! > 0 ? g : 0)),
      ),
      `T1G_${input} is T2G_${input} where T1 > 0 in "${name}"`,
    );
  }
}

function law(holds: boolean, text: string): void {
  if (!holds) throw new Error(`captureLaws: it does not hold that ${text}`);
}

const readWeights = (model: LayersModel) =>
  model.weights.map((weight) => ({
    trainable: model.trainableWeights.includes(weight),
    data: weight.read().dataSync().slice() as Float32Array,
  }));

const sameWeights = (a: ReturnType<typeof readWeights>, b: ReturnType<typeof readWeights>): boolean =>
  a.length === b.length &&
  a.every(({ trainable, data }, i) => trainable === b[i]!.trainable && sameNumbers(data, b[i]!.data));

const minus = (a: Statistic, b: Statistic): Float32Array => a.data.map((x, i) => x - b.data[i]!);

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);

/** Equal numbers; 0 and −0 are. */
const sameNumbers = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);
