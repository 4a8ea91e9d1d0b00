export type { Aggregate } from "./aggregate.ts";
export { type DepthWeight, depthWeighted } from "./aggregates/depth-weighted.ts";
export { type FitOptions, type FittedAggregate, fitAggregate } from "./aggregates/fit-aggregate.ts";
export { largest, median, smallest } from "./aggregates/order-statistics.ts";
export { type Combine, combineScores, type Ensemble, ensemble } from "./ensemble.ts";
export { evaluate, type Output } from "./evaluate.ts";
export type { EvaluatorOptions } from "./evaluator.ts";
export { type Graph, type GraphNode, graphOf } from "./graph.ts";
export { inferShape } from "./infer-shape.ts";
export { infix } from "./infix.ts";
export { latex } from "./latex.ts";
export { type Program, type ProgramOptions, program } from "./program.ts";
export { type Score, type Scorer, score, scoreAll, scorer } from "./score.ts";
export { terminalsOf } from "./terminals-of.ts";
export { l2, mean, type Reduction, sum, type ToScalar } from "./to-scalar.ts";
export {
  eznasA,
  eznasAPaper,
  eznasB,
  eznasNasnet,
  eznasPnas,
  fisher,
  noiseDifference,
  snip,
  synflowLike,
  topprog,
  zoo,
} from "./zoo/index.ts";
export { interSampleZoo, jacobCov, meco, naswot, zico } from "./zoo/inter-sample/index.ts";
