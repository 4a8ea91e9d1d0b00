/** Random trees (Koza 1992), drawn as the paper's release draws them, with DEAP's rules. */
import { type DrawnOperation, leavesOf, operationsOf } from "./drawing-table.ts";
import { countArguments, type PrimitiveSet } from "./primitives.ts";
import type { Rng } from "./rng.ts";
import { integer, pick } from "./sample.ts";
import { call, callOf, type Leaf, leaf, type Tree } from "./tree.ts";

/** Makes a random tree over a set. */
export type TreeGenerator = (set: PrimitiveSet, rng: Rng) => Tree;

/** Between which depths the tree's limit is drawn, both included. */
export interface DepthRange {
  readonly minDepth: number;
  readonly maxDepth: number;
}

/**
 * Trees whose every branch ends at one depth, which is drawn uniformly from the range.
 *
 * Operations and terminals are drawn uniformly from the set's. Throws a RangeError at once for an invalid range,
 * and when called for a set without terminals, or without operations unless all trees are leaves.
 *
 * @example
 * ```ts
 * import { format, full, seeded } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, add: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * format(full({ minDepth: 2, maxDepth: 2 })(set, seeded(8))); // → 'add(abs(T3), abs(T3))'
 * ```
 */
export function full(range: DepthRange): TreeGenerator {
  checkRange("full", range);
  return (set, rng) => {
    const operations = drawable("full", set, range);
    const limit = depthIn(range, rng);
    // No branch may end before the limit, so whether one does is never drawn.
    return build(
      { operations, terminals: set.terminals, leaves: leavesOf(set), rng, limit, endsFrom: limit, terminalRatio: 0 },
      0,
    );
  };
}

/**
 * Trees whose branches end anywhere between `minDepth` and a depth that is drawn uniformly from the range.
 *
 * From `minDepth` on, a node above that depth is a terminal with the probability that a uniform draw from all the set's
 * names would give one, |terminals| / (|terminals| + |operations|); so sets with many terminals give small trees.
 * Throws as {@link full} does.
 *
 * @example
 * ```ts
 * import { format, grow, seeded } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, add: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * format(grow({ minDepth: 1, maxDepth: 4 })(set, seeded(7))); // → 'abs(abs(add(T3, T4_D)))'
 * ```
 */
export function grow(range: DepthRange): TreeGenerator {
  checkRange("grow", range);
  return (set, rng) => {
    const operations = drawable("grow", set, range);
    const limit = depthIn(range, rng);
    const terminalRatio = set.terminals.length / (set.terminals.length + operations.length);
    return build(
      {
        operations,
        terminals: set.terminals,
        leaves: leavesOf(set),
        rng,
        limit,
        endsFrom: range.minDepth,
        terminalRatio,
      },
      0,
    );
  };
}

/**
 * Trees of which half are {@link full} and half {@link grow}, with depths over the whole
 * range: the paper's initialization.
 *
 * Method and depth are drawn for each tree, so the ramp is one in expectation and does not
 * depend on how many trees are made.
 *
 * @example
 * ```ts
 * import { rampedHalfAndHalf, seeded } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, add: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const rng = seeded(1);
 * const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
 * Array.from({ length: 6 }, () => init(set, rng).depth); // → [ 2, 4, 4, 6, 4, 6 ]
 * ```
 */
export function rampedHalfAndHalf(range: DepthRange): TreeGenerator {
  const halves = [full(range), grow(range)];
  return (set, rng) => pick(halves, rng)(set, rng);
}

/** Deeper trees cannot be meant: a full one of binary operations would have more than 10³⁰⁰ nodes. */
const deepest = 1000;

function checkRange(caller: string, { minDepth, maxDepth }: DepthRange): void {
  if (!(Number.isInteger(minDepth) && Number.isInteger(maxDepth) && 0 <= minDepth && minDepth <= maxDepth))
    throw new RangeError(
      `${caller}: expected whole depths with 0 ≤ minDepth ≤ maxDepth, got ${minDepth} and ${maxDepth}`,
    );
  if (maxDepth > deepest) throw new RangeError(`${caller}: maxDepth must be at most ${deepest}, got ${maxDepth}`);
}

function depthIn({ minDepth, maxDepth }: DepthRange, rng: Rng): number {
  return minDepth + integer(maxDepth - minDepth + 1, rng);
}

/** The set's operations, when trees of the range can be drawn from it. */
function drawable(caller: string, set: PrimitiveSet, { maxDepth }: DepthRange): readonly DrawnOperation[] {
  if (set.terminals.length === 0) throw new RangeError(`${caller}: the set has no terminals; every branch ends in one`);
  const operations = operationsOf(set);
  if (maxDepth > 0 && operations.length === 0)
    throw new RangeError(
      `${caller}: the set has no operations, so no tree is deeper than 0; add one or ask for maxDepth 0`,
    );
  for (let i = 0; i < operations.length; i++) {
    const { name, arity } = operations[i]!;
    if (!(Number.isInteger(arity) && arity >= 1))
      throw new RangeError(`${caller}: "${name}" takes ${countArguments(arity)}; an operation takes 1 at least`);
  }
  return operations;
}

/** How a tree is drawn. */
interface Plan {
  readonly operations: readonly DrawnOperation[];
  readonly terminals: readonly string[];
  readonly leaves: readonly (Leaf | undefined)[];
  readonly rng: Rng;
  /** The depth at which every branch ends. */
  readonly limit: number;
  /** The depth from which a branch may end by chance, and how probably. */
  readonly endsFrom: number;
  readonly terminalRatio: number;
}

function build(plan: Plan, depth: number): Tree {
  const { operations, terminals, leaves, rng, limit } = plan;
  if (depth === limit || (depth >= plan.endsFrom && rng() < plan.terminalRatio)) {
    const place = integer(terminals.length, rng);
    const name = terminals[place]!;
    const shared = leaves[place];
    return shared?.name === name ? shared : leaf(name);
  }
  const { name, arity, named } = operations[integer(operations.length, rng)]!;
  const args = argumentsOf(arity, plan, depth + 1);
  return named ? callOf(name, args) : call(name, args);
}

function argumentsOf(arity: number, plan: Plan, depth: number): readonly Tree[] {
  // An array that is written out takes just the room it needs; one that grows takes several times as much.
  if (arity === 1) return [build(plan, depth)];
  if (arity === 2) return [build(plan, depth), build(plan, depth)];
  return Array.from({ length: arity }, () => build(plan, depth));
}
