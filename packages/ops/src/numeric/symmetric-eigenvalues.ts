/** The eigenvalues of a real symmetric matrix: Householder's tridiagonal form, then QL steps with Wilkinson's shift. */

/** What is smaller is negligible beside zeros too: arithmetic so near the smallest number no longer converges. */
const underflow = 2 ** -1000;
/** Two or three are usual for an eigenvalue; what has not converged after so many is taken as it is. */
const mostSteps = 64;

/**
 * The eigenvalues of the n × n symmetric matrix at `offset`, ascending; the matrix is overwritten.
 *
 * All NaN when an element is NaN or infinite. Golub and Van Loan, Matrix Computations, §8.3.
 */
export function symmetricEigenvalues(matrix: Float64Array, offset: number, n: number): Float64Array {
  const diagonal = new Float64Array(n);
  for (let i = offset; i < offset + n * n; i++) if (!Number.isFinite(matrix[i]!)) return diagonal.fill(Number.NaN);
  const beside = tridiagonalize(matrix, offset, n);
  for (let i = 0; i < n; i++) diagonal[i] = matrix[offset + i * (n + 1)]!;
  // Measured by the whole matrix: where sizes span many orders of magnitude, rounding at the large end keeps the small
  // end from ever becoming negligible beside its neighbors.
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(diagonal[i]!) + Math.abs(beside[i]!));
  for (let low = 0; low < n; low++) deflate(diagonal, beside, low, Number.EPSILON * norm + underflow);
  return diagonal.sort();
}

/**
 * Reduces the matrix, of which it reads the lower triangle, to tridiagonal form from the first column on; gives the
 * elements beside the diagonal.
 */
function tridiagonalize(a: Float64Array, offset: number, n: number): Float64Array {
  const at = (i: number, j: number): number => offset + i * n + j;
  const beside = new Float64Array(n);
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k + 1 < n; k++) {
    let scale = 0;
    for (let i = k + 2; i < n; i++) scale = Math.max(scale, Math.abs(a[at(i, k)]!));
    if (scale === 0) {
      beside[k] = a[at(k + 1, k)]!;
      continue;
    }
    scale = Math.max(scale, Math.abs(a[at(k + 1, k)]!));
    let squares = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = a[at(i, k)]! / scale;
      squares += v[i]! * v[i]!;
    }
    const length = v[k + 1]! < 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    beside[k] = -length * scale;
    const h = squares + length * v[k + 1]!;
    v[k + 1]! += length;
    // With H = I − v·vᵀ/h, the part below becomes H·A·H = A − v·qᵀ − q·vᵀ.
    let shared = 0;
    for (let i = k + 1; i < n; i++) {
      let dot = 0;
      for (let j = k + 1; j <= i; j++) dot += a[at(i, j)]! * v[j]!;
      for (let j = i + 1; j < n; j++) dot += a[at(j, i)]! * v[j]!;
      p[i] = dot / h;
      shared += p[i]! * v[i]!;
    }
    for (let i = k + 1; i < n; i++) p[i]! -= (shared / (2 * h)) * v[i]!;
    for (let i = k + 1; i < n; i++) for (let j = k + 1; j <= i; j++) a[at(i, j)]! -= v[i]! * p[j]! + p[i]! * v[j]!;
  }
  return beside;
}

/** QL steps until the element beside `diagonal[low]` vanishes. */
function deflate(diagonal: Float64Array, beside: Float64Array, low: number, negligible: number): void {
  for (let step = 0; step < mostSteps; step++) {
    const high = endOfBlock(diagonal, beside, low, negligible);
    if (high === low) return;
    const half = (diagonal[low + 1]! - diagonal[low]!) / (2 * beside[low]!);
    const root = Math.hypot(half, 1);
    let g = diagonal[high]! - diagonal[low]! + beside[low]! / (half + (half < 0 ? -root : root));
    let [sine, cosine, shift] = [1, 1, 0];
    let i = high - 1;
    for (; i >= low; i--) {
      const f = sine * beside[i]!;
      const b = cosine * beside[i]!;
      const r = Math.hypot(f, g);
      beside[i + 1] = r;
      if (r === 0) {
        // The chased element underflowed: the block has split here.
        diagonal[i + 1]! -= shift;
        beside[high] = 0;
        break;
      }
      sine = f / r;
      cosine = g / r;
      g = diagonal[i + 1]! - shift;
      const turned = (diagonal[i]! - g) * sine + 2 * cosine * b;
      shift = sine * turned;
      diagonal[i + 1] = g + shift;
      g = cosine * turned - b;
    }
    if (i >= low) continue;
    diagonal[low]! -= shift;
    beside[low] = g;
    beside[high] = 0;
  }
}

/** The last place of the block that begins at `low`: where the next element beside the diagonal is negligible. */
function endOfBlock(diagonal: Float64Array, beside: Float64Array, low: number, negligible: number): number {
  let high = low;
  for (; high + 1 < diagonal.length; high++) {
    const neighbors = Math.abs(diagonal[high]!) + Math.abs(diagonal[high + 1]!);
    if (Math.abs(beside[high]!) <= Number.EPSILON * neighbors + negligible) break;
  }
  return high;
}
