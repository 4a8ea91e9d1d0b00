/** What of a network is summed for the gradients that programs read. */
import type { Space } from "@eznas/spaces";
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/** The names of the losses; {@link Loss} says what each is. */
export const losses = ["logits", "features", "rectified"] as const;

/**
 * Whose sum is the loss of programs.
 *
 * - `logits`: the network's output.
 * - `features`: what the last global pool puts out, as the authors' code has it for NATS-Bench's size space.
 * - `rectified`: a ReLU of what that pool takes in. In a network whose last batch norms are followed by sums, pools and
 *   linear layers alone the sum of the logits is constant, and its gradients are rounding, so that programs over them
 *   have no score; with the ReLU they are not.
 */
export type Loss = (typeof losses)[number];

/**
 * The loss that is asked for, or the space's own.
 *
 * @example
 * ```ts
 * import { lossFor } from "@eznas/ranking";
 * import { nasBench201, natsBenchSss } from "@eznas/spaces";
 *
 * lossFor(natsBenchSss()); // → 'features'
 * lossFor(nasBench201()); // → 'logits'
 * ```
 */
export const lossFor = (space: Pick<Space<unknown>, "loss">, asked?: Loss): Loss => asked ?? space.loss ?? "logits";

/**
 * The network that puts out what the loss sums, over the same weights. Disposing of it disposes of the whole.
 *
 * Throws a RangeError for a network without a global average pool, where the loss is about one.
 *
 * @example
 * ```ts
 * import { underLoss } from "@eznas/ranking";
 * import { useBackend } from "@eznas/kernels";
 * import { natsBenchSss } from "@eznas/spaces";
 *
 * await useBackend("cpu");
 * const space = natsBenchSss({ resolution: 8 });
 * const model = underLoss(space.build(space.parse("8:8:8:8:16"), Math.random), "features");
 * model.outputs[0]?.shape; // → [ null, 16 ]
 * model.dispose();
 * ```
 */
export function underLoss(model: LayersModel, loss: Loss): LayersModel {
  if (loss === "logits") return model;
  const pool = model.layers.findLast((layer) => layer.getClassName() === "GlobalAveragePooling2D");
  if (!pool) throw new RangeError(`loss: "${loss}" is about a global average pool, which the network has not`);
  const outputs = loss === "features" ? pool.output : layers.reLU({ name: "loss/relu" }).apply(pool.input);
  const cut = modelOf({ inputs: model.inputs, outputs: outputs as SymbolicTensor, name: model.name });
  cut.dispose = () => model.dispose();
  return cut;
}
