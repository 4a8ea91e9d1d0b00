export {
  type Combine,
  combineScores,
  type Ensemble,
  type Ensembled,
  ensemble,
  ensembleScores,
  programsOf,
} from "./ensemble.ts";
export { evaluate, type Output } from "./evaluate.ts";
export type { EvaluatorOptions } from "./evaluator.ts";
export { OperationFault } from "./failure/operation-fault.ts";
export { formatProgram } from "./format-program.ts";
export { inferShape } from "./infer-shape.ts";
export { infix } from "./infix.ts";
export { latex, latexInFull } from "./latex.ts";
export { constantName, constantOf } from "./network-expression/constants.ts";
export { type Columns, evaluateExpression } from "./network-expression/evaluate-expression.ts";
export { expressionInfix, expressionLatex } from "./network-expression/formulas.ts";
export {
  extendScalarOps,
  type ScalarLaw,
  type ScalarOp,
  type ScalarOpSpec,
  type ScalarOpTable,
  scalarOp,
} from "./network-expression/scalar-op.ts";
export { scalarOps } from "./network-expression/table.ts";
export { portableText, type Reader } from "./portable-text.ts";
export { type Program, type ProgramOptions, program } from "./program.ts";
export {
  discovered,
  effectiveSize,
  independence,
  namedPrograms,
  reach,
  spatialIndependence,
} from "./published/discovered.ts";
export { type InterSampleZooName, interSampleZoo } from "./published/inter-sample-zoo.ts";
export { fromRelease, releasedArguments, releasedOperations } from "./published/release.ts";
export { eznasA, eznasAPaper, eznasB, eznasNasnet, eznasPnas, topprog, type ZooName, zoo } from "./published/zoo.ts";
export { type DepthWeight, depthWeighted } from "./reductions/depth-weighted.ts";
export { type FitOptions, type FittedAggregate, fitAggregate } from "./reductions/fit-aggregate.ts";
export {
  type Aggregate,
  extendReductions,
  type Reduction,
  type ReductionFamily,
  type ReductionLaw,
  type ReductionSpec,
  type ReductionTable,
  reduction,
  type ToScalar,
} from "./reductions/reduction.ts";
export { aggregates, l2, largest, least, mean, median, sum, toScalars } from "./reductions/table.ts";
export { type Score, type Scorer, type ScorerOptions, score, scoreAll, scorer } from "./score.ts";
export { type SharedGraph, type SharedNode, sharedGraphOf } from "./shared-graph.ts";
export { simplify } from "./simplify.ts";
export { terminalsOf } from "./terminals-of.ts";
export { formatHead, type Head, type Part, readHead, refuse, type SplitText, splitText } from "./text/head.ts";
export { loadSetup, type Setup, terminalTableOf, vocabularyOf } from "./text/setup.ts";
export {
  defaultVocabulary,
  type PatternTable,
  patternNamed,
  patterns,
  patternTable,
  type Vocabulary,
  wholeVocabulary,
} from "./text/vocabulary.ts";
