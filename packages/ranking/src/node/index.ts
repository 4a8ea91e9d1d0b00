export {
  type RankWorkerSettings,
  type RankWorkers,
  type RankWorkersOptions,
  startRankWorkers,
} from "./rank-workers.ts";
export { readAccuracies } from "./read-accuracies.ts";
export { readText } from "./read-text.ts";
