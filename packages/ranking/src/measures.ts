/** What a metric's ranking of networks is judged by. */
import { kendallTau, ndcg, partialKendallTau, precisionAtK, regretAtK, spearmanRho, topShareTau } from "@eznas/fitness";
import type { Ranking } from "./rank.ts";

/** A metric's scores, or undefined where it has none, of the same networks in the same order. */
interface Column {
  readonly scores: readonly (number | undefined)[];
  readonly accuracies: readonly number[];
  /** Scores of the metrics that a partial correlation is given. */
  readonly covariates: readonly (readonly (number | undefined)[])[];
}

/** From a metric's column to a number; NaN where it does not apply. */
type Judge = (column: Column) => number;

/** A family of measures: how its members are written, and what each judges by the number in its name. */
interface Family {
  readonly form: RegExp;
  readonly written: string;
  readonly of: (parameter: number) => Judge;
}

type Compare = (scores: readonly number[], accuracies: readonly number[]) => number;

/** Over the networks that have a score. */
const amongScored =
  (compare: Compare): Judge =>
  ({ scores, accuracies }) => {
    const places = [...scores.keys()].filter((i) => scores[i] !== undefined);
    return compare(
      places.map((i) => scores[i]!),
      places.map((i) => accuracies[i]!),
    );
  };

/** Over all: a network without a score is picked last. */
const amongAll =
  (compare: Compare): Judge =>
  ({ scores, accuracies }) =>
    compare(
      scores.map((score) => score ?? Number.NEGATIVE_INFINITY),
      accuracies,
    );

const partial: Judge = ({ scores, accuracies, covariates }) => {
  const places = [...scores.keys()].filter((i) => [scores, ...covariates].every((list) => list[i] !== undefined));
  return partialKendallTau(
    places.map((i) => scores[i]!),
    places.map((i) => accuracies[i]!),
    covariates.map((list) => places.map((i) => list[i]!)),
  );
};

const families: readonly Family[] = [
  { form: /^kendall$/, written: "kendall", of: () => amongScored(kendallTau) },
  { form: /^spearman$/, written: "spearman", of: () => amongScored(spearmanRho) },
  { form: /^partial$/, written: "partial", of: () => partial },
  { form: /^top(100|[1-9]\d?)%$/, written: "top25%", of: (percent) => amongScored(topShareTau(percent / 100)) },
  { form: /^precision@([1-9]\d*)$/, written: "precision@10", of: (k) => amongAll(precisionAtK(k)) },
  { form: /^ndcg@([1-9]\d*)$/, written: "ndcg@10", of: (k) => amongAll(ndcg(k)) },
  { form: /^regret@([1-9]\d*)$/, written: "regret@10", of: (k) => amongAll(regretAtK(k)) },
];

/** One measure of each kind. */
export const defaultMeasures: readonly string[] = families.map(({ written }) => written);

export interface MeasureOptions {
  /**
   * Such as `kendall`, `partial`, `top25%`, `precision@10`, `ndcg@10`, `regret@10`. Default: {@link defaultMeasures}.
   */
  readonly measures?: readonly string[];
  /** Names of ranked metrics that `partial` is given. Default: those of `params` and `flops` that are ranked. */
  readonly given?: readonly string[];
}

export interface MeasuredRanking {
  readonly name: string;
  /** By the measures' names. */
  readonly measures: Readonly<Record<string, number>>;
  /** Kendall's τ of the metric's scores with those of each size measure that is ranked: near 1, it is only size. */
  readonly size: Readonly<Record<string, number>>;
}

/** Metrics that are sizes of the network, by their texts. */
export const sizeMeasures: readonly string[] = ["params", "flops", "layers", "instances", "depth", "width"];

/**
 * A ranking's metrics by several measures.
 *
 * `kendall`, `spearman`, `top25%` (τ among the best quarter by accuracy) and `partial` (τ given other metrics) are over
 * the networks that the metric has a score for, as in `rank`; `precision@k`, `ndcg@k` and `regret@k` over all, those
 * without a score picked last. Throws a RangeError for an unknown measure and for a
 * metric that is given and not ranked.
 *
 * @example
 * ```ts
 * import { measureRanking } from "@eznas/ranking";
 *
 * const network = (id: string, accuracy: number, value: number, params: number) => {
 *   const scores = [{ name: "mine", ok: true, value } as const, { name: "params", ok: true, value: params } as const];
 *   return { id, accuracy, scores };
 * };
 * const networks = [network("a", 70, 1, 2), network("b", 80, 2, 1), network("c", 90, 3, 4), network("d", 91, 4, 3)];
 * const [mine] = measureRanking({ metrics: [], networks }, { measures: ["kendall", "partial", "regret@1"] });
 * mine; // → { name: 'mine', measures: { kendall: 1, partial: 1, 'regret@1': 0 }, size: { params: 0.3333 } }
 * ```
 */
export function measureRanking(
  { networks }: Pick<Ranking, "networks"> & Partial<Ranking>,
  { measures = defaultMeasures, given }: MeasureOptions = {},
): readonly MeasuredRanking[] {
  const judges = measures.map((name) => [name, judgeOf(name)] as const);
  const accuracies = networks.map(({ accuracy }) => accuracy);
  const names = networks[0]?.scores.map(({ name }) => name) ?? [];
  const columns = new Map(
    names.map((name, at) => [
      name,
      networks.map(({ scores }) => {
        const score = scores[at]!;
        return score.ok ? score.value : undefined;
      }),
    ]),
  );
  const covariates = (given ?? ["params", "flops"].filter((name) => columns.has(name))).map((name) => {
    const column = columns.get(name);
    if (!column)
      throw new RangeError(`measureRanking: "${name}" is given and not ranked; the metrics are ${names.join(", ")}`);
    return column;
  });
  return names.map((name) => {
    const scores = columns.get(name)!;
    const sizes = sizeMeasures.filter((size) => size !== name && columns.has(size));
    return {
      name,
      measures: Object.fromEntries(judges.map(([of, judge]) => [of, judge({ scores, accuracies, covariates })])),
      size: Object.fromEntries(sizes.map((size) => [size, tauBetween(scores, columns.get(size)!)])),
    };
  });
}

function judgeOf(name: string): Judge {
  for (const { form, of } of families) {
    const match = form.exec(name);
    if (match) return of(Number(match[1]));
  }
  throw new RangeError(`measureRanking: there is no measure "${name}"; they are written ${defaultMeasures.join(", ")}`);
}

function tauBetween(a: readonly (number | undefined)[], b: readonly (number | undefined)[]): number {
  const places = [...a.keys()].filter((i) => a[i] !== undefined && b[i] !== undefined);
  return kendallTau(
    places.map((i) => a[i]!),
    places.map((i) => b[i]!),
  );
}
