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

const validName = /^(?!\{)[^\s(),]+$/;

/** Whether a tree's text can hold the name, of an operation or of a terminal. */
export function isName(name: string): boolean {
  return validName.test(name);
}

/** Where the name in braces that begins at a place of a text ends; undefined where the braces do not close. */
export function endOfBraces(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Whether a leaf may have the name: what stands in braces that close at its end may hold anything. */
export function isLeafName(name: string): boolean {
  return name.startsWith("{") ? endOfBraces(name, 0) === name.length : isName(name);
}

/** Names that would make the text of a tree ambiguous are refused where they enter. */
function refuseName(caller: string, name: string, exception: string): never {
  throw new RangeError(
    `${caller}: a name has no spaces, commas or parentheses and is not empty, ${exception}, ` +
      `got ${JSON.stringify(name)}`,
  );
}

/**
 * A tree of one terminal; its depth is 0.
 *
 * A name in braces, as `{sum of l2: mul(T3, T4_D)}`, may hold anything but braces that do not match: a text of its own,
 * which says what the leaf stands for. Throws a RangeError for any other that is empty, begins with a brace, or has
 * spaces, commas or parentheses, which a tree's text could not tell apart.
 *
 * @example
 * ```ts
 * import { leaf } from "@eznas/gp";
 *
 * leaf("T3"); // → { kind: 'leaf', name: 'T3', size: 1, depth: 0 }
 * ```
 */
export function leaf(name: string): Leaf {
  if (!isLeafName(name)) refuseName("leaf", name, "unless braces enclose it");
  return { kind: "leaf", name, size: 1, depth: 0 };
}

/**
 * A tree of an operation and its arguments.
 *
 * Whether the operation exists and takes so many is for {@link checkTree} to say. Throws a RangeError for a name that
 * is empty, begins with a brace, or has spaces, commas or parentheses, and without arguments: what takes none is a
 * leaf.
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
  if (!isName(op)) refuseName("call", op, "and begins with no brace");
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
