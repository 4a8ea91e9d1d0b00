/** The names of the authors' released code, so that programs found with it can be read here. */
import { call, fold, leaf, parse, type Tree } from "@eznas/gp";
import { type OpName, ops } from "@eznas/ops";
import { type StatisticName, statisticNames } from "@eznas/stats";

/** The released operations by number and name, as ours. Numbers 6 and 17 are the two random ones. */
export const releasedOperations: readonly (readonly [number: number, name: string, ours: OpName])[] = [
  [0, "eltwise_sum", "add"],
  [1, "eltwise_prod", "mul"],
  [2, "matmul", "matMul"],
  [3, "lt", "less"],
  [4, "gt", "greater"],
  [5, "eq", "equal"],
  [7, "Log", "log"],
  [8, "AbsLog", "absLog"],
  [9, "Abs", "abs"],
  [10, "Power", "square"],
  [11, "Exp", "exp"],
  [12, "Normalize", "normalize"],
  [13, "ReLU", "relu"],
  [14, "Sign", "sign"],
  [15, "Heaviside", "heaviside"],
  [16, "elt_invert", "reciprocal"],
  [18, "frob_norm", "frobenius"],
  [19, "det", "det"],
  [20, "logdet", "logDet"],
  [21, "sym_eigen", "symmetricEigenRatio"],
  [22, "eigen", "eigenRatio"],
  [23, "sum", "mean"],
  [24, "l1norm", "meanAbs"],
  [25, "hammingdist", "hamming"],
  [26, "kldiv", "klDivergence"],
  [27, "cosinesimilarity", "cosine"],
  [28, "softmax", "softmax"],
  [29, "sigmoid", "sigmoid"],
  [30, "ones_like", "onesLike"],
  [31, "zeros_like", "zerosLike"],
  [32, "gt0", "isPositive"],
  [33, "lt0", "isNegative"],
  [34, "numel", "numel"],
  [35, "elwise_sub", "sub"],
];

/** What the released code's `ARG0` … `ARG21` are: the statistics in our own order, which is taken from there. */
export const releasedArguments: readonly StatisticName[] = statisticNames;

const operations: ReadonlyMap<string, OpName> = new Map(
  releasedOperations.flatMap(([number, name, ours]) => [
    [`OP${number}`, ours],
    [name, ours],
  ]),
);
const statistics: ReadonlyMap<string, StatisticName> = new Map(releasedArguments.map((name, i) => [`ARG${i}`, name]));

/**
 * A program as the authors' released code prints it, as a tree of ours: operations by name
 * or as `OP18`, statistics as `ARG8`.
 *
 * Operations that write into their argument there, `Log` and `AbsLog`, do not here, so a score can differ where such a
 * statistic is read twice; `cosinesimilarity` works here for any number of rows. Throws the `SyntaxError` of `parse`,
 * with its column, for any other text; the two random operations, `OP6` and `OP17`, are among what it does not know.
 *
 * @example
 * ```ts
 * import { format } from "@eznas/gp";
 * import { fromRelease } from "@eznas/program";
 *
 * format(fromRelease("frob_norm(sigmoid(logdet(Sign(ARG8))))")); // → 'frobenius(sigmoid(logDet(sign(T1G_D))))'
 * format(fromRelease("OP1(ARG1, OP9(ARG2))")); // → 'mul(T3, abs(T3G_D))'
 * ```
 */
export function fromRelease(text: string): Tree {
  const released = parse(text, {
    ops: Object.fromEntries([...operations].map(([name, ours]) => [name, { arity: ops[ours].arity }])),
    terminals: [...statistics.keys()],
  });
  return fold<Tree>(released, {
    leaf: (name) => leaf(statistics.get(name)!),
    call: (name, args) => call(operations.get(name)!, args),
  });
}
