/** Metrics of every kind, prepared once and then measured on network after network. */
import type { EngineChoice } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { OutOfMemory } from "@eznas/kernels";
import { type EvaluatorOptions, type Score, type ScorerOptions, scorer, sharedGraphOf } from "@eznas/program";
import { type ProxyScore, settleProxies } from "@eznas/proxies";
import { captureTerminals, type Inputs, rcb, type TerminalTable } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type CostName, costs } from "./costs/costs.ts";
import { type Loss, underLoss } from "./loss.ts";
import { measuredFor } from "./metric.ts";
import type { CostMetric, MeasuredMetric, Metric, ProgramMetric, ProxyMetric } from "./metric-kinds.ts";

/** A network's score, or why it has none: at which instance of a program, or what the network lacks. */
type Outcome = Score | Extract<ProxyScore, { readonly ok: false }>;

/** A metric's score, or why there is none. */
export type NamedScore = { readonly name: string } & Outcome;

/** A network's scores by the canonical texts of what was measured on it. */
export type Measured = ReadonlyMap<string, NamedScore>;

export interface PrepareOptions {
  readonly inputs: Inputs;
  /** Seeds what proxies draw, labels and noise. Default: 1. */
  readonly seed?: number;
  /** Whose sum programs differentiate; proxies have a loss of their own. Default: `logits`. */
  readonly loss?: Loss;
  /** What becomes of programs and proxies that read gradients which are rounding. Default: `refuse`. */
  readonly vanishedGradients?: ScorerOptions["vanishedGradients"];
  /** What programs may read, with how it is captured. Default: `terminals` of `@eznas/stats`, the 22 and those between samples. */
  readonly terminals?: TerminalTable | undefined;
  /** What captures; `engineForMany()` of `@eznas/engine` where many are scored one after the other. */
  readonly engine?: EngineChoice | undefined;
  /** The memory that programs are evaluated in; one may serve many networks. */
  readonly arena?: EvaluatorOptions["arena"] | undefined;
}

/** A network to be measured. */
export interface Subject {
  /** Seeds, with the seed, what proxies draw. */
  readonly id: string;
  /** Called once, by the first metric that needs it. */
  model(): LayersModel;
  /** A cost that is known without the model; undefined where it is not. */
  cost?(name: CostName): number | undefined;
}

/** What metrics of one kind do with a network, in their order; nothing that the network lacks throws. */
type Measure = (network: Subject) => Promise<readonly Outcome[]>;

export interface PreparedMetrics {
  /** How many instances the programs ran on, 0 where none ran, and the scores of all that is measured. */
  measure(network: Subject): Promise<{ readonly instances: number; readonly measured: Measured }>;
}

/** What a network's metrics are made of is shared between networks: graphs of programs, their memory, the engine. */
export function prepareMetrics(metrics: readonly Metric[], options: PrepareOptions): PreparedMetrics {
  const all = measuredFor(metrics);
  let instances = 0;
  const groups: { readonly metrics: readonly MeasuredMetric[]; readonly measure: Measure }[] = [];
  const programs = all.filter((metric) => metric.kind === "program");
  for (const pattern of new Set(programs.map(({ program }) => program.pattern.name))) {
    const alike = programs.filter(({ program }) => program.pattern.name === pattern);
    groups.push({ metrics: alike, measure: byPrograms(alike, options, (found) => (instances ||= found)) });
  }
  const proxies = all.filter((metric) => metric.kind === "proxy");
  if (proxies.length > 0) groups.push({ metrics: proxies, measure: byProxies(proxies, options) });
  for (const metric of all)
    if (metric.kind === "cost") groups.push({ metrics: [metric], measure: byCost(metric, options) });
  return {
    async measure(network) {
      instances = 0;
      const measured = new Map<string, NamedScore>();
      for (const { metrics, measure } of groups) {
        const outcomes = await measure(network).catch((error: unknown) => metrics.map(() => refusal(error)));
        for (const [i, { name, text }] of metrics.entries()) measured.set(text, { name, ...outcomes[i]! });
      }
      return { instances, measured: new Map(all.map(({ text }) => [text, measured.get(text)!])) };
    },
  };
}

/** What a network lacks is a metric's own outcome; memory that ends and mistakes in code are not about a metric. */
function refusal(error: unknown): Outcome {
  if (!(error instanceof Error) || error instanceof OutOfMemory || error instanceof TypeError) throw error;
  if (error instanceof WebAssembly.RuntimeError)
    throw new OutOfMemory(`a kernel ended with "${error.message}", as where memory ends; give a smaller batch`, {
      cause: error,
    });
  return { ok: false, reason: "inapplicable", detail: error.message };
}

function byPrograms(
  metrics: readonly ProgramMetric[],
  { inputs, loss = "logits", vanishedGradients = "refuse", engine = "auto", arena, terminals }: PrepareOptions,
  found: (instances: number) => void,
): Measure {
  const programs = metrics.map(({ program }) => program);
  const { pattern } = programs[0]!;
  const statistics = sharedGraphOf(programs).terminals;
  const scoresOf = scorer(programs, { vanishedGradients, ...(arena && { arena }) });
  return async ({ model }) => {
    const instances = await captureTerminals(underLoss(model(), loss), inputs, {
      ...{ pattern, statistics, terminals, engine },
    });
    found(instances.length);
    return scoresOf(instances);
  };
}

/** All together, so that those that read the same pass over a network share it. */
function byProxies(
  metrics: readonly ProxyMetric[],
  { inputs: { D }, seed = 1, engine, vanishedGradients = "refuse" }: PrepareOptions,
): Measure {
  return async ({ id, model: modelOf }) => {
    const model = modelOf();
    const classes = model.outputs[0]!.shape.at(-1)!;
    const labels = D.labels?.every((label) => label < classes) ? D.labels : randomLabels(D.shape[0]!, classes, seed);
    // Metrics of one proxy differ in sign.
    const proxies = [...new Set(metrics.map(({ proxy }) => proxy))];
    // One stream for all proxies of a network, so that those that are parts of one see the same noise.
    const stream = () => seeded(seed, "proxy", id);
    const results = await settleProxies(proxies, model, { images: D, labels }, stream, {
      ...(engine && { engine }),
      vanishedGradients,
    });
    return metrics.map(({ proxy, sign }) => {
      const result = results[proxies.indexOf(proxy)]!;
      return result.status === "fulfilled" ? signed(sign, result.value) : refusal(result.reason);
    });
  };
}

function byCost({ cost, pattern = rcb(), sign }: CostMetric, { inputs: { D } }: PrepareOptions): Measure {
  const ofModel = costs[cost].ofModel(pattern);
  return async (network) => {
    const known = network.cost?.(cost);
    if (known !== undefined) return [{ ok: true, value: sign * known }];
    return [signed(sign, await ofModel.score(network.model(), { images: D }, Math.random))];
  };
}

const signed = (sign: 1 | -1, score: ProxyScore): Outcome =>
  score.ok ? { ok: true, value: sign * score.value } : score;

function randomLabels(n: number, classes: number, seed: number): readonly number[] {
  const draw = seeded(seed, "labels");
  return Array.from({ length: n }, () => Math.floor(classes * draw()));
}
