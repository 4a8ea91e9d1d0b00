export { type Draw, drawNetworks, weightsOf } from "./draw-networks.ts";
export { type InputChoice, inputsFor } from "./inputs.ts";
export { type Loss, losses, lossOfSpace, underLoss } from "./loss.ts";
export { type CostMetric, type Metric, metric, metrics, type ProgramMetric, type ProxyMetric } from "./metric.ts";
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
  type NamedScore,
  type ScoreArchitectureOptions,
  type ScoredBy,
  type ScoreModelOptions,
  scoreArchitecture,
  scoreModel,
} from "./score-network.ts";
