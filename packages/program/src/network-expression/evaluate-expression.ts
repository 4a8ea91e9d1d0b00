import { fold, suggest, type Tree } from "@eznas/gp";
import { constantOf } from "./constants.ts";
import type { ScalarOp, ScalarOpTable } from "./scalar-op.ts";
import { scalarOps } from "./table.ts";

/** A number of each network, by the name of the leaf that stands for it; all of one length. */
export type Columns = ReadonlyMap<string, Float64Array>;

/**
 * An expression's value on each of some networks, from their scalars: a tree over {@link scalarOps}, whose leaves are
 * the columns' names and numbers.
 *
 * Values that are NaN or infinite are kept: whoever makes scores of them judges the root. Throws a RangeError for a
 * leaf that is neither a column nor a number, for an operation that is not in the table, and for columns of different
 * lengths.
 *
 * @example
 * ```ts
 * import { evaluateExpression, scalarOps } from "@eznas/program";
 * import { parse } from "@eznas/gp";
 *
 * const columns = new Map([["params", Float64Array.of(1, 10)], ["{mean: T3}", Float64Array.of(3, 4)]]);
 * const tree = parse("add(mul(2, params), {mean: T3})", { ops: scalarOps, terminals: ["2", ...columns.keys()] });
 * [...evaluateExpression(tree, columns)]; // → [ 5, 24 ]
 * ```
 */
export function evaluateExpression(tree: Tree, columns: Columns, ops: ScalarOpTable = scalarOps): Float64Array {
  const networks = lengthOf(columns);
  const value = fold<Float64Array>(tree, {
    leaf(name) {
      const column = columns.get(name);
      if (column) return column;
      const constant = constantOf(name);
      if (constant !== undefined) return new Float64Array(networks).fill(constant);
      throw new RangeError(`evaluateExpression: there is no column "${name}"; ${suggest(name, [...columns.keys()])}`);
    },
    call: (name, args) => applied(scalarOpNamed("evaluateExpression", ops, name), args),
  });
  return tree.kind === "leaf" ? value.slice() : value;
}

function lengthOf(columns: Columns): number {
  const [first] = columns;
  if (!first)
    throw new RangeError("evaluateExpression: there are no columns, so no networks either; give one at least");
  const [name, { length }] = first;
  for (const [other, column] of columns)
    if (column.length !== length)
      throw new RangeError(
        `evaluateExpression: "${name}" has ${length} networks and "${other}" ${column.length}; expected as many`,
      );
  return length;
}

function applied({ of, arity }: ScalarOp, args: readonly Float64Array[]): Float64Array {
  const [a, b] = args as [Float64Array, Float64Array];
  const result = new Float64Array(a.length);
  if (arity === 1) for (let i = 0; i < result.length; i++) result[i] = of(a[i]!);
  else if (arity === 2) for (let i = 0; i < result.length; i++) result[i] = of(a[i]!, b[i]!);
  else for (let i = 0; i < result.length; i++) result[i] = of(...args.map((arg) => arg[i]!));
  return result;
}

/** An operation of a table; throws a RangeError in the caller's name where it has none of that name. */
export function scalarOpNamed(caller: string, ops: ScalarOpTable, name: string): ScalarOp {
  if (Object.hasOwn(ops, name)) return ops[name]!;
  throw new RangeError(`${caller}: unknown operation "${name}"; ${suggest(name, Object.keys(ops))}`);
}
