export {
  type BootstrapOptions,
  bootstrapInterval,
  correlationDifferenceInterval,
  correlationInterval,
  type Interval,
  percentileInterval,
  resample,
} from "./bootstrap.ts";
export { kendallTau } from "./kendall-tau.ts";
export { kendallTauAgainst } from "./kendall-tau-against.ts";
export { ndcg } from "./ndcg.ts";
export { partialKendallTau } from "./partial-kendall-tau.ts";
export { pearsonR } from "./pearson-r.ts";
export { precisionAtK } from "./precision-at-k.ts";
export { logRankSum, meanRank, type RankCombination } from "./rank-combination.ts";
export type { RankCorrelation } from "./rank-correlation.ts";
export { ranks } from "./ranks.ts";
export { regretAtK } from "./regret-at-k.ts";
export { spearmanRho } from "./spearman-rho.ts";
export { topFraction, topShareTau } from "./top-fraction.ts";
export { type TopPrecisionOptions, topPrecision } from "./top-precision.ts";
export { weightedTau } from "./weighted-tau.ts";
export { worstOf } from "./worst-of.ts";
