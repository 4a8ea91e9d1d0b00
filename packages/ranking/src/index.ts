export { baselinesOf } from "./baselines.ts";
export { type BeyondSize, beyondSize } from "./beyond-size.ts";
export { type Combination, combinations, ensembles } from "./combinations.ts";
export {
  type CombineStudy,
  type CombineStudyOptions,
  combineStudy,
  type Fold,
  type LeaveOneOut,
  type NamedScoreTable,
  type StudiedCombination,
  type TauOnTable,
} from "./combine/combine-study.ts";
export { formatCombineStudy } from "./combine/format-study.ts";
export type { RankSum } from "./combine/ranked-part.ts";
export { combineMetrics } from "./combine-metrics.ts";
export type { Cost } from "./costs/cost.ts";
export { type CostName, costs } from "./costs/costs.ts";
export { type Draw, drawNetworks, weightsOf } from "./draw-networks.ts";
export { metricInfix, metricLatex } from "./formulas.ts";
export { type InputChoice, inputsFor } from "./inputs.ts";
export { type Loss, losses, lossFor, underLoss } from "./loss.ts";
export {
  defaultMeasures,
  type MeasuredRanking,
  type MeasureOptions,
  measureRanking,
  sizeMeasures,
} from "./measures.ts";
export { type MetricOptions, measuredFor, metric, metrics } from "./metric.ts";
export type {
  CostMetric,
  EnsembleMetric,
  ExpressionMetric,
  MeasuredMetric,
  Metric,
  ProgramMetric,
  ProxyMetric,
} from "./metric-kinds.ts";
export { metricOptionsFrom, metricOptionsOf } from "./metric-setup.ts";
export {
  type Measured,
  type NamedScore,
  type PreparedMetrics,
  type PrepareOptions,
  prepareMetrics,
  type Subject,
} from "./prepare-metrics.ts";
export {
  type RankedMetric,
  type RankedNetwork,
  type Ranking,
  type RankOptions,
  rank,
  type ScoreDrawn,
  type ScoreDrawnOptions,
  scoreDrawnHere,
} from "./rank.ts";
export {
  type ScoreArchitectureOptions,
  type ScoredBy,
  type ScoreModelOptions,
  scoreArchitecture,
  scoreModel,
} from "./score-network.ts";
export { readScoreTable, type ScoreCell, type ScoredRow, type ScoreTable } from "./score-table.ts";
