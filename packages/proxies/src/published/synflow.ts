import { reading } from "../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { oneImage } from "../network/batch.ts";
import { networkIn } from "../network/network.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { kernelsOf, withoutKernels } from "../network/weights.ts";
import { type Flow, type FlowReader, flowPass, saturates } from "../passes/flow-pass.ts";

export interface SynflowOptions {
  /**
   * Left out, as published (default), or in training mode over the one image, which Abdelfattah et al. call synflow_bn.
   */
  readonly batchNorm?: "none" | "training";
  /** Which layers count; all convolutions and linear layers by default. */
  readonly layers?: (name: string) => boolean;
}

/**
 * SynFlow: Σ |∂R/∂w ⊙ w| over the weights of convolutions and linear layers, R being the sum of the logits for one
 * image of ones when every weight has its absolute value (Tanaka et al., NeurIPS 2020; as a
 * proxy Abdelfattah et al., ICLR 2021).
 *
 * Needs nothing but the model. As in Abdelfattah et al., whose code builds the network without batch norms for it,
 * these are left out; biases count with their absolute values. R leaves float32 in networks of some ten layers (theirs
 * computes in float64), so activations are scaled by powers of two on the way, which is exact; the score is a float64,
 * `non-finite` past 10³⁰⁸. It is `inapplicable` where a sigmoid, or another activation that saturates, lets nothing
 * back to what is before it.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { synflow } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * const score = await synflow().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function synflow({ batchNorm = "none", layers }: SynflowOptions = {}): ZeroCostProxy {
  return proxy({
    name: batchNorm === "none" ? "synflow" : "synflow_bn",
    plan(subject) {
      const { model } = subject;
      const shape = oneImage(model);
      if (typeof shape === "string") return inapplicable(shape);
      const network = networkIn(subject);
      const without = withoutKernels(model, network, layers);
      if (without) return without;
      const kernels = kernelsOf(network, layers);
      const vanished = vanishedUnderSum(subject, { at: kernels, withoutBatchNorm: batchNorm === "none" });
      if (vanished) return vanished;
      let flow = 0;
      let reached: Flow | undefined;
      const reader: FlowReader = {
        kernels: kernels.map(({ variable }) => variable),
        see(weights, gradient) {
          for (let i = 0; i < weights.length; i++) flow += Math.abs(weights[i]! * gradient[i]!);
        },
        end(flow) {
          reached = flow;
        },
      };
      const pass = flowPass(model, network, shape, batchNorm === "none");
      return {
        readings: [reading(pass, reader)],
        score() {
          const { exponent, reachesImage, stoppedAt } = reached!;
          // A gate beside the way that all takes, as in squeeze and excitation, may be flat: what arrives is the
          // network's.
          const flat = !reachesImage && (stoppedAt ?? (flow === 0 && network.steps.find(saturates)));
          if (!flat) return flow * 2 ** exponent;
          return inapplicable(
            `nothing flows through "${flat.name}": at weights of absolute values and an image of ones ` +
              `its ${flat.activation} is flat`,
          );
        },
      };
    },
  });
}
