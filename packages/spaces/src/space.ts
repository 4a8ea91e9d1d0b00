import type { LayersModel } from "@tensorflow/tfjs-layers";

/** Uniform deviates in [0, 1). */
export type Rng = () => number;

/**
 * A set of networks: how its members are written, drawn, built and counted.
 *
 * `A` is plain data, such as a list of operations. A space of your own implements this and holds itself to `spaceLaws`
 * of `@eznas/spaces/testing`.
 *
 * @example
 * ```ts
 * import { nasBench201, type Space } from "@eznas/spaces";
 *
 * function largest<A>(space: Space<A>, rng: () => number, draws: number): string {
 *   const drawn = Array.from({ length: draws }, () => space.sample(rng));
 *   return space.format(drawn.reduce((a, b) => (space.params(b) > space.params(a) ? b : a)));
 * }
 * largest(nasBench201(), () => 0.7, 3);
 * // → '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|'
 * ```
 */
export interface Space<A> {
  readonly name: string;
  /** How many architectures there are. */
  readonly size: number;
  /** Height, width and channels of one image. */
  readonly inputShape: readonly [height: number, width: number, channels: number];
  /** The architecture of a text; throws a SyntaxError that says where the text departs from the space's notation. */
  parse(text: string): A;
  /**
   * Whose sum is differentiated where nothing else is asked for: `features`, what the last global pool puts out, as
   * published figures of the space have it, or `rectified`, a ReLU of what that pool takes in, in a space whose
   * networks end in batch norms, so that gradients of their logits are rounding. Default: the logits.
   */
  readonly loss?: "features" | "rectified";
  /**
   * The text of an architecture, one for each: what accuracy tables call it, and an identity in file names and caches.
   */
  format(architecture: A): string;
  /**
   * A text shared by all architectures that compute the same function, where a space tells apart more than functions.
   */
  functionOf?(architecture: A): string;
  /** A uniformly random architecture. */
  sample(rng: Rng): A;
  /** An architecture that differs in one choice. */
  mutate(architecture: A, rng: Rng): A;
  /** The network with fresh weights, the same for the same `rng`. Whoever builds it calls `dispose`. */
  build(architecture: A, rng: Rng): LayersModel;
  /** Trainable parameters. */
  params(architecture: A): number;
  /**
   * Multiply-accumulates of the convolutions, linear layers (bias included) and of
   * attention's two products, for one image.
   */
  flops(architecture: A): number;
  /**
   * Convolutions and linear layers, a separable convolution being two. Where a space does not say, they are counted on the network.
   */
  layers?(architecture: A): number;
}

/** A space small enough to go through. */
export interface EnumerableSpace<A> extends Space<A> {
  /** Every architecture once. */
  all(): Iterable<A>;
}
