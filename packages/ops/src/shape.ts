/** Shape rules: from the arguments' shapes to the value's, or undefined where an operation does not apply. */

/** The length of each axis of a tensor; `[]` is that of a single number. */
export type Shape = readonly number[];

/**
 * The rule of an elementwise operation: the shape of its one argument.
 *
 * @example
 * ```ts
 * import { sameShape } from "@eznas/ops";
 *
 * sameShape([16, 3, 3, 3]); // → [ 16, 3, 3, 3 ]
 * ```
 */
export function sameShape(a: Shape): Shape {
  return a;
}

/**
 * The rule of a reduction of the whole tensor to one number: `[]`.
 *
 * @example
 * ```ts
 * import { scalarShape } from "@eznas/ops";
 *
 * scalarShape([16, 3, 3, 3]); // → []
 * ```
 */
export function scalarShape(_a: Shape): Shape {
  return [];
}

/**
 * The rule of an elementwise operation of two tensors, by NumPy's broadcasting: axes are matched from the last, and an
 * axis of length 1, or a missing one, is repeated.
 *
 * @example
 * ```ts
 * import { broadcast } from "@eznas/ops";
 *
 * broadcast([16, 1, 8], [3, 8]); // → [ 16, 3, 8 ]
 * broadcast([2, 3], [3, 2]); // → undefined
 * ```
 */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const ahead = long.length - short.length;
  const shape = [...long];
  for (const [i, length] of short.entries()) {
    const other = shape[ahead + i]!;
    if (length !== other && length !== 1 && other !== 1) return undefined;
    if (other === 1) shape[ahead + i] = length;
  }
  return shape;
}

/**
 * The rule of an operation on each matrix of the last two axes, which must be square: the axes before them.
 *
 * @example
 * ```ts
 * import { perMatrix } from "@eznas/ops";
 *
 * perMatrix([16, 8, 3, 3]); // → [ 16, 8 ]
 * perMatrix([16, 8, 3, 1]); // → undefined
 * ```
 */
export function perMatrix(a: Shape): Shape | undefined {
  return a.length >= 2 && a.at(-1) === a.at(-2) ? a.slice(0, -2) : undefined;
}

/**
 * The rule of the matrix product over the last two axes, as NumPy's `matmul` has it: the axes before them are
 * broadcast; a vector counts as a row on the left and as a column on the right, and that axis is dropped. A single
 * number, which NumPy refuses, counts as a vector of length 1, as in the released code.
 *
 * @example
 * ```ts
 * import { matrixProduct } from "@eznas/ops";
 *
 * matrixProduct([16, 3, 2, 4], [3, 4, 5]); // → [ 16, 3, 2, 5 ]
 * matrixProduct([2, 4], [4]); // → [ 2 ]
 * matrixProduct([2, 4], [2, 4]); // → undefined
 * ```
 */
export function matrixProduct(a: Shape, b: Shape): Shape | undefined {
  const left = asRow(a);
  const right = asColumn(b);
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2));
  if (!batch || left.at(-1) !== right.at(-2)) return undefined;
  return [...batch, ...(a.length < 2 ? [] : left.slice(-2, -1)), ...(b.length < 2 ? [] : right.slice(-1))];
}

/** The left factor's shape as matrices. */
export function asRow(a: Shape): Shape {
  return a.length < 2 ? [1, a[0] ?? 1] : a;
}

/** The right factor's shape as matrices. */
export function asColumn(b: Shape): Shape {
  return b.length < 2 ? [b[0] ?? 1, 1] : b;
}

/** The shape that a kernel's value is to have; a kernel asked where its rule says undefined is the caller's mistake. */
export function required(kernel: string, shape: Shape | undefined, ...args: readonly Shape[]): number[] {
  if (shape) return [...shape];
  const given = args.map((arg) => `[${arg.join(", ")}]`).join(" and ");
  throw new RangeError(`${kernel}: does not apply to the shape ${given}; ask its shape rule first`);
}
