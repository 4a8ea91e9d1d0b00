/** How the scores of several metrics become one. */
import { logRankSum, meanRank } from "@eznas/fitness";
import type { Combine } from "@eznas/program";

/** Everything there is to say about a combination but its name, which is its key in {@link combinations}. */
export interface Combination {
  /** From each metric's scores of the same networks to one score a network. */
  readonly of: Combine;
  /** Whether a network's score depends on the others. */
  readonly ranksNetworks: boolean;
  /**
   * What a part that is NaN or infinite on a network does: leave it without a score, or rank it last under that part.
   */
  readonly nonFinite: "fails" | "last";
  /** Its formula in LaTeX, from those of its parts. */
  readonly latex: (...parts: readonly string[]) => string;
  /** Its formula in plain text, different from all others of the same parts. */
  readonly infix: (...parts: readonly string[]) => string;
  readonly domain: string;
  readonly examples: readonly { readonly of: readonly (readonly number[])[]; readonly is: readonly number[] }[];
}

const sumOf =
  (term: (part: string) => string) =>
  (...parts: readonly string[]): string =>
    parts.map(term).join(" + ");

const rankLatex = (part: string): string => `\\operatorname{rank} \\left(${part}\\right)`;

/** N is how many networks are ranked. */
const logRanksForms = (rank: string, mark: string): Pick<Combination, "latex" | "infix"> => ({
  latex: sumOf((part) => `\\log \\frac{${rank} \\left(${part}\\right)}{N}`),
  infix: sumOf((part) => `log(rank${mark}(${part})/N)`),
});

/**
 * The combinations that a metric's text may name, as in `logRanks(eznas-a, flops)`.
 *
 * @example
 * ```ts
 * import { combinations } from "@eznas/ranking";
 *
 * combinations.meanRank?.of([[0.1, 0.4, 0.3], [700, 900, 950]]); // → [ 1, 2.5, 2.5 ]
 * ```
 */
export const combinations: Readonly<Record<string, Combination>> = {
  meanRank: {
    of: meanRank,
    ranksNetworks: true,
    nonFinite: "fails",
    latex: (...parts) => `\\frac{1}{${parts.length}}\\left(${sumOf(rankLatex)(...parts)}\\right)`,
    infix: (...parts) => `mean rank(${parts.join(", ")})`,
    domain: "the mean of a network's ranks among the others, from 1",
    examples: [
      {
        of: [
          [1, 4, 3],
          [7, 8, 9],
        ],
        is: [1, 2.5, 2.5],
      },
    ],
  },
  logRanks: {
    of: logRankSum,
    ranksNetworks: true,
    nonFinite: "fails",
    ...logRanksForms("\\operatorname{rank}", ""),
    domain: "the sum of log(rank / networks)",
    examples: [{ of: [[1, 2]], is: [Math.log(0.5), 0] }],
  },
  logRanksLast: {
    of: logRankSum,
    ranksNetworks: true,
    nonFinite: "last",
    ...logRanksForms("\\operatorname{rank}_{\\infty}", "∞"),
    domain: "the sum of log(rank / networks), a part that is NaN or infinite ranking last, as in AZ-NAS",
    examples: [{ of: [[1, 2]], is: [Math.log(0.5), 0] }],
  },
  logs: {
    of: (lists) => lists[0]!.map((_, i) => lists.reduce((sum, list) => sum + Math.log(list[i]!), 0)),
    ranksNetworks: false,
    nonFinite: "fails",
    latex: sumOf((part) => `\\log \\left(${part}\\right)`),
    infix: sumOf((part) => `ln(${part})`),
    domain: "the sum of the scores' natural logarithms; no score where one is not above 0",
    examples: [
      {
        of: [
          [1, Math.E],
          [1, 1],
        ],
        is: [0, 1],
      },
    ],
  },
};

/** Published combinations and those that `discover` found (docs/discovery.md) by name, as texts. */
export const ensembles: Readonly<Record<string, string>> = {
  /** Lee and Ham, CVPR 2024: the ranks of four measures. */
  az_nas: "logRanksLast(az_expressivity, az_progressivity, az_trainability, flops)",
  /** Chen et al., ICLR 2021: the ranks of how easily it trains and of how much it can express. */
  te_nas: "meanRank(ntk_condition, linear_regions)",
  /** Týbl and Neumann, CVPR 2025: with the input gradients' correlations, two measures of AZ-NAS and the size. */
  vkdnw_agg: "logRanksLast(vkdnw_single, jacob_cov, az_expressivity, az_trainability, flops)",
  /** The three parts that a search on nineteen spaces came to. */
  independence_3:
    "logRanks(independence, convNorm: l2 of l2: ratio(correlation(T2_P), meanAbs(correlation(meanOverSamples(T4_P)))), " +
    "convNorm: sum of sum: ratio(abs(normalize(sign(T3G_P))), meanAbs(correlation(meanOverSamples(T2_N)))))",
  /** The three parts that a search on NAS-Bench-201 alone came to. */
  spatial_independence_3:
    "logRanks(convNorm: l2 of mean: ratio(minEigenvalue(normalize(T3G_P)), meanAbs(correlation(meanOverSamples(T3G_P)))), " +
    "convNorm: l2 of sum: ratio(minEigenvalue(normalize(T3G_P)), frobenius(correlation(meanOverSamples(heaviside(T4G_P))))), meco)",
};
