/** Inner products of centered columns over the number of rows, [columns × columns] in row-major order, in float64. */
export function covariances(values: ArrayLike<number>, columns: number): Float64Array {
  const rows = values.length / columns;
  const means = new Float64Array(columns);
  for (let start = 0; start < values.length; start += columns)
    for (let i = 0; i < columns; i++) means[i]! += values[start + i]! / rows;
  const sums = new Float64Array(columns * columns);
  // Four rows at once: the sums are read and written a fourth as often.
  const [a, b, c, d] = Array.from({ length: 4 }, () => new Float64Array(columns)) as [Row, Row, Row, Row];
  for (let start = 0; start < rows; start += 4) {
    for (const [i, row] of [a, b, c, d].entries()) {
      const from = (start + i) * columns;
      const inside = start + i < rows;
      for (let k = 0; k < columns; k++) row[k] = inside ? values[from + k]! - means[k]! : 0;
    }
    for (let i = 0; i < columns; i++) {
      const [w, x, y, z] = [a[i]!, b[i]!, c[i]!, d[i]!];
      const at = i * columns;
      for (let j = 0; j <= i; j++) sums[at + j]! += w * a[j]! + x * b[j]! + y * c[j]! + z * d[j]!;
    }
  }
  for (let i = 0; i < columns; i++)
    for (let j = 0; j <= i; j++) {
      const covariance = sums[i * columns + j]! / rows;
      sums[i * columns + j] = covariance;
      sums[j * columns + i] = covariance;
    }
  return sums;
}

type Row = Float64Array;

/** Pearson's correlations between rows, [rows × rows] in row-major order; NaN for a row that is constant. */
export function correlations(values: ArrayLike<number>, rows: number): Float64Array {
  const length = values.length / rows;
  const transposed = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < length; j++) transposed[j * rows + i] = values[i * length + j]!;
  return normalized(covariances(transposed, rows), rows);
}

/** Correlations from covariances. */
export function normalized(covariance: Float64Array, n: number): Float64Array {
  return covariance.map((value, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return value / Math.sqrt(covariance[i * n + i]! * covariance[j * n + j]!);
  });
}
