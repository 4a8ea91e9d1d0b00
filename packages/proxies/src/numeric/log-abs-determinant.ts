/**
 * log |det| of a square matrix in row-major order, by elimination with partial pivoting
 * in float64; −∞ for a singular one.
 */
export function logAbsDeterminant(matrix: ArrayLike<number>): number {
  const n = Math.round(Math.sqrt(matrix.length));
  const a = Float64Array.from(matrix);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
    const head = a[pivot * n + k]!;
    sum += Math.log(Math.abs(head));
    if (head === 0) return sum;
    for (let j = k; j < n; j++) [a[k * n + j], a[pivot * n + j]] = [a[pivot * n + j]!, a[k * n + j]!];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / head;
      if (factor !== 0) for (let j = k + 1; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
    }
  }
  return sum;
}
