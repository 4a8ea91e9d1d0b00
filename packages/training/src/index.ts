export { type EvaluateNetworkOptions, evaluateNetwork } from "./evaluate-network.ts";
export { type Recipe, type RecipeName, recipes } from "./recipes.ts";
export { cosine } from "./schedule.ts";
export { type ImageSplit, type SplitSizes, splitImages } from "./split.ts";
export type { TrainingJob } from "./table/training-job.ts";
export {
  isTrainingTable,
  type MeanOptions,
  meanAccuracies,
  readTrainingTable,
  type TrainingRow,
  type TrainingSettings,
  type TrainingTable,
} from "./table/training-table.ts";
export { type TrainArchitectureOptions, type TrainableNetwork, trainArchitecture } from "./train-architecture.ts";
export {
  type Trained,
  type TrainingOptions,
  type TrainOptions,
  trainingDefaults,
  trainNetwork,
} from "./train-network.ts";
