export {
  type AzNasParts,
  azExpressivity,
  azNas,
  azNasParts,
  azProgressivity,
  azTrainability,
} from "./az-nas/az-nas.ts";
export type { Blocks } from "./az-nas/blocks.ts";
export type { AzNasOptions } from "./az-nas/features.ts";
export { type FisherOptions, fisher } from "./fisher.ts";
export { flops } from "./flops.ts";
export { type FromProgramOptions, fromProgram } from "./from-program.ts";
export { gradNorm } from "./grad-norm.ts";
export { grasp } from "./grasp.ts";
export { jacobCov } from "./jacob-cov.ts";
export { meco } from "./meco.ts";
export { naswot } from "./naswot.ts";
export type { GradientOptions, ProxyLoss } from "./network/loss.ts";
export { params } from "./params.ts";
export { proxies, proxyNamed } from "./proxies.ts";
export {
  type Batch,
  type ProxyDefinition,
  type ProxyNeeds,
  type ProxyScore,
  proxy,
  type Rng,
  type ZeroCostProxy,
} from "./proxy.ts";
export { snip } from "./snip.ts";
export { type SwapOptions, swap } from "./swap.ts";
export { type SynflowOptions, synflow } from "./synflow.ts";
export { type ZenOptions, zen } from "./zen.ts";
export { type ZicoOptions, zico } from "./zico.ts";
