export type { Plan, Subject } from "./contract/pass.ts";
export {
  type Batch,
  type PlannedProxyDefinition,
  type ProxyDefinition,
  type ProxyNeeds,
  type ProxyScore,
  proxy,
  type Rng,
  type ScoreOptions,
  type ZeroCostProxy,
} from "./contract/proxy.ts";
export { scoreProxies, settleProxies } from "./contract/score-proxies.ts";
export { type FromProgramOptions, fromProgram } from "./from-program.ts";
export type { GradientOptions, ProxyLoss } from "./network/loss.ts";
export { proxies, proxyNamed } from "./proxies.ts";
export {
  type AzNasParts,
  azExpressivity,
  azNas,
  azNasParts,
  azProgressivity,
  azTrainability,
} from "./published/az-nas/az-nas.ts";
export type { Blocks } from "./published/az-nas/blocks.ts";
export type { AzNasOptions } from "./published/az-nas/features.ts";
export { type FisherOptions, fisher } from "./published/fisher.ts";
export { flops } from "./published/flops.ts";
export { gradNorm } from "./published/grad-norm.ts";
export { grasp } from "./published/grasp.ts";
export { jacobCov } from "./published/jacob-cov.ts";
export { meco } from "./published/meco.ts";
export { naswot } from "./published/naswot.ts";
export { params } from "./published/params.ts";
export { snip } from "./published/snip.ts";
export { type SwapOptions, swap } from "./published/swap.ts";
export { type SynflowOptions, synflow } from "./published/synflow.ts";
export { type ZenOptions, zen } from "./published/zen.ts";
export { type ZicoOptions, zico } from "./published/zico.ts";
