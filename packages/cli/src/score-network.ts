import { type EvaluatorOptions, graphOf, type Score, scoreAll } from "@eznas/program";
import type { Space } from "@eznas/spaces";
import { capture, type EngineChoice, type Inputs, type InstanceStatistics } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { weightsOf } from "./draw-networks.ts";
import type { Metric, ProgramMetric } from "./metric.ts";

export type NamedScore = { readonly name: string } & Score;

/** A network by every metric, in their order. */
export interface ScoredBy {
  /** How many instances the programs ran on; 0 when there were none to run. */
  readonly instances: number;
  readonly scores: readonly NamedScore[];
}

/**
 * Scores a tf.LayersModel of your own by programs. Costs are known for architectures of a space only.
 *
 * Throws what `capture` throws for a model without instances.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, scoreModel } from "eznas";
 * import { useBackend } from "@eznas/kernels";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("wasm");
 * const model = tinyModel();
 * const shape = model.inputs[0]!.shape.slice(1) as number[];
 * const inputs = await inputsFor({ images: "noise", batch: 2, seed: 1, shape });
 * const { instances, scores } = await scoreModel(model, { metrics: metrics("eznas-a,mean(abs(T3))"), inputs });
 * instances; // → 2
 * scores.map(({ name, ok }) => [name, ok]); // → [ [ 'eznas-a', true ], [ 'mean(abs(T3))', true ] ]
 * ```
 */
export async function scoreModel(
  model: LayersModel,
  { metrics, inputs }: { readonly metrics: readonly Metric[]; readonly inputs: Inputs },
): Promise<ScoredBy> {
  const programs = metrics.map((metric) => {
    if (metric.kind === "program") return metric;
    throw new TypeError(`scoreModel: ${metric.name} is known for an architecture of a space, not for a model`);
  });
  const instances = await instancesFor(programs, model, inputs, "auto");
  return { instances: instances.length, scores: namedScores(programs, instances) };
}

export interface ScoreArchitectureOptions {
  readonly metrics: readonly Metric[];
  readonly inputs: Inputs;
  /** Seeds, with the architecture's text, its weights. */
  readonly seed: number;
  /** What captures; `engineForMany()` of `@eznas/stats` where many are scored one after the other. */
  readonly engine?: EngineChoice;
  /** The memory that programs are evaluated in; one may serve many networks. */
  readonly arena?: EvaluatorOptions["arena"];
}

/**
 * Scores an architecture of a space by programs and costs; it is built for the former only, and disposed.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, scoreArchitecture, spaceNamed } from "eznas";
 *
 * const space = spaceNamed("nas-bench-201");
 * const skip = space.parse("|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|");
 * const inputs = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape });
 * const { scores } = await scoreArchitecture(space, skip, { metrics: metrics("params"), inputs, seed: 1 });
 * scores.map(({ name, ok }) => [name, ok]); // → [ [ 'params', true ] ]
 * ```
 */
export async function scoreArchitecture<A>(
  space: Space<A>,
  architecture: A,
  { metrics, inputs, seed, engine = "auto", arena }: ScoreArchitectureOptions,
): Promise<ScoredBy> {
  const programs = metrics.filter((metric) => metric.kind === "program");
  let instances: readonly InstanceStatistics[] = [];
  if (programs.length > 0) {
    const model = space.build(architecture, weightsOf(seed, space.format(architecture)));
    try {
      instances = await instancesFor(programs, model, inputs, engine);
    } finally {
      model.dispose();
    }
  }
  const ofPrograms = programs.length > 0 ? namedScores(programs, instances, arena) : [];
  const costs = metrics.flatMap((metric): NamedScore[] =>
    metric.kind === "cost" ? [{ name: metric.name, ok: true, value: space[metric.cost](architecture) }] : [],
  );
  const byName = new Map([...ofPrograms, ...costs].map((scored) => [scored.name, scored]));
  return { instances: instances.length, scores: metrics.map(({ name }) => byName.get(name)!) };
}

function instancesFor(
  metrics: readonly ProgramMetric[],
  model: LayersModel,
  inputs: Inputs,
  engine: EngineChoice,
): Promise<readonly InstanceStatistics[]> {
  const { terminals } = graphOf(metrics.map(({ program }) => program));
  return capture(model, inputs, { statistics: terminals, engine });
}

function namedScores(
  metrics: readonly ProgramMetric[],
  instances: readonly InstanceStatistics[],
  arena?: EvaluatorOptions["arena"],
): readonly NamedScore[] {
  const scores = scoreAll(
    metrics.map(({ program }) => program),
    instances,
    { ...(arena && { arena }) },
  );
  return metrics.map(({ name }, i) => ({ name, ...scores[i]! }));
}
