import type { Graph, Slot } from "./graph.ts";

/**
 * What a network says before it turns that into probabilities: its outputs, each without a softmax or a sigmoid at its
 * end, be that a layer or a dense layer's activation. The sum of a softmax is
 * constant, so a loss of it has no gradients.
 *
 * @example
 * ```ts
 * import { graphOf, logitsOf } from "@eznas/engine";
 * import { useBackend } from "@eznas/kernels";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const graph = graphOf(sequential({ layers: [layers.dense({ units: 2, inputShape: [3], activation: "softmax" })] }));
 * graph.producer(logitsOf(graph)[0]!)?.className; // → 'Dense'
 * ```
 */
export function logitsOf(graph: Graph): readonly Slot[] {
  return graph.outputs.map((output) => {
    const last = graph.producer(output);
    return last && normalizing.has(last.activation) ? last.inputs[0]! : output;
  });
}

const normalizing: ReadonlySet<string | undefined> = new Set(["softmax", "sigmoid"]);
