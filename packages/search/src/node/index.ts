export type { ScoreBlock, StoredScore } from "./score-block.ts";
export {
  type ScoreInputs,
  type ScoreShelf,
  type ScoreStore,
  type ScoreStoreOptions,
  scoreStore,
} from "./score-store.ts";
export { type StoredScoresOptions, storedScores } from "./stored-scores.ts";
export { startWorkers, type Workers, type WorkersOptions } from "./workers.ts";
