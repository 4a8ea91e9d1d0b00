/**
 * A tensor as rows along its first axis, usually the samples of a batch: how they relate, and what they have in common.
 */

/** In how many places each two rows are both above 0 or both not: a matrix. */
export function agreements(values: Float32Array, rows: number): Float64Array {
  const columns = values.length / rows;
  const words = Math.ceil(columns / 32);
  // A code of 32 places a number: counting them takes a thirtieth of the time that comparing values does.
  const codes = new Int32Array(rows * words);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < columns; k++)
      if (values[row * columns + k]! > 0) codes[row * words + (k >>> 5)]! |= 1 << (k & 31);
  return symmetric(rows, (i, j) => {
    let mismatches = 0;
    for (let k = 0; k < words; k++) mismatches += onesIn(codes[i * words + k]! ^ codes[j * words + k]!);
    return columns - mismatches;
  });
}

/** How many bits of a 32-bit number are set. */
function onesIn(code: number): number {
  let bits = code - ((code >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Pearson's correlation of each two rows: a matrix, 0 where one of them is constant. */
export function correlations(values: Float32Array, rows: number): Float64Array {
  const columns = values.length / rows;
  const deviations = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    // From the first value on, so that the deviations of a constant row are zeros and not what rounding leaves.
    const first = values[start]!;
    let mean = 0;
    for (let k = 0; k < columns; k++) mean += (values[start + k]! - first) / columns;
    let squares = 0;
    for (let k = 0; k < columns; k++) {
      const deviation = values[start + k]! - first - mean;
      deviations[start + k] = deviation;
      squares += deviation * deviation;
    }
    const over = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let k = 0; k < columns; k++) deviations[start + k]! *= over;
  }
  return symmetric(rows, (i, j) => {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += deviations[i * columns + k]! * deviations[j * columns + k]!;
    return Math.max(-1, Math.min(1, sum));
  });
}

function symmetric(n: number, of: (i: number, j: number) => number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = of(i, j);
  return matrix;
}

/** Of every column, its mean over the rows. */
export function meanOfRows(values: Float32Array, rows: number): Float64Array {
  const columns = values.length / rows;
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++) for (let k = 0; k < columns; k++) means[k]! += values[row * columns + k]!;
  return means.map((sum) => sum / rows);
}

/** Of every column, its standard deviation over the rows, the sum of squares over n: exactly 0 where all are equal. */
export function deviationOfRows(values: Float32Array, rows: number): Float64Array {
  const columns = values.length / rows;
  const results = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    const first = values[k]!;
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += (values[row * columns + k]! - first) / rows;
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += (values[row * columns + k]! - first - mean) ** 2;
    results[k] = Math.sqrt(squares / rows);
  }
  return results;
}

/** The tensor with its first two axes, of these lengths, exchanged. */
export function exchanged(values: Float32Array, first: number, second: number): Float32Array {
  const inner = values.length / first / second;
  const result = new Float32Array(values.length);
  for (let i = 0; i < first; i++)
    for (let j = 0; j < second; j++) {
      const from = (i * second + j) * inner;
      result.set(values.subarray(from, from + inner), (j * first + i) * inner);
    }
  return result;
}
