/** Metrics that a search begins with. */
import { format, type Tree } from "@eznas/gp";
import type { OpTable } from "@eznas/ops";
import { formatHead, type Head, type ProgramOptions, program, wholeVocabulary } from "@eznas/program";

export interface SeededSearch extends Omit<ProgramOptions<string>, "ops" | "terminals"> {
  readonly seedPrograms?: readonly string[] | undefined;
  readonly primitives: { readonly ops: OpTable; readonly terminals: readonly string[] };
  readonly maxDepth: number;
  readonly population: number;
}

/** What a judge of trees says of one. */
type Judged =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "shape" | "non-finite" }
  | { readonly ok: false; readonly reason: "operation"; readonly operation: string; readonly detail: string };

/**
 * The trees of metrics' texts, for a search whose programs differ in their trees alone.
 *
 * Throws a RangeError for a text that says something else of sign, pattern, toScalar or aggregate than the search does, for one that is too
 * deep or comes twice, and for more texts than the population has places; the SyntaxError of `program` for what is no metric over the
 * search's operations and terminals.
 */
export function seedTrees(options: SeededSearch): readonly Tree[] {
  const { seedPrograms = [], primitives, maxDepth, population, toScalars, aggregates, patterns } = options;
  const vocabulary = {
    ...wholeVocabulary,
    ...(toScalars && { toScalars }),
    ...(aggregates && { aggregates }),
    ...(patterns && { patterns }),
    ...primitives,
  };
  if (seedPrograms.length > population)
    throw new RangeError(
      `search: ${seedPrograms.length} seed programs do not fit into a population of ${population}; give fewer, or a larger population`,
    );
  const seen = new Set<string>();
  return seedPrograms.map((text) => {
    const { tree, ...head } = read(text, vocabulary);
    checkHead(text, head, options);
    if (tree.depth > maxDepth) refuse(text, `its depth is ${tree.depth}, maxDepth is ${maxDepth}`);
    const canonical = format(tree);
    if (seen.has(canonical)) refuse(text, "it comes twice");
    seen.add(canonical);
    return tree;
  });
}

function read(text: string, vocabulary: ProgramOptions<string>): Head & { readonly tree: Tree } {
  try {
    return program(text, { ...vocabulary, terminals: vocabulary.terminals ?? [] });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new SyntaxError(`search: seed program "${text}": ${cause.message}`, { cause });
  }
}

function checkHead(text: string, head: Head, search: Head): void {
  const [own, ofSearch] = [formatHead(head), formatHead(search)];
  if (own !== ofSearch)
    refuse(
      text,
      `it is a metric "${own}<tree>", and the search evolves "${ofSearch}<tree>"; search with its toScalar, aggregate, pattern and sign, ` +
        "or write those of the search before its tree",
    );
}

/** Refuses seeds that have no score on the networks that a search looks at before it begins. */
export function checkSeeds(trees: readonly Tree[], judge: (tree: Tree) => Judged): void {
  for (const tree of trees) {
    const verdict = judge(tree);
    if (verdict.ok) continue;
    refuse(format(tree), problemOf(verdict));
  }
}

function problemOf(verdict: Judged & { readonly ok: false }): string {
  if (verdict.reason === "operation") return `operation "${verdict.operation}" ${verdict.detail}`;
  return verdict.reason === "shape"
    ? "an operation of it does not apply to the shapes of the tasks' networks"
    : "it is NaN or infinite on one of the tasks' networks";
}

function refuse(text: string, problem: string): never {
  throw new RangeError(`search: seed program "${text}": ${problem}`);
}
