export {
  type AgingEvolutionOptions,
  agingEvolution,
  type MutableSpace,
  type Proposals,
  type TrainedArchitecture,
} from "./aging-evolution.ts";
export { algorithm1, type Parts, type Select } from "./algorithm1.ts";
export { checkpoint, type RestoreOptions, restore } from "./checkpoint.ts";
export { type Correlation, correlate } from "./correlate.ts";
export { type DrawOptions, drawValid, type Rejections, type ValidDraw } from "./draw-valid.ts";
export { type EvaluatePopulationOptions, evaluatePopulation } from "./evaluate-population.ts";
export { finalists } from "./finalists.ts";
export type { Generation } from "./generation.ts";
export { holdOut } from "./hold-out.ts";
export { type PaperDefaults, paperDefaults } from "./paper-defaults.ts";
export { type PatternChoice, patternOf } from "./pattern-of.ts";
export { type ProbeOptions, type Probes, readProbes } from "./probes.ts";
export type { Phase, Watching } from "./progress.ts";
export { formatReport, type Report, report } from "./report.ts";
export { type SampledTask, type SampleSizes, sampleTasks } from "./sample-tasks.ts";
export { type DatasetNetwork, type ScoreNetworks, type ScoringOptions, scoreHere } from "./score-networks.ts";
export { type SearchOptions, search } from "./search.ts";
export { type Checkpoint, CheckpointError, checkCheckpoint } from "./state/check-checkpoint.ts";
export type { ReportedGeneration, ReportedProgram } from "./state/generation-summary.ts";
export {
  type Failed,
  type Failure,
  type Individual,
  isRanked,
  type Ranked,
  type TaskFitness,
} from "./state/individual.ts";
export type { FunctionSettings, RunSettings, TaskSettings } from "./state/run-settings.ts";
export { type TestOptions, type TestResult, testFinalists } from "./test-finalists.ts";
export { type InvalidReason, type ToProgram, toProgram, type Verdict, validity } from "./validity.ts";
