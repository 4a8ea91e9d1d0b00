/** Sums over all values, in double precision: their value does not depend on a backend's order of addition. */

export function sum(values: Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

export function sumOfMagnitudes(values: Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i]!);
  return total;
}

export function sumOfSquares(values: Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]! * values[i]!;
  return total;
}

/** (x − mean) / deviation of every value, the deviation over n − 1; what would be NaN is 0. */
export function standardize(values: Float32Array): Float32Array {
  const n = values.length;
  const mean = sum(values) / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / (n - 1));
  const result = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const z = (values[i]! - mean) / deviation;
    result[i] = Number.isNaN(z) ? 0 : z;
  }
  return result;
}
