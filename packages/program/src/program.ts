/** A tree becomes a metric: what the paper calls a ZC-NASM. */
import { checkTree, parse, type Tree } from "@eznas/gp";
import type { OpTable } from "@eznas/ops";
import type { Pattern, StatisticName } from "@eznas/stats";
import type { Aggregate, ToScalar } from "./reductions/reduction.ts";
import { defaultHead, type Head, readHead, splitText } from "./text/head.ts";
import { defaultVocabulary, type Vocabulary } from "./text/vocabulary.ts";

/**
 * A tree over statistics (the 22, by default), what its operations mean, and how its
 * outputs on instances become a score.
 */
export interface Program<Terminal extends string = StatisticName> extends Required<Head> {
  readonly tree: Tree;
  readonly ops: OpTable;
  /** From an instance's output to a number. */
  readonly toScalar: ToScalar;
  /** From the instances' numbers to the score. */
  readonly aggregate: Aggregate;
  /** What its instances are. A scorer that is handed instances takes those; whoever captures them asks for this. */
  readonly pattern: Pattern;
  /** −1 where a small aggregate is good: the score is its negative, so that higher is better. */
  readonly sign: 1 | -1;
  /** What its leaves may be, where that is not the 22. */
  readonly terminals?: readonly Terminal[];
}

/** What a text may name, and what it means where it does not say. */
export interface ProgramOptions<Terminal extends string = StatisticName> extends Partial<Vocabulary<Terminal>>, Head {
  /** The operations that the tree may use. Default: the 34 of `@eznas/ops`. */
  readonly ops?: OpTable;
  /** From an instance's output to a number. Default: `mean`, the paper's sum/numel. */
  readonly toScalar?: ToScalar;
  /** From the instances' numbers to the score. Default: `mean`. */
  readonly aggregate?: Aggregate;
  /** What its instances are. Default: `rcb()`. */
  readonly pattern?: Pattern;
  /** −1 for a metric whose low values are the better ones. Default: 1. */
  readonly sign?: 1 | -1;
  /** The statistics that the tree may read. Default: the 22 of `@eznas/stats`, whose `terminalNames` has four more. */
  readonly terminals?: readonly Terminal[];
}

/**
 * Makes a metric of a tree or of a text: a tree's, with what is not the default before it, as in
 * `-cbr: sum of l2: mul(T3G_D, T3)`.
 *
 * A minus makes low scores the better ones; a pattern's name says what its instances are; `sum of l2:` is the aggregate
 * over instances and the toScalar of an output, `l2:` the toScalar alone. What the text says counts before the options.
 *
 * Throws the `SyntaxError` of `parse`, with its column, for a text that is no metric over the operations, the
 * statistics and the tables, and the error of `checkTree` for such a tree.
 *
 * @see formatProgram for the canonical text.
 *
 * @example
 * ```ts
 * import { format } from "@eznas/gp";
 * import { program } from "@eznas/program";
 *
 * const synflowLike = program("sum of sum: mul( T3, T3G_N )");
 * format(synflowLike.tree); // → 'mul(T3, T3G_N)'
 * synflowLike.aggregate([1, 2, 6]); // → 9
 * ```
 */
export function program<Terminal extends string>(
  source: string | Tree,
  options: ProgramOptions<Terminal> & { readonly terminals: readonly Terminal[] },
): Program<Terminal>;
export function program(source: string | Tree, options?: ProgramOptions): Program;
export function program<Terminal extends string>(
  source: string | Tree,
  options: ProgramOptions<Terminal> = {},
): Program<Terminal> {
  const vocabulary: Vocabulary<string> = { ...defaultVocabulary, ...options };
  const { ops, terminals: own } = { ops: vocabulary.ops, terminals: options.terminals };
  const { toScalar, aggregate, pattern, sign } = { ...defaultHead, ...options };
  const settings = { toScalar, aggregate, pattern, sign };
  const rest = own && { terminals: own };
  if (typeof source !== "string") {
    checkTree(source, vocabulary);
    return { tree: source, ops, ...settings, ...rest };
  }
  const text = splitText(source);
  const { body } = text;
  // In its place, so that the columns of errors are those of the whole text.
  const tree = parse(" ".repeat(body.column - 1) + body.text, vocabulary);
  return { tree, ops, ...settings, ...readHead(text, vocabulary), ...rest };
}
