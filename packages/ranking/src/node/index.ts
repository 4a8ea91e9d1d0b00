export {
  type CollectWorkerSettings,
  type CollectWorkers,
  type CollectWorkersOptions,
  startCollectWorkers,
  type WrittenElsewhere,
} from "./collect-workers.ts";
export {
  type RankWorkerSettings,
  type RankWorkers,
  type RankWorkersOptions,
  startRankWorkers,
} from "./rank-workers.ts";
export { readAccuracies } from "./read-accuracies.ts";
export { readText } from "./read-text.ts";
export { openScoreFile, type ScoreFile, ScoreFileError, type ScoreFileOptions } from "./score-file.ts";
export { scoreInputs } from "./score-inputs.ts";
export { type OpenScorer, type StoredScoreDrawnOptions, storedScoreDrawn } from "./stored-score-drawn.ts";
