import { standardNormal } from "@eznas/kernels";
import type { Rng } from "../space.ts";

/**
 * How fresh weights are drawn.
 *
 * - `he-fan-out`: convolutions from N(0, 2 / (filters · size²)), linear layers from N(0, 0.01²) with bias 0. EZNAS's
 *   own, and that of its published tables.
 * - `fan-in-uniform`: all weights, and the biases of linear layers, from U(−1/√n, 1/√n), n being the inputs that one
 *   output sums over: what PyTorch does unless told otherwise, and so what the figures of
 *   Abdelfattah et al. (ICLR 2021) are of.
 *
 * Inside a network, linear layers are drawn as convolutions of 1×1, with bias 0 under the first. Batch norms and layer
 * norms have γ = 1 and β = 0 under both.
 *
 * @example
 * ```ts
 * import { type Initialization, initializations, nasBench201 } from "@eznas/spaces";
 *
 * const initialization: Initialization = "fan-in-uniform";
 * nasBench201({ initialization }).name; // → 'nas-bench-201'
 * initializations; // → [ 'he-fan-out', 'fan-in-uniform' ]
 * ```
 */
export type Initialization = (typeof initializations)[number];

/** The names of the initializations. */
export const initializations = ["he-fan-out", "fan-in-uniform"] as const;

export interface Initialized {
  /** Default: `he-fan-out`. */
  readonly initialization?: Initialization;
}

/** For a layer the numbers that its weights are drawn from. */
export interface WeightDraws {
  convolution(fans: Fans): () => number;
  /** What is added at a position, under either: from N(0, 0.02²), as vision transformers have it. */
  position(): () => number;
  linear(fans: Pick<Fans, "fanIn">): { readonly kernel: () => number; readonly bias: (() => number) | undefined };
}

/** How many inputs an output sums over, and how many outputs an input goes into. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Throws a RangeError for an initialization that there is not. */
export function weightDraws(initialization: Initialization, rng: Rng): WeightDraws {
  const normal = standardNormal(rng);
  const gaussian = (deviation: number) => () => deviation * normal();
  const position = () => gaussian(0.02);
  switch (initialization) {
    case "he-fan-out":
      return {
        position,
        convolution: ({ fanOut }) => gaussian(Math.sqrt(2 / fanOut)),
        linear: () => ({ kernel: gaussian(0.01), bias: undefined }),
      };
    case "fan-in-uniform": {
      const uniform = (fanIn: number) => () => (2 * rng() - 1) / Math.sqrt(fanIn);
      return {
        position,
        convolution: ({ fanIn }) => uniform(fanIn),
        linear: ({ fanIn }) => ({ kernel: uniform(fanIn), bias: uniform(fanIn) }),
      };
    }
    default:
      throw new RangeError(
        `initialization: "${initialization satisfies never}" is unknown; there are ${initializations.join(", ")}`,
      );
  }
}
