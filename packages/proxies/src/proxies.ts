import { azExpressivity, azProgressivity, azTrainability } from "./az-nas/az-nas.ts";
import { fisher } from "./fisher.ts";
import { flops } from "./flops.ts";
import { gradNorm } from "./grad-norm.ts";
import { grasp } from "./grasp.ts";
import { jacobCov } from "./jacob-cov.ts";
import { meco } from "./meco.ts";
import { naswot } from "./naswot.ts";
import { params } from "./params.ts";
import type { ZeroCostProxy } from "./proxy.ts";
import { snip } from "./snip.ts";
import { swap } from "./swap.ts";
import { synflow } from "./synflow.ts";
import { zen } from "./zen.ts";
import { zico } from "./zico.ts";

/**
 * The published proxies in their published form, by name. AZ-NAS's complexity is `flops`; its combination is of a set of networks, so it is
 * a function of its own, `azNas`.
 *
 * @example
 * ```ts
 * import { proxies } from "@eznas/proxies";
 *
 * proxies.map(({ name }) => name).slice(0, 4); // → [ 'params', 'flops', 'grad_norm', 'snip' ]
 * ```
 */
export const proxies: readonly ZeroCostProxy[] = /* @__PURE__ */ [
  params(),
  flops(),
  gradNorm(),
  snip(),
  grasp(),
  fisher(),
  synflow(),
  jacobCov(),
  naswot(),
  zen(),
  zico(),
  swap(),
  meco(),
  azExpressivity(),
  azProgressivity(),
  azTrainability(),
];

/**
 * The published proxy of a name, for configurations and for workers, to which a proxy itself cannot be sent.
 *
 * Throws a RangeError for any other name, with those that there are.
 *
 * @example
 * ```ts
 * import { proxyNamed } from "@eznas/proxies";
 *
 * proxyNamed("synflow").needs; // → { images: 0, labels: false, rng: false }
 * ```
 */
export function proxyNamed(name: string): ZeroCostProxy {
  const found = proxies.find((proxy) => proxy.name === name);
  if (found) return found;
  throw new RangeError(`proxyNamed: there is no "${name}"; there are ${proxies.map((proxy) => proxy.name).join(", ")}`);
}
