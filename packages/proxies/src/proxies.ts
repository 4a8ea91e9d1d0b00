import type { ZeroCostProxy } from "./contract/proxy.ts";
import { azExpressivity, azProgressivity, azTrainability } from "./published/az-nas/az-nas.ts";
import { epeNas } from "./published/epe-nas.ts";
import { fisher } from "./published/fisher.ts";
import { flops } from "./published/flops.ts";
import { gradNorm } from "./published/grad-norm.ts";
import { gradSign } from "./published/grad-sign.ts";
import { grasp } from "./published/grasp.ts";
import { jacobCov } from "./published/jacob-cov.ts";
import { l2Norm } from "./published/l2-norm.ts";
import { meco } from "./published/meco.ts";
import { naswot } from "./published/naswot.ts";
import { params } from "./published/params.ts";
import { plain } from "./published/plain.ts";
import { snip } from "./published/snip.ts";
import { swap } from "./published/swap.ts";
import { synflow } from "./published/synflow.ts";
import { linearRegions } from "./published/te-nas/linear-regions.ts";
import { ntkCondition } from "./published/te-nas/ntk-condition.ts";
import { vkdnw, vkdnwSingle } from "./published/vkdnw.ts";
import { zen } from "./published/zen.ts";
import { zico } from "./published/zico.ts";
import { zicoBc } from "./published/zico-bc.ts";

/**
 * The published proxies in their published form, by name. AZ-NAS's complexity is `flops`; its combination is of a set
 * of networks, so it is a function of its own, `azNas`.
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
  l2Norm(),
  plain(),
  epeNas(),
  gradSign(),
  ntkCondition(),
  linearRegions(),
  vkdnw(),
  vkdnwSingle(),
  zicoBc(),
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
