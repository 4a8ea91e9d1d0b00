/** What a proxy is given of a batch, and what comes out. */
import type { Statistic } from "@eznas/stats";

export type Rng = () => number;

/** A mini-batch in the model's own layout. */
export interface Batch {
  /** [n, height, width, channels] for a network on images. */
  readonly images: Statistic;
  /** The class of each image, from 0. */
  readonly labels?: ArrayLike<number>;
}

/**
 * A network's score under a proxy, or why it has none.
 *
 * - `non-finite`: the number came out as NaN or infinite, as for a network whose gradients vanish.
 * - `inapplicable`: the proxy is not defined for such a network; `detail` says what it lacks.
 * - `shape`: a program's operation does not apply to the shapes of one of its instances, which `detail` names.
 * - `vanished-gradient`: it reads gradients that are rounding, for what is summed does not depend on the images or the
 *   kernels that it reads them at; `detail` says where.
 * - `operation`: an operation of a program threw or gave a wrong shape; `detail` names it.
 */
export type ProxyScore =
  | { readonly ok: true; readonly value: number }
  | {
      readonly ok: false;
      readonly reason: "non-finite" | "inapplicable" | "shape" | "vanished-gradient" | "operation";
      readonly detail: string;
    };

/** A failure of a proxy that is not defined for a network, with what the network lacks. */
export const inapplicable = (detail: string): ProxyScore => ({ ok: false, reason: "inapplicable", detail });
