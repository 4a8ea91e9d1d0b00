export { readCheckpoint, saveCheckpoint } from "./checkpoint-file.ts";
export { type CollectTaskOptions, collectTask } from "./collect-task.ts";
export { holdOutOfEach, type TaskSplit, unseen, withAccuracies } from "./dataset-views.ts";
export { type Evolution, type EvolveOptions, evolve, sharedStatistics } from "./evolve.ts";
export {
  type EnsembleExplanation,
  type Explanation,
  type ExpressionExplanation,
  explain,
  explainEnsemble,
  explainExpression,
  type NamedExplanation,
  type PartExplanation,
} from "./explain.ts";
export { loadModel } from "./load-model.ts";
export { type TrainImagesOptions, trainImages } from "./train-images.ts";
