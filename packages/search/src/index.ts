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
export { type ComposeOptions, type Composition, compose, type Part, worthReading } from "./discovery/compose.ts";
export {
  type ConcludeOptions,
  type Conclusion,
  checkHeldOutParts,
  conclude,
  type KnownScores,
  type MetricResult,
  type TaskResult,
} from "./discovery/conclude.ts";
export {
  type DiscoverOptions,
  type DiscoveryDefaults,
  discover,
  discoveryDefaults,
  NothingNewError,
} from "./discovery/discover.ts";
export {
  type DiscoveryCheckpoint,
  type DiscoverySettings,
  discoveryCheckpoint,
  discoverySettings,
  restoreDiscovery,
} from "./discovery/discovery-checkpoint.ts";
export type { Discovered, DiscoveryGeneration, Rejected } from "./discovery/discovery-generation.ts";
export { fronts, type Judged } from "./discovery/nsga2.ts";
export { type Objective, objectives } from "./discovery/objectives.ts";
export { type Shares, type Split, splitNetworks, splitTogether } from "./discovery/split-networks.ts";
export { type DrawOptions, drawValid, type Rejections, type ValidDraw } from "./draw-valid.ts";
export { type EvaluatePopulationOptions, evaluatePopulation } from "./evaluate-population.ts";
export { finalists } from "./finalists.ts";
export type { Generation } from "./generation.ts";
export { holdOut } from "./hold-out.ts";
export { type PaperDefaults, paperDefaults } from "./paper-defaults.ts";
export { type ProbeOptions, type Probes, readProbes } from "./probes.ts";
export type { Phase, Watching } from "./progress.ts";
export { formatReport, type Report, report } from "./report.ts";
export { type SampledTask, type SampleSizes, sampleTasks } from "./sample-tasks.ts";
export { type DatasetNetwork, type ScoreNetworks, type ScoringOptions, scoreHere } from "./score-networks.ts";
export { type SearchOptions, search } from "./search.ts";
export { type Checkpoint, checkCheckpoint } from "./state/check-checkpoint.ts";
export { CheckpointError } from "./state/checks.ts";
export type { ReportedGeneration, ReportedProgram } from "./state/generation-summary.ts";
export {
  type Failed,
  type Failure,
  type Individual,
  isRanked,
  type Ranked,
  type TaskFitness,
} from "./state/individual.ts";
export { type PatternChoice, patternOf } from "./state/pattern-of.ts";
export type { FunctionSettings, RunSettings, TaskSettings } from "./state/run-settings.ts";
export { type TestOptions, type TestResult, testFinalists } from "./test-finalists.ts";
export { type InvalidReason, type ToProgram, toProgram, type Verdict, validity } from "./validity.ts";
