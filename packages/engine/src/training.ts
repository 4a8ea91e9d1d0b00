/** Training steps of tfjs models by the capture engine. */
export {
  type TrainedWeight,
  TrainingEngine,
  type TrainingRun,
  trainingEngine,
} from "./training/training-engine.ts";
export { writeVariable } from "./training/write-variable.ts";
