/** What a set has to be drawn from, read once and not for every tree. */
import type { PrimitiveSet } from "./primitives.ts";
import { isLeafName, isName, type Leaf, leaf } from "./tree.ts";

/** An operation that a random tree may get. */
export interface DrawnOperation {
  readonly name: string;
  readonly arity: number;
  /** Whether a tree may have the name; one that may not is refused when it is drawn. */
  readonly named: boolean;
}

const operationTables = new WeakMap<PrimitiveSet["ops"], readonly DrawnOperation[]>();
const leafTables = new WeakMap<PrimitiveSet["terminals"], readonly (Leaf | undefined)[]>();

/** The operations in the set's order. They are read when they are first asked for. */
export function operationsOf({ ops }: PrimitiveSet): readonly DrawnOperation[] {
  let table = operationTables.get(ops);
  if (!table) {
    table = Object.entries(ops).map(([name, { arity }]) => ({ name, arity, named: isName(name) }));
    operationTables.set(ops, table);
  }
  return table;
}

/** A leaf for each terminal, which all random trees share; none for a name that a leaf may not have. */
export function leavesOf({ terminals }: PrimitiveSet): readonly (Leaf | undefined)[] {
  let table = leafTables.get(terminals);
  if (!table) {
    table = terminals.map((name) => (isLeafName(name) ? leaf(name) : undefined));
    leafTables.set(terminals, table);
  }
  return table;
}
