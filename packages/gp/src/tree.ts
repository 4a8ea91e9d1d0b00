/** Expression trees as immutable values. */

/** A terminal: a name that the evaluation binds to a value. */
export interface Leaf {
  readonly kind: "leaf";
  readonly name: string;
  readonly size: 1;
  readonly depth: 0;
}

/** An operation on the values of its arguments. */
export interface Call {
  readonly kind: "call";
  readonly op: string;
  readonly args: readonly Tree[];
  /** How many nodes the tree has, itself included. */
  readonly size: number;
  /** How many edges the longest way down has; DEAP's height. */
  readonly depth: number;
}

/**
 * An expression. Trees are plain data: they can be compared by their text, sent to a
 * worker, and shared by many larger trees.
 */
export type Tree = Leaf | Call;

const validName = /^[^\s(),]+$/;

export function isName(name: string): boolean {
  return validName.test(name);
}

/** Names that would make the text of a tree ambiguous are refused where they enter. */
function checkName(caller: string, name: string): void {
  if (!isName(name))
    throw new RangeError(
      `${caller}: a name has no spaces, commas or parentheses and is not empty, got ${JSON.stringify(name)}`,
    );
}

/**
 * A tree of one terminal; its depth is 0.
 *
 * Throws a RangeError for a name that is empty or has spaces, commas or parentheses, which a text could not tell apart.
 *
 * @example
 * ```ts
 * import { leaf } from "@eznas/gp";
 *
 * leaf("T3"); // → { kind: 'leaf', name: 'T3', size: 1, depth: 0 }
 * ```
 */
export function leaf(name: string): Leaf {
  checkName("leaf", name);
  return { kind: "leaf", name, size: 1, depth: 0 };
}

/**
 * A tree of an operation and its arguments.
 *
 * Whether the operation exists and takes so many is for {@link checkTree} to say. Throws a RangeError for a name as
 * {@link leaf} does, and without arguments: what takes none is a leaf.
 *
 * @example
 * ```ts
 * import { call, leaf } from "@eznas/gp";
 *
 * const tree = call("mul", [leaf("T3"), call("abs", [leaf("T3G_D")])]);
 * [tree.size, tree.depth]; // → [ 4, 2 ]
 * ```
 */
export function call(op: string, args: readonly Tree[]): Call {
  checkName("call", op);
  if (args.length === 0) throw new RangeError(`call: "${op}" has no arguments; what takes none is a leaf`);
  return callOf(op, args);
}

/** {@link call} for a name that was checked when it came in, and arguments of which there is one at least. */
export function callOf(op: string, args: readonly Tree[]): Call {
  let size = 1;
  let depth = 0;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    size += arg.size;
    depth = Math.max(depth, arg.depth + 1);
  }
  return { kind: "call", op, args, size, depth };
}
