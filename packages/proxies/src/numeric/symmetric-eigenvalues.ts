/**
 * The eigenvalues of a symmetric matrix in row-major order, ascending: Householder's reduction to tridiagonal form, then implicit QL
 * (Golub and Van Loan, §8.3). Takes about 4n³/3 operations in float64. The matrix is left as it is.
 */
export function symmetricEigenvalues(matrix: ArrayLike<number>): Float64Array {
  const n = Math.round(Math.sqrt(matrix.length));
  const { diagonal, off } = tridiagonal(Float64Array.from(matrix), n);
  implicitQl(diagonal, off);
  return diagonal.sort();
}

/** `off[i]` couples i and i + 1; the last is 0. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly off: Float64Array;
}

function tridiagonal(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const off = new Float64Array(n);
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    diagonal[k] = a[k * n + k]!;
    let scale = 0;
    for (let i = k + 1; i < n; i++) scale = Math.max(scale, Math.abs(a[i * n + k]!));
    if (scale === 0) continue;
    let square = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = a[i * n + k]! / scale;
      square += v[i]! ** 2;
    }
    const alpha = v[k + 1]! > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    off[k] = alpha * scale;
    v[k + 1]! -= alpha;
    const half = square - alpha * (v[k + 1]! + alpha);
    if (half === 0) continue;
    // A ← A − v qᵀ − q vᵀ, on the lower triangle.
    let dot = 0;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j <= i; j++) sum += a[i * n + j]! * v[j]!;
      for (let j = i + 1; j < n; j++) sum += a[j * n + i]! * v[j]!;
      p[i] = sum / half;
      dot += p[i]! * v[i]!;
    }
    const share = dot / (2 * half);
    for (let i = k + 1; i < n; i++) p[i]! -= share * v[i]!;
    for (let i = k + 1; i < n; i++) for (let j = k + 1; j <= i; j++) a[i * n + j]! -= v[i]! * p[j]! + p[i]! * v[j]!;
  }
  diagonal[n - 1] = a[n * n - 1]!;
  return { diagonal, off };
}

function implicitQl(d: Float64Array, e: Float64Array): void {
  const n = d.length;
  let size = 0;
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(d[i]!), Math.abs(e[i]!));
  const negligible = size * Number.EPSILON ** 2;
  const couples = (i: number): boolean =>
    Math.abs(e[i]!) > Number.EPSILON * (Math.abs(d[i]!) + Math.abs(d[i + 1]!)) + negligible;
  for (let l = 0; l < n; l++) {
    for (let iteration = 0; ; iteration++) {
      let m = l;
      while (m < n - 1 && couples(m)) m++;
      if (m === l || iteration === 60) break;
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      const r = Math.hypot(g, 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g < 0 ? -r : r));
      let [s, c, p] = [1, 1, 0];
      let i = m - 1;
      for (; i >= l; i--) {
        const [f, b] = [s * e[i]!, c * e[i]!];
        const h = Math.hypot(f, g);
        e[i + 1] = h;
        if (h === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / h;
        c = g / h;
        g = d[i + 1]! - p;
        const t = (d[i]! - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
      }
      if (i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}
