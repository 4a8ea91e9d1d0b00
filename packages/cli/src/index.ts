export { readCheckpoint, saveCheckpoint } from "./checkpoint-file.ts";
export { type CollectTaskOptions, collectTask } from "./collect-task.ts";
export { holdOutOfEach, type Split, unseen, withAccuracies } from "./dataset-views.ts";
export type { Draw } from "./draw-networks.ts";
export { type Evolution, type EvolveOptions, evolve, sharedStatistics } from "./evolve.ts";
export { type Explanation, explain } from "./explain.ts";
export { type InputChoice, inputsFor } from "./inputs.ts";
export { loadModel } from "./load-model.ts";
export { type Loss, losses, underLoss } from "./loss.ts";
export { type CostMetric, type Metric, metric, metrics, type ProgramMetric, type ProxyMetric } from "./metric.ts";
export {
  type RankedMetric,
  type RankedNetwork,
  type Ranking,
  type RankOptions,
  rank,
  type ScoreDrawn,
  type ScoreDrawnOptions,
} from "./rank.ts";
export {
  type RankWorkerSettings,
  type RankWorkers,
  type RankWorkersOptions,
  startRankWorkers,
} from "./rank-workers.ts";
export { readAccuracies } from "./read-accuracies.ts";
export { type BootstrapOptions, bootstrapInterval, correlationInterval, type Interval } from "./reproduce/bootstrap.ts";
export { type Reproduced, type ReproduceOptions, reproduce, studyNames } from "./reproduce/reproduce.ts";
export type { StudyOptions, TextRows } from "./reproduce/study.ts";
export {
  type NamedScore,
  type ScoreArchitectureOptions,
  type ScoredBy,
  type ScoreModelOptions,
  scoreArchitecture,
  scoreModel,
} from "./score-network.ts";
export { type SpaceOptions, spaceNamed } from "./space.ts";
export { type TrainImagesOptions, trainImages } from "./train-images.ts";
export {
  startTrainWorkers,
  type TrainWorkerSettings,
  type TrainWorkers,
  type TrainWorkersOptions,
} from "./train-workers.ts";
