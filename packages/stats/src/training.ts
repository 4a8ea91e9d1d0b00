/** Training steps of tfjs models by the capture engine. */
export {
  type TrainedWeight,
  TrainingEngine,
  type TrainingRun,
  trainingEngine,
} from "./engine/training-engine.ts";
export { writeVariable } from "./engine/write-variable.ts";
