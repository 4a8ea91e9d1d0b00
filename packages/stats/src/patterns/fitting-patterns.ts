/** Which patterns a model has instances of, for one that has none of the pattern that was asked for. */
import { graphOf } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { placesOf } from "./instances.ts";
import { type KnownPattern, knownPatterns } from "./known-patterns.ts";

export interface FittingPattern extends KnownPattern {
  /** How many instances the model has. */
  readonly instances: number;
}

/**
 * The known patterns that a model has instances of, those with the most first.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { fittingPatterns } from "@eznas/stats";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const model = sequential();
 * model.add(layers.dense({ units: 8, activation: "relu", inputShape: [4] }));
 * model.add(layers.dense({ units: 2 }));
 * fittingPatterns(model).map(({ call, instances }) => `${call}: ${instances}`); // → [ 'denseActivation(): 1' ]
 * ```
 */
export function fittingPatterns(model: LayersModel): readonly FittingPattern[] {
  const graph = graphOf(model, "fittingPatterns");
  return knownPatterns
    .map((known) => ({ ...known, instances: placesOf(graph, known.pattern).length }))
    .filter(({ instances }) => instances > 0)
    .sort((a, b) => b.instances - a.instances);
}

const named = 4;

/**
 * What to ask for instead, for the message of whoever finds no instance of a pattern in a model.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { patternAdvice } from "@eznas/stats";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const model = sequential({ layers: [layers.dense({ units: 8, activation: "relu", inputShape: [4] })] });
 * patternAdvice(model); // → 'the pattern "denseActivation", denseActivation(), finds 1'
 * ```
 */
export function patternAdvice(model: LayersModel): string {
  const fitting = fittingPatterns(model);
  if (fitting.length === 0) return "no pattern of @eznas/stats fits it: write one of your own with pattern()";
  const said = fitting
    .slice(0, named)
    .map(({ pattern: { name }, call, instances }) => `"${name}", ${call}, finds ${instances}`);
  const more = fitting.length > named ? `, and ${fitting.length - named} more fit` : "";
  return `the pattern ${said.join("; ")}${more}`;
}
