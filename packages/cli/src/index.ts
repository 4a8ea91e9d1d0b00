export { readCheckpoint, saveCheckpoint } from "./checkpoint-file.ts";
export { type CollectTaskOptions, collectTask } from "./collect-task.ts";
export { holdOutOfEach, type Split, unseen, withAccuracies } from "./dataset-views.ts";
export type { Draw } from "./draw-networks.ts";
export { type Evolution, type EvolveOptions, evolve, sharedStatistics } from "./evolve.ts";
export { type Explanation, explain } from "./explain.ts";
export { type InputChoice, inputsFor } from "./inputs.ts";
export { loadModel } from "./load-model.ts";
export { type CostMetric, type Metric, metric, metrics, type ProgramMetric } from "./metric.ts";
export {
  type RankedMetric,
  type RankedNetwork,
  type Ranking,
  type RankOptions,
  rank,
  type ScoreDrawn,
} from "./rank.ts";
export {
  type RankWorkerSettings,
  type RankWorkers,
  type RankWorkersOptions,
  startRankWorkers,
} from "./rank-workers.ts";
export { readAccuracies } from "./read-accuracies.ts";
export {
  type NamedScore,
  type ScoreArchitectureOptions,
  type ScoredBy,
  scoreArchitecture,
  scoreModel,
} from "./score-network.ts";
export { spaceNamed } from "./space.ts";
export { type TrainImagesOptions, trainImages } from "./train-images.ts";
export {
  startTrainWorkers,
  type TrainWorkerSettings,
  type TrainWorkers,
  type TrainWorkersOptions,
} from "./train-workers.ts";
