/** The eigenvalues of a real matrix: Hessenberg form by reflections, then Francis's double QR steps. */

export interface Eigenvalues {
  /** Along the diagonal of the Schur form. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** What is smaller is negligible beside zeros too: arithmetic so near the smallest number no longer converges. */
const underflow = 2 ** -1000;
/** After each so many steps without a deflation one has an exceptional shift; after so many the matrix is given up. */
const exceptional = 10;
const hopeless = 100;

/**
 * The eigenvalues of the n × n matrix at `offset`, in the order in which they stand on the diagonal of its Schur form;
 * the matrix is overwritten.
 *
 * All NaN when an element is NaN or infinite. Golub and Van Loan, Matrix Computations, §7.5.
 */
export function eigenvalues(matrix: Float64Array, offset: number, n: number): Eigenvalues {
  const real = new Float64Array(n).fill(Number.NaN);
  const imaginary = new Float64Array(n).fill(Number.NaN);
  for (let i = offset; i < offset + n * n; i++) if (!Number.isFinite(matrix[i]!)) return { real, imaginary };
  const a = matrix.subarray(offset, offset + n * n);
  toHessenberg(a, n);
  let steps = 0;
  for (let high = n - 1; high >= 0; ) {
    const low = startOfBlock(a, n, high);
    if (low === high) {
      real[high] = a[high * n + high]!;
      imaginary[high] = 0;
    } else if (low === high - 1) solvePair(a, n, low, real, imaginary);
    else if (steps++ < hopeless) {
      francisStep(a, n, low, high, steps % exceptional === 0 ? steps / exceptional : 0);
      continue;
    } else return { real, imaginary };
    high = low - 1;
    steps = 0;
  }
  return { real, imaginary };
}

/** Both ends included. */
type Range = readonly [from: number, to: number];

/**
 * Applies the reflection I − 2·v·vᵀ/(vᵀv), v over the places from `first`, on the left to
 * columns, then on the right to rows.
 */
function reflect(a: Float64Array, n: number, v: readonly number[], first: number, columns: Range, rows: Range): void {
  const squares = v.reduce((total, x) => total + x * x, 0);
  if (squares === 0) return;
  for (let column = columns[0]; column <= columns[1]; column++) mirror(a, v, squares, first * n + column, n);
  for (let row = rows[0]; row <= rows[1]; row++) mirror(a, v, squares, row * n + first, 1);
}

/** Reflects the vector that begins at `start`, its elements `stride` apart. */
function mirror(a: Float64Array, v: readonly number[], squares: number, start: number, stride: number): void {
  let dot = 0;
  for (let i = 0, at = start; i < v.length; i++, at += stride) dot += v[i]! * a[at]!;
  const factor = (2 * dot) / squares;
  for (let i = 0, at = start; i < v.length; i++, at += stride) a[at]! -= factor * v[i]!;
}

/** The normal of the reflection that maps x on its first axis; zero when x lies there already. */
function normalOf(x: readonly number[]): number[] {
  const scale = Math.max(...x.map(Math.abs));
  if (scale === 0 || x.slice(1).every((value) => value === 0)) return x.map(() => 0);
  const v = x.map((value) => value / scale);
  v[0]! += v[0]! < 0 ? -Math.hypot(...v) : Math.hypot(...v);
  return v;
}

function toHessenberg(a: Float64Array, n: number): void {
  for (let k = 0; k + 2 < n; k++) {
    const column = Array.from({ length: n - k - 1 }, (_, i) => a[(k + 1 + i) * n + k]!);
    reflect(a, n, normalOf(column), k + 1, [k, n - 1], [0, n - 1]);
    for (let i = k + 2; i < n; i++) a[i * n + k] = 0;
  }
}

/**
 * The first place of the block that ends at `high`: below the last negligible element
 * beside the diagonal, which is cleared.
 */
function startOfBlock(a: Float64Array, n: number, high: number): number {
  for (let k = high; k > 0; k--) {
    const neighbors = Math.abs(a[(k - 1) * n + k - 1]!) + Math.abs(a[k * n + k]!);
    if (Math.abs(a[k * n + k - 1]!) > Number.EPSILON * neighbors + underflow) continue;
    a[k * n + k - 1] = 0;
    return k;
  }
  return 0;
}

/** One double-shifted QR step on the block from `low` to `high`, the block's `exception`th where that is not 0. */
function francisStep(a: Float64Array, n: number, low: number, high: number, exception: number): void {
  const at = (i: number, j: number): number => a[i * n + j]!;
  const [trace, product] = shiftsOf(a, n, high, exception);
  // The first column of (A − s₁)(A − s₂), which has three elements.
  let x = [
    at(low, low) * (at(low, low) - trace) + at(low, low + 1) * at(low + 1, low) + product,
    at(low + 1, low) * (at(low, low) + at(low + 1, low + 1) - trace),
    at(low + 1, low) * at(low + 2, low + 1),
  ];
  for (let k = low; k < high; k++) {
    reflect(a, n, normalOf(x), k, [Math.max(k - 1, low), high], [low, Math.min(k + 3, high)]);
    if (k > low) for (let i = k + 1; i <= Math.min(k + 2, high); i++) a[i * n + k - 1] = 0;
    x = [at(k + 1, k), ...(k + 2 <= high ? [at(k + 2, k)] : []), ...(k + 3 <= high ? [at(k + 3, k)] : [])];
  }
}

/**
 * The sum and the product of a step's two shifts: the eigenvalues of the last 2 × 2, which may lead in a circle. The
 * first exception leaves it, unless its shifts happen to be those of the circle; the others have LAPACK's.
 */
function shiftsOf(a: Float64Array, n: number, high: number, exception: number): readonly [number, number] {
  const at = (i: number, j: number): number => a[i * n + j]!;
  const [p, q] = [high - 1, high];
  if (exception === 0) return [at(p, p) + at(q, q), at(p, p) * at(q, q) - at(p, q) * at(q, p)];
  const stuck = Math.abs(at(q, p)) + Math.abs(at(p, high - 2));
  if (exception === 1) return [1.5 * stuck, stuck * stuck];
  const middle = at(q, q) + 0.75 * stuck;
  return [2 * middle, middle * middle + 0.4375 * stuck * stuck];
}

/** The two eigenvalues of the 2 × 2 block at `k`: real ones in the order of its Schur form, else a conjugate pair. */
function solvePair(a: Float64Array, n: number, k: number, real: Float64Array, imaginary: Float64Array): void {
  const [top, right, left, bottom] = [a[k * n + k]!, a[k * n + k + 1]!, a[(k + 1) * n + k]!, a[(k + 1) * n + k + 1]!];
  const half = (top - bottom) / 2;
  const discriminant = half * half + right * left;
  imaginary[k] = imaginary[k + 1] = 0;
  if (discriminant < 0) {
    real[k] = real[k + 1] = (top + bottom) / 2;
    imaginary[k] = Math.sqrt(-discriminant);
    imaginary[k + 1] = -imaginary[k]!;
    return;
  }
  const z = half + (half < 0 ? -Math.sqrt(discriminant) : Math.sqrt(discriminant));
  real[k] = bottom + z;
  real[k + 1] = z === 0 ? bottom : bottom - (right * left) / z;
}
