/** The shape of a tree's output, without touching a tensor. */
import { fold, type Tree } from "@eznas/gp";
import type { Op, OpTable, Shape } from "@eznas/ops";
import { faultAt, ruledShape } from "./failure/operation-fault.ts";

/**
 * The shape of one operation's result; undefined where it, or one of its arguments, does not apply. Throws an
 * OperationFault where its rule does.
 */
export function shapeOfCall(op: Op, args: readonly (Shape | undefined)[], place = 0): Shape | undefined {
  if (!args.every((shape) => shape !== undefined)) return undefined;
  try {
    return ruledShape(op, args);
  } catch (error) {
    throw faultAt(place, op, error);
  }
}

/**
 * The shape of a tree's output on statistics of the given shapes, or undefined where
 * one of its operations does not apply.
 *
 * Throws a RangeError for a terminal without a shape and for an operation that is not in the table, and an
 * `OperationFault` that
 * names an operation whose shape rule throws or gives no shape.
 *
 * @example
 * ```ts
 * import { parse } from "@eznas/gp";
 * import { ops } from "@eznas/ops";
 * import { inferShape } from "@eznas/program";
 *
 * const tree = parse("logDet(T3)", { ops, terminals: ["T3"] });
 * inferShape(tree, { T3: [16, 8, 3, 3] }, ops); // → [ 16, 8 ]
 * inferShape(tree, { T3: [16, 8, 7, 1] }, ops); // → undefined
 * ```
 */
export function inferShape(tree: Tree, shapes: Readonly<Record<string, Shape>>, ops: OpTable): Shape | undefined {
  return fold<Shape | undefined>(tree, {
    leaf: (name) => {
      const shape = shapes[name];
      if (!shape) throw new RangeError(`inferShape: no shape given for the terminal ${name}`);
      return shape;
    },
    call: (name, args) => shapeOfCall(operation("inferShape", ops, name), args),
  });
}

/** The operation of a name; a tree and a table that do not belong together are the caller's mistake. */
export function operation(caller: string, ops: OpTable, name: string): Op {
  const op = ops[name];
  if (!op)
    throw new RangeError(`${caller}: the table of operations has no "${name}"; give the table the tree was made for`);
  return op;
}
