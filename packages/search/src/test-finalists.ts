/** Finalists and published metrics, compared on networks that the search has not seen. */
import { sample, seeded } from "@eznas/gp";
import {
  type Ensembled,
  ensembleScores,
  formatProgram,
  type Program,
  type ProgramOptions,
  programsOf,
} from "@eznas/program";
import type { Dataset, Pattern } from "@eznas/stats";
import { type Correlation, correlate } from "./correlate.ts";
import type { Watching } from "./progress.ts";
import { type ScoreNetworks, scoreHere } from "./score-networks.ts";
import type { Ranked } from "./state/individual.ts";
import { patternOf } from "./state/pattern-of.ts";
import { toProgram } from "./validity.ts";

export interface TestOptions extends ProgramOptions<string>, Watching {
  readonly finalists: readonly Pick<Ranked, "tree">[];
  /**
   * Metrics to compare with, by name; those of the zoo, for instance, and ensembles of programs, which rank the
   * networks of a dataset among each other. One over ReLU-Conv-BatchNorm instances is taken over those that the
   * datasets have.
   */
  readonly baselines?: Readonly<Record<string, Program<string> | Ensembled>>;
  /** Networks that were held out of the tasks (see `holdOut`). */
  readonly datasets: readonly Dataset[];
  /**
   * How many networks are drawn from each dataset; by default, and where there are fewer, all. The paper tests 4000.
   */
  readonly networks?: number;
  /** Chooses the networks. Default: 0. */
  readonly seed?: number;
  /** Where programs meet networks. Default: {@link scoreHere}. */
  readonly scoreNetworks?: ScoreNetworks | undefined;
}

/** How a program ranks the networks of one dataset. */
export interface TestResult extends Correlation {
  readonly name: string;
  /** The metric's canonical text. */
  readonly program: string;
  readonly dataset: string;
}

/**
 * Kendall's τ-b and Spearman's ρ of finalists and baselines on held-out networks (§4), by dataset and then by program.
 *
 * Finalists are named "finalist 1", "finalist 2", …. A network that a program cannot score is left out for that program
 * and counted. Throws a RangeError for no dataset or no program, and for a program over other instances than the
 * datasets have.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { program } from "@eznas/program";
 * import { testFinalists } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * await useBackend("cpu");
 * const network = (id: string, accuracy: number, weight: number) => {
 *   const T3 = { shape: [1, 1, 1, 1], data: Float32Array.of(weight) };
 *   return { id, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
 * };
 * const unseen = inMemory("unseen", [network("a", 70, 1), network("b", 80, -2), network("c", 90, 3)]);
 * const results = await testFinalists({
 *   finalists: [program("abs(T3)")],
 *   baselines: { "the weight": program("T3") },
 *   datasets: [unseen],
 * });
 * results.map(({ name, kendall }) => `${name} ${kendall.toFixed(2)}`); // → [ 'finalist 1 1.00', 'the weight 0.33' ]
 * ```
 */
export async function testFinalists(options: TestOptions): Promise<readonly TestResult[]> {
  const {
    datasets,
    networks = Number.POSITIVE_INFINITY,
    seed = 0,
    scoreNetworks = scoreHere,
    onProgress,
    signal,
  } = options;
  if (datasets.length === 0) throw new RangeError("testFinalists: datasets is empty; give one of held-out networks");
  if (!(networks >= 2)) throw new RangeError(`testFinalists: networks must be at least 2, got ${networks}`);
  const tested = namedPrograms(options, patternOf("testFinalists", datasets, options));
  const drawn = datasets.map((dataset) => ({
    dataset,
    networks:
      networks < dataset.networks.length
        ? sample(dataset.networks, networks, seeded(seed, "test", dataset.name))
        : dataset.networks,
  }));
  const programs = tested.flatMap(({ metric }) => programsOf(metric));
  const sampled = drawn.flatMap(({ dataset, networks }) => networks.map(({ id }) => ({ dataset, id })));
  const rows = await scoreNetworks(programs, sampled, {
    onScored: (done) => onProgress?.("test", done, sampled.length),
    signal,
  });
  let from = 0;
  return drawn.flatMap(({ dataset, networks }) => {
    const ofDataset = rows.slice(from, from + networks.length);
    from += networks.length;
    const accuracies = networks.map(({ accuracy }) => accuracy);
    let place = 0;
    return tested.map(({ name, metric }): TestResult => {
      const own = ofDataset.map((row) => row.slice(place, place + programsOf(metric).length));
      place += programsOf(metric).length;
      const scores = "tree" in metric ? own.map(([score]) => score!) : ensembleScores(metric, own);
      return { name, program: textOf(metric), dataset: dataset.name, ...correlate(scores, accuracies) };
    });
  });
}

type Tested = Program<string> | Ensembled;

const textOf = (metric: Tested): string => ("tree" in metric ? formatProgram(metric) : metric.text);

function namedPrograms(
  { finalists, baselines = {}, ...options }: TestOptions,
  pattern: Pattern | undefined,
): readonly NamedMetric[] {
  const programOf = toProgram({ ...options, ...(pattern && { pattern }) });
  const tested = [
    ...finalists.map(({ tree }, i) => ({ name: `finalist ${i + 1}`, metric: programOf(tree) })),
    ...Object.entries(baselines).map(([name, metric]) => ({ name, metric: onPattern(name, metric, pattern) })),
  ];
  if (tested.length === 0) throw new RangeError("testFinalists: got neither finalists nor baselines");
  return tested;
}

interface NamedMetric {
  readonly name: string;
  readonly metric: Tested;
}

/** The metric over the instances that there are: the default stands for any, another pattern for itself alone. */
function onPattern(name: string, metric: Tested, pattern: Pattern | undefined): Tested {
  if (!("tree" in metric)) return { ...metric, parts: metric.parts.map((part) => onPattern(name, part, pattern)) };
  if (!pattern || metric.pattern.name === pattern.name) return metric;
  if (metric.pattern.name === "rcb") return { ...metric, pattern };
  throw new RangeError(
    `testFinalists: "${name}" is about instances of the pattern "${metric.pattern.name}", ` +
      `the datasets have those of "${pattern.name}"`,
  );
}
