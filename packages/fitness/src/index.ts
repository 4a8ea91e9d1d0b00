export { kendallTau } from "./kendall-tau.ts";
export { pearsonR } from "./pearson-r.ts";
export type { RankCorrelation } from "./rank-correlation.ts";
export { ranks } from "./ranks.ts";
export { spearmanRho } from "./spearman-rho.ts";
export { topFraction } from "./top-fraction.ts";
export { type TopPrecisionOptions, topPrecision } from "./top-precision.ts";
export { worstOf } from "./worst-of.ts";
