/** Which sums of ranks of a few metrics rank networks best, on several tables at once and on one that took no part. */
import { type Interval, partialKendallTau, percentileInterval, worstOf } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { sizeMeasures } from "../measures.ts";
import type { ScoredRow, ScoreTable } from "../score-table.ts";
import { combinationsOf, countCombinations } from "./combinations-of.ts";
import { type RankedPart, type RankSum, rankedPart, type Term } from "./ranked-part.ts";
import { type ResampledTaus, resampledTaus } from "./resampled-taus.ts";

export interface NamedScoreTable extends ScoreTable {
  /** Tells tables apart. */
  readonly name: string;
}

export interface CombineStudyOptions {
  readonly tables: readonly NamedScoreTable[];
  /** Seeds the division of the networks and the resamples. */
  readonly seed: number;
  /** The metrics to combine. Default: those that all tables have. */
  readonly metrics?: readonly string[];
  /** The most metrics in a combination. Default: 3. */
  readonly max?: number;
  /** What is summed: log(rank / networks), or ranks. Default: `logRanks`. */
  readonly sum?: RankSum;
  /** `free` tries each metric also upside down. Default: `free`. */
  readonly signs?: "free" | "fixed";
  /** What of the tables' τ makes a combination the better one: their mean or the worst. Default: `mean`. */
  readonly by?: "mean" | "worst";
  /**
   * The share of each table's networks that combinations are chosen on; what is reported is about the others. A network
   * is in the same part of all tables. 1 chooses and reports on the same networks. Default: 0.5.
   */
  readonly searchShare?: number;
  /** Metrics that combinations are held against. Default: those of `sizeMeasures` that there are. */
  readonly rivals?: readonly string[];
  /** How many of the best of each size are reported. Default: 5. */
  readonly top?: number;
  /** Of the networks, for the intervals. Default: 1000. */
  readonly resamples?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface TauOnTable extends Interval {
  readonly table: string;
  readonly tau: number;
}

export interface StudiedCombination {
  /** As `metric` reads it. */
  readonly text: string;
  readonly size: number;
  /** On the networks that were searched: the mean over the tables, and the worst. */
  readonly searched: { readonly mean: number; readonly worst: number };
  /** On those that were not, with 95 % intervals over networks. */
  readonly reported: {
    readonly mean: Interval & { readonly tau: number };
    readonly worst: number;
    readonly tables: readonly TauOnTable[];
    /** The mean over the tables of τ given {@link CombineStudy.sizes}; NaN where nothing is left. */
    readonly beyondSize: number;
  };
}

/** One table left out: what is chosen on the others, on it. */
export interface Fold extends TauOnTable {
  readonly chosen: string;
  /** The rival with the highest τ on that table, and how much more the chosen one has. */
  readonly rival?: {
    readonly text: string;
    readonly tau: number;
    readonly difference: Interval & { readonly tau: number };
  };
}

export interface LeaveOneOut {
  readonly size: number;
  readonly folds: readonly Fold[];
  /** Over the tables. */
  readonly mean: Interval & { readonly tau: number };
  /** The rival with the highest mean over the tables, and how much more the chosen ones have. */
  readonly rival?: Fold["rival"];
}

export interface CombineStudy {
  readonly metrics: readonly string[];
  /** Of `params`, `flops` and `layers`, those that all tables have: what `beyondSize` is given. */
  readonly sizes: readonly string[];
  /** Metrics that some table lacks. */
  readonly leftOut: readonly string[];
  readonly tables: readonly {
    readonly name: string;
    readonly searched: number;
    readonly reported: number;
    /** Networks that are in another table, too. */
    readonly shared: number;
    /** How many networks a metric has no score for, which rank last under it. */
    readonly failed: Readonly<Record<string, number>>;
  }[];
  readonly tried: readonly { readonly size: number; readonly count: number }[];
  readonly best: readonly StudiedCombination[];
  readonly rivals: readonly StudiedCombination[];
  /** For each size; none for a single table. */
  readonly leaveOneOut: readonly LeaveOneOut[];
}

/**
 * Studies all sums of ranks of up to `max` metrics over tables of scores: which is best on the tables' searched
 * networks, what it is worth on the others, and what comes of choosing on all tables but one, on that one.
 *
 * Intervals are percentile bootstraps over networks, a combination's scores being what they are on all of them. Throws
 * a RangeError for no table or metric, for options out of range, for a rival or a metric that some table lacks, and for
 * a part of a table with fewer than 10 networks or with one accuracy.
 *
 * @example
 * ```ts
 * import { combineStudy } from "@eznas/ranking";
 *
 * const table = (name: string, turn: number) => ({
 *   name,
 *   settings: {},
 *   metrics: ["a", "b", "params"],
 *   networks: Array.from({ length: 80 }, (_, i) => {
 *     const noise = [Math.sin(7 * i + turn), Math.sin(11 * i + turn), Math.sin(13 * i + turn)] as const;
 *     const scores = noise.map((value) => ({ ok: true as const, value: i / 40 + value }));
 *     return { id: `${name} ${i}`, accuracy: i / 40 + 0.1 * Math.cos(5 * i), scores };
 *   }),
 * });
 * const { best, leaveOneOut } = combineStudy({ tables: [table("x", 0), table("y", 1)], seed: 1, resamples: 50 });
 * best.find(({ size }) => size === 3)?.text; // → 'logRanks(a, b, params)'
 * leaveOneOut.map(({ size, folds }) => [size, folds.length]); // → [ [ 1, 2 ], [ 2, 2 ], [ 3, 2 ] ]
 * ```
 */
export function combineStudy(options: CombineStudyOptions): CombineStudy {
  const settings = { ...defaults, ...options };
  const { tables, seed, max, sum, signs, by, searchShare, top, resamples, onProgress } = settings;
  checkOptions(settings);
  const shared = tables[0]!.metrics.filter((text) => tables.every(({ metrics }) => metrics.includes(text)));
  const metrics = options.metrics ?? shared;
  const rivals = options.rivals ?? sizeMeasures.filter((text) => metrics.includes(text));
  const sizeNames = ["params", "flops", "layers"].filter((text) => shared.includes(text));
  const all = [...new Set([...metrics, ...rivals, ...sizeNames])];
  for (const text of all)
    if (!shared.includes(text)) throw new RangeError(`combineStudy: not all tables have the metric "${text}"`);
  if (metrics.length === 0) throw new RangeError("combineStudy: there is no metric that all tables have");
  const parts = tables.map((table) => divided(table, all, searchShare, seed, sum));
  const objective = by === "mean" ? meanOf : worstOf;

  const sizes = Array.from({ length: Math.min(max, metrics.length) }, (_, i) => i + 1);
  const total = sizes.reduce((all, size) => all + countCombinations(metrics.length, size, signs), 0);
  let done = 0;
  const searches = sizes.map((size) => {
    const best = new Best(top);
    const folds = tables.map(() => new Best(1));
    for (const terms of combinationsOf(metrics.length, size, signs)) {
      const taus = parts.map(({ search }) => search.tauOf(terms));
      if (++done % 1000 === 0) onProgress?.(done, total);
      if (taus.some(Number.isNaN)) continue;
      best.offer(objective(taus), terms);
      if (taus.length > 1) for (const [i, fold] of folds.entries()) fold.offer(objective(taus.toSpliced(i, 1)), terms);
    }
    return { size, best: best.terms, folds: folds.map(({ terms: [first] }) => first) };
  });
  onProgress?.(total, total);

  const textOf = (terms: readonly Term[]): string => textOfSum(terms, all, sum);
  const rivalTerms = rivals.map((text): readonly Term[] => [{ at: all.indexOf(text), sign: 1 }]);
  const chosen = searches.flatMap(({ best, folds }) => [...best, ...folds.filter((terms) => terms !== undefined)]);
  const asked = new Map([...rivalTerms, ...chosen].map((terms) => [textOf(terms), terms]));
  const taus = parts.map(({ name, report }) =>
    resampledTaus(report, asked, resamples, seeded(seed, "resamples", name)),
  );

  const covariates = parts.map(({ report }) =>
    sizeNames.map((text) => [...report.scoresOf([{ at: all.indexOf(text), sign: 1 }])]),
  );
  const beyondSize = (terms: readonly Term[]): number =>
    meanOf(
      parts.map(({ report }, i) => partialKendallTau([...report.scoresOf(terms)], report.accuracies, covariates[i]!)),
    );
  const studied = (terms: readonly Term[]): StudiedCombination => {
    const text = textOf(terms);
    const searched = parts.map(({ search }) => search.tauOf(terms));
    const reported = taus.map((of, i) => ({ table: tables[i]!.name, ...told(of.get(text)!) }));
    return {
      text,
      size: terms.length,
      searched: { mean: meanOf(searched), worst: worstOf(searched) },
      reported: {
        mean: told(averaged(taus.map((of) => of.get(text)!))),
        worst: worstOf(reported.map(({ tau }) => tau)),
        tables: reported,
        beyondSize: beyondSize(terms),
      },
    };
  };
  const leaveOneOut = searches.flatMap(({ size, folds }) =>
    folds.every((terms) => terms !== undefined) ? [leftOneOut(size, folds.map(textOf), rivals, taus, tables)] : [],
  );
  return {
    metrics,
    sizes: sizeNames,
    leftOut: [...new Set(tables.flatMap(({ metrics }) => metrics))].filter((text) => !shared.includes(text)),
    tables: tables.map((table, i) => ({
      name: table.name,
      searched: parts[i]!.search.accuracies.length,
      reported: parts[i]!.report.accuracies.length,
      shared: sharedNetworks(table, tables),
      failed: failuresOf(table, all),
    })),
    tried: sizes.map((size) => ({ size, count: countCombinations(metrics.length, size, signs) })),
    best: searches.flatMap(({ best }) => best.map(studied)),
    rivals: rivalTerms.map(studied),
    leaveOneOut,
  };
}

const defaults = {
  max: 3,
  sum: "logRanks",
  signs: "free",
  by: "mean",
  searchShare: 0.5,
  top: 5,
  resamples: 1000,
} as const;

function checkOptions({
  tables,
  max,
  searchShare,
  top,
  resamples,
}: Required<Pick<CombineStudyOptions, "tables" | "max" | "searchShare" | "top" | "resamples">>): void {
  if (tables.length === 0) throw new RangeError("combineStudy: expected at least one table of scores, got none");
  const names = tables.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new RangeError(`combineStudy: there are two tables "${twice}"`);
  for (const [name, value] of Object.entries({ max, top, resamples }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`combineStudy: ${name} must be a whole number from 1 up, got ${value}`);
  if (!(searchShare > 0 && searchShare <= 1))
    throw new RangeError(`combineStudy: searchShare must be over 0 and at most 1, got ${searchShare}`);
}

/**
 * A table's networks in two parts by a lot that depends on seed and network alone, so
 * that it falls alike in every table.
 */
function divided(table: NamedScoreTable, metrics: readonly string[], share: number, seed: number, sum: RankSum) {
  const isSearched = ({ id }: ScoredRow): boolean => share === 1 || seeded(seed, "search-share", id)() < share;
  const columns = metrics.map((text) => table.metrics.indexOf(text));
  const partOf = (what: string, networks: readonly ScoredRow[]): RankedPart => {
    const least = 10;
    if (networks.length < least)
      throw new RangeError(
        `combineStudy: the ${what} part of "${table.name}" has ${networks.length} networks, of ${least} at least; ` +
          "give more networks, or another search share",
      );
    if (networks.every(({ accuracy }) => accuracy === networks[0]!.accuracy))
      throw new RangeError(`combineStudy: all networks of the ${what} part of "${table.name}" have one accuracy`);
    return rankedPart(networks, columns, sum);
  };
  const search = partOf("searched", table.networks.filter(isSearched));
  const report =
    share === 1
      ? search
      : partOf(
          "reported",
          table.networks.filter((it) => !isSearched(it)),
        );
  return { name: table.name, search, report };
}

/** The best that were offered, the first of equal ones first. */
class Best {
  readonly #most: number;
  readonly #kept: { readonly value: number; readonly terms: readonly Term[] }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  offer(value: number, terms: readonly Term[]): void {
    if (this.#kept.length === this.#most && !(value > this.#kept.at(-1)!.value)) return;
    const at = this.#kept.findIndex((kept) => value > kept.value);
    this.#kept.splice(at < 0 ? this.#kept.length : at, 0, { value, terms });
    this.#kept.length = Math.min(this.#kept.length, this.#most);
  }

  get terms(): readonly (readonly Term[])[] {
    return this.#kept.map(({ terms }) => terms);
  }
}

function textOfSum(terms: readonly Term[], metrics: readonly string[], sum: RankSum): string {
  const parts = terms.map(({ at, sign }) => (sign > 0 ? metrics[at]! : turned(metrics[at]!)));
  return parts.length === 1 ? parts[0]! : `${sum}(${parts.join(", ")})`;
}

const turned = (text: string): string => (text.startsWith("-") ? text.slice(1) : `-${text}`);

function leftOneOut(
  size: number,
  chosen: readonly string[],
  rivals: readonly string[],
  taus: readonly ReadonlyMap<string, ResampledTaus>[],
  tables: readonly NamedScoreTable[],
): LeaveOneOut {
  const own = taus.map((of, i) => of.get(chosen[i]!)!);
  const against = (mine: ResampledTaus, theirs: (rival: string) => ResampledTaus): Fold["rival"] => {
    const [best] = rivals.map((text) => ({ text, ...theirs(text) })).sort((a, b) => b.tau - a.tau);
    if (!best) return undefined;
    return { text: best.text, tau: best.tau, difference: told(less(mine, best)) };
  };
  const folds = own.map((mine, i): Fold => {
    const rival = against(mine, (text) => taus[i]!.get(text)!);
    return { table: tables[i]!.name, chosen: chosen[i]!, ...told(mine), ...(rival && { rival }) };
  });
  const mean = averaged(own);
  const rival = against(mean, (text) => averaged(taus.map((of) => of.get(text)!)));
  return { size, folds, mean: told(mean), ...(rival && { rival }) };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const averaged = (all: readonly ResampledTaus[]): ResampledTaus => ({
  tau: meanOf(all.map(({ tau }) => tau)),
  resampled: all[0]!.resampled.map((_, r) => meanOf(all.map(({ resampled }) => resampled[r]!))),
});

const less = (a: ResampledTaus, b: ResampledTaus): ResampledTaus => ({
  tau: a.tau - b.tau,
  resampled: a.resampled.map((tau, r) => tau - b.resampled[r]!),
});

const told = ({ tau, resampled }: ResampledTaus) => ({ tau, ...percentileInterval(resampled) });

function sharedNetworks(table: NamedScoreTable, tables: readonly NamedScoreTable[]): number {
  const others = new Set(tables.flatMap((other) => (other === table ? [] : other.networks.map(({ id }) => id))));
  return table.networks.filter(({ id }) => others.has(id)).length;
}

function failuresOf(table: NamedScoreTable, metrics: readonly string[]): Readonly<Record<string, number>> {
  const counted = metrics.map((text) => {
    const at = table.metrics.indexOf(text);
    return [text, table.networks.filter(({ scores }) => !scores[at]!.ok).length] as const;
  });
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
