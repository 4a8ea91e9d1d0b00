/** What trees are made of. */

/**
 * Operations by name, of which only the number of arguments matters here, and the names of the terminals.
 *
 * The operations of `@eznas/ops` and the statistics of `@eznas/stats` are such a set as they are. A tree's text tells
 * calls and terminals apart, so a name may be both. A set is a value: what is drawn from one is read from `ops` once,
 * so an operation more makes another record.
 *
 * @example
 * ```ts
 * import { format, grow, type PrimitiveSet, seeded } from "@eznas/gp";
 *
 * const set: PrimitiveSet = { ops: { not: { arity: 1 }, and: { arity: 2 } }, terminals: ["a", "b"] };
 * format(grow({ minDepth: 1, maxDepth: 3 })(set, seeded(5))); // → 'not(and(b, a))'
 * ```
 */
export interface PrimitiveSet {
  readonly ops: Readonly<Record<string, { readonly arity: number }>>;
  readonly terminals: readonly string[];
}

/**
 * How many arguments an operation of the set takes; undefined for what is no
 * operation, as `toString` of a plain object.
 */
export function arityOf({ ops }: PrimitiveSet, name: string): number | undefined {
  return Object.hasOwn(ops, name) ? ops[name]!.arity : undefined;
}

/** "1 argument", "2 arguments". */
export function countArguments(count: number): string {
  return `${count} argument${count === 1 ? "" : "s"}`;
}
