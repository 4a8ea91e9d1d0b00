import fc from "fast-check";
import { nodes } from "../fold.ts";
import { arityOf, type PrimitiveSet } from "../primitives.ts";
import { call, leaf, type Tree } from "../tree.ts";

export interface TreeConstraints {
  /** A leaf has depth 0. Default: 5. */
  readonly maxDepth?: number;
}

/**
 * Arbitrary trees over a set. They shrink to one of their subtrees, to fewer nodes and to earlier names of the set.
 *
 * Throws a RangeError for a set without terminals; one without operations gives leaves.
 *
 * @example
 * ```ts
 * import { trees } from "@eznas/gp/testing";
 * import fc from "fast-check";
 *
 * const set = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * fc.assert(fc.property(trees(set, { maxDepth: 3 }), (tree) => tree.depth <= 3));
 * ```
 */
export function trees(set: PrimitiveSet, { maxDepth = 5 }: TreeConstraints = {}): fc.Arbitrary<Tree> {
  if (set.terminals.length === 0) throw new RangeError("trees: the set has no terminals; every branch ends in one");
  return new TreeArbitrary(set, Object.keys(set.ops).length === 0 ? 0 : maxDepth);
}

/** fast-check asks for a class. */
class TreeArbitrary extends fc.Arbitrary<Tree> {
  private readonly set: PrimitiveSet;
  private readonly maxDepth: number;
  private readonly ops: readonly string[];
  private readonly leafChance: number;

  constructor(set: PrimitiveSet, maxDepth: number) {
    super();
    this.set = set;
    this.maxDepth = maxDepth;
    this.ops = Object.keys(set.ops);
    // About one argument of each call is a call again: long branches and bushes both occur, and sizes stay moderate.
    const meanArity = this.ops.reduce((sum, name) => sum + arityOf(set, name)!, 0) / this.ops.length;
    this.leafChance = Math.max(0.15, 1 - 1 / meanArity);
  }

  override generate(random: fc.Random): fc.Value<Tree> {
    const limit = random.nextInt(0, this.maxDepth);
    const one = (list: readonly string[]): string => list[random.nextInt(0, list.length - 1)]!;
    const node = (depth: number): Tree => {
      if (depth === limit || (depth > 0 && random.nextDouble() < this.leafChance)) return leaf(one(this.set.terminals));
      const op = one(this.ops);
      return call(
        op,
        Array.from({ length: arityOf(this.set, op)! }, () => node(depth + 1)),
      );
    };
    return new fc.Value(node(0), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Tree {
    return typeof value === "object" && value !== null && "kind" in value;
  }

  override shrink(tree: Tree): fc.Stream<fc.Value<Tree>> {
    return fc.stream(this.smaller(tree)).map((smaller) => new fc.Value(smaller, undefined));
  }

  /** Smallest first; each is smaller or has an earlier name, so shrinking ends. */
  private *smaller(tree: Tree): IterableIterator<Tree> {
    if (tree.kind === "leaf") {
      const [first] = this.set.terminals;
      if (tree.name !== first) yield leaf(first!);
      return;
    }
    yield* nodes(tree)
      .slice(1)
      .sort((a, b) => a.size - b.size);
    for (const [place, arg] of tree.args.entries())
      for (const smaller of this.smaller(arg)) yield call(tree.op, tree.args.with(place, smaller));
    const fewer = this.ops.find((name) => arityOf(this.set, name)! < tree.args.length);
    if (fewer !== undefined)
      for (let end = arityOf(this.set, fewer)!; end <= tree.args.length; end++)
        yield call(fewer, tree.args.slice(end - arityOf(this.set, fewer)!, end));
    const earlier = this.ops.find((name) => arityOf(this.set, name) === tree.args.length);
    if (earlier !== undefined && earlier !== tree.op) yield call(earlier, tree.args);
  }
}
