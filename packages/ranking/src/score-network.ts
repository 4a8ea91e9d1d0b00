import type { EngineChoice } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { OutOfMemory } from "@eznas/kernels";
import { type EvaluatorOptions, graphOf, type Score, scoreAll } from "@eznas/program";
import type { ProxyScore } from "@eznas/proxies";
import type { Space } from "@eznas/spaces";
import { type CaptureOptions, capture, cbr, type Inputs } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { weightsOf } from "./draw-networks.ts";
import { type Loss, underLoss } from "./loss.ts";
import type { Metric, ProgramMetric, ProxyMetric } from "./metric.ts";

/** A metric's score, or why there is none: at which instance of a program, or what a proxy missed. */
export type NamedScore = { readonly name: string } & (Score | Extract<ProxyScore, { readonly ok: false }>);

/** A network by every metric, in their order. */
export interface ScoredBy {
  /** How many instances the programs ran on; 0 when there were none to run. */
  readonly instances: number;
  readonly scores: readonly NamedScore[];
}

export interface ScoreModelOptions {
  readonly metrics: readonly Metric[];
  readonly inputs: Inputs;
  /** Seeds what proxies draw, labels and noise. Default: 1. */
  readonly seed?: number;
  /** Whose sum programs differentiate; proxies have a loss of their own. Default: `logits`. */
  readonly loss?: Loss;
  /** What captures; `engineForMany()` of `@eznas/stats` where many are scored one after the other. */
  readonly engine?: EngineChoice | undefined;
  /** The memory that programs are evaluated in; one may serve many networks. */
  readonly arena?: EvaluatorOptions["arena"] | undefined;
}

/**
 * Scores a tf.LayersModel of your own by programs and published proxies. Costs are known for architectures of a space only.
 *
 * Proxies see D and its labels, or random ones where D has none or the model has fewer classes. Throws what `capture` throws for a model without instances.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, scoreModel } from "@eznas/ranking";
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
export async function scoreModel(model: LayersModel, options: ScoreModelOptions): Promise<ScoredBy> {
  const cost = options.metrics.find(({ kind }) => kind === "cost");
  if (cost) throw new TypeError(`scoreModel: ${cost.name} is known for an architecture of a space, not for a model`);
  return scoreBuilt(model, "", options);
}

export interface ScoreArchitectureOptions extends ScoreModelOptions {
  /** Seeds, with the architecture's text, its weights and what proxies draw. */
  readonly seed: number;
}

/**
 * Scores an architecture of a space by programs, published proxies and costs; it is built unless costs are all, and disposed.
 *
 * Rejects with an `OutOfMemory` that names the architecture where the wasm backend has no room for it.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, scoreArchitecture } from "@eznas/ranking";
 * import { spaceNamed } from "@eznas/spaces/named";
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
  options: ScoreArchitectureOptions,
): Promise<ScoredBy> {
  const { metrics, seed } = options;
  const id = space.format(architecture);
  let built: ScoredBy = { instances: 0, scores: [] };
  if (metrics.some(({ kind }) => kind !== "cost")) {
    let model: LayersModel | undefined;
    try {
      model = space.build(architecture, weightsOf(seed, id));
      built = await scoreBuilt(model, id, options);
    } catch (error) {
      if (error instanceof OutOfMemory) throw new OutOfMemory(`${id}: ${error.message}`, { cause: error });
      throw error;
    } finally {
      model?.dispose();
    }
  }
  const costs = metrics.flatMap((metric): NamedScore[] =>
    metric.kind === "cost" ? [{ name: metric.name, ok: true, value: space[metric.cost](architecture) }] : [],
  );
  return { instances: built.instances, scores: inOrder(metrics, [...built.scores, ...costs]) };
}

async function scoreBuilt(model: LayersModel, id: string, options: ScoreModelOptions): Promise<ScoredBy> {
  const { metrics, inputs, seed = 1 } = options;
  const programs = metrics.filter((metric) => metric.kind === "program");
  const scores: NamedScore[] = [];
  let instances = 0;
  for (const pattern of new Set(programs.map((program) => program.pattern))) {
    const alike = programs.filter((program) => program.pattern === pattern);
    const scored = await byPrograms(alike, pattern === "cbr" ? { pattern: cbr() } : {}, model, options);
    instances ||= scored.instances;
    scores.push(...scored.scores);
  }
  for (const metric of metrics)
    if (metric.kind === "proxy") scores.push(await byProxy(metric, model, inputs, { seed, id }));
  return { instances, scores: inOrder(metrics, scores) };
}

async function byPrograms(
  programs: readonly ProgramMetric[],
  pattern: Pick<CaptureOptions, "pattern">,
  model: LayersModel,
  { inputs, loss = "logits", engine = "auto", arena }: ScoreModelOptions,
): Promise<ScoredBy> {
  const asked = programs.map(({ program }) => program);
  const statistics = graphOf(asked).terminals;
  const instances = await capture(underLoss(model, loss), inputs, { ...pattern, statistics, engine });
  const scores = scoreAll(asked, instances, { ...(arena && { arena }) });
  return { instances: instances.length, scores: programs.map(({ name }, i) => ({ name, ...scores[i]! })) };
}

async function byProxy(
  { name, proxy }: ProxyMetric,
  model: LayersModel,
  { D }: Inputs,
  { seed, id }: { readonly seed: number; readonly id: string },
): Promise<NamedScore> {
  const classes = model.outputs[0]!.shape.at(-1)!;
  const labels = D.labels?.every((label) => label < classes) ? D.labels : randomLabels(D.shape[0]!, classes, seed);
  // One stream for all proxies of a network, so that those that are parts of one see the same noise.
  return { name, ...(await proxy.score(model, { images: D, labels }, seeded(seed, "proxy", id))) };
}

function randomLabels(n: number, classes: number, seed: number): readonly number[] {
  const draw = seeded(seed, "labels");
  return Array.from({ length: n }, () => Math.floor(classes * draw()));
}

function inOrder(metrics: readonly Metric[], scores: readonly NamedScore[]): readonly NamedScore[] {
  const byName = new Map(scores.map((scored) => [scored.name, scored]));
  return metrics.flatMap(({ name }) => byName.get(name) ?? []);
}
