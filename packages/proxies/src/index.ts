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
export { epeNas } from "./published/epe-nas.ts";
export { type FisherOptions, fisher } from "./published/fisher.ts";
export { flops } from "./published/flops.ts";
export { gradNorm } from "./published/grad-norm.ts";
export { gradSign } from "./published/grad-sign.ts";
export { grasp } from "./published/grasp.ts";
export { jacobCov } from "./published/jacob-cov.ts";
export { l2Norm } from "./published/l2-norm.ts";
export { meco } from "./published/meco.ts";
export { naswot } from "./published/naswot.ts";
export { params } from "./published/params.ts";
export { plain } from "./published/plain.ts";
export { snip } from "./published/snip.ts";
export { type SwapOptions, swap } from "./published/swap.ts";
export { type SynflowOptions, synflow } from "./published/synflow.ts";
export { linearRegions } from "./published/te-nas/linear-regions.ts";
export { ntkCondition } from "./published/te-nas/ntk-condition.ts";
export { type VkdnwOptions, vkdnw, vkdnwSingle } from "./published/vkdnw.ts";
export { type ZenOptions, zen } from "./published/zen.ts";
export { type ZicoOptions, zico } from "./published/zico.ts";
export { type ZicoBcOptions, zicoBc } from "./published/zico-bc.ts";
