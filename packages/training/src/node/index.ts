export { TrainingTableError } from "./table-file.ts";
export { type TrainJobs, type TrainTableOptions, trainTable } from "./train-table.ts";
export {
  startTrainWorkers,
  type TrainWorkerSettings,
  type TrainWorkers,
  type TrainWorkersOptions,
} from "./train-workers.ts";
