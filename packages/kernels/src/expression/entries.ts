import { expression } from "../wasm/expression.ts";
import { expressionRelaxed } from "../wasm/expression-relaxed.ts";

/** A byte offset into the memory, a multiple of 4. */
export type Pointer = number;

type Unary = (a: Pointer, out: Pointer, n: number) => void;
type Binary = (a: Pointer, b: Pointer, out: Pointer, n: number, stepA: number, stepB: number) => void;
type Batch = (a: Pointer, out: Pointer, batch: number, n: number, scratch: Pointer) => void;

/**
 * The functions of the SIMD module, as they are: pointers to float32 values, sizes in elements.
 *
 * They check nothing and allocate nothing. Up to 60 bytes past the end of an operand are read, and past that of a
 * result written.
 */
export interface Entries {
  readonly abs: Unary;
  readonly square: Unary;
  readonly reciprocal: Unary;
  readonly relu: Unary;
  readonly sign: Unary;
  readonly heaviside: Unary;
  readonly isNegative: Unary;
  readonly exp: Unary;
  readonly log: Unary;
  readonly absLog: Unary;
  readonly sigmoid: Unary;
  readonly normalize: Unary;

  /** A step of 16 goes along an operand; one of 0 stays at its first four values. */
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly less: Binary;
  readonly greater: Binary;
  readonly equal: Binary;

  readonly fill: (out: Pointer, n: number, value: number) => void;
  /** Four times the value at a. */
  readonly splat: (a: Pointer, out: Pointer) => void;
  /** Along the middle of three axes. */
  readonly softmax: (a: Pointer, out: Pointer, outer: number, length: number, inner: number) => void;

  /** Sums are in double precision. */
  readonly sum: (a: Pointer, n: number) => number;
  readonly sumAbs: (a: Pointer, n: number) => number;
  readonly sumSquares: (a: Pointer, n: number) => number;
  readonly hamming: (a: Pointer, b: Pointer, n: number) => number;
  readonly divergence: (a: Pointer, target: Pointer, n: number) => number;
  readonly cosine: (a: Pointer, b: Pointer, stepA: number, rows: number, n: number) => number;

  /** Matrices one after the other; a step of 0 bytes takes the same one each time. */
  readonly matMul: (
    a: Pointer,
    b: Pointer,
    out: Pointer,
    batch: number,
    stepA: number,
    stepB: number,
    m: number,
    k: number,
    n: number,
  ) => void;
  /** The scratch has room for 4·n² elements. */
  readonly determinants: Batch;
  readonly logDeterminants: Batch;
  /** The scratch has room for rows·n elements and rows² + 4·rows doubles. */
  readonly eigenvalueRatio: (m: Pointer, rows: number, n: number, inOrder: number, scratch: Pointer) => number;
}

/** The module over a memory. Throws an Error where the engine lacks SIMD, or relaxed SIMD when that is asked for. */
export function expressionEntries(memory: WebAssembly.Memory, relaxedSimd: boolean): Entries {
  const { exports } = new WebAssembly.Instance(compiled(relaxedSimd), { env: { memory } });
  return exports as unknown as Entries;
}

function compiled(relaxedSimd: boolean): WebAssembly.Module {
  const text = atob(relaxedSimd ? expressionRelaxed : expression);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new Error(`Arena: this engine has no WebAssembly ${relaxedSimd ? "relaxed " : ""}SIMD`, { cause });
  }
}
