/** LU decomposition with partial pivoting, in place, in single precision as the released programs had it. */

/**
 * Overwrites the n × n row-major matrix at `offset` by its factors: U on and above the diagonal, L's multipliers below.
 *
 * Gives the sign of the row permutation, 1 or −1. A singular matrix is decomposed too:
 * a zero stays on the diagonal of U.
 */
export function decompose(work: Float32Array, offset: number, n: number): number {
  let sign = 1;
  for (let k = 0; k < n; k++) {
    const row = offset + k * n;
    const pivot = pivotRow(work, offset, n, k);
    if (pivot !== row) {
      swapRows(work, row, pivot, n);
      sign = -sign;
    }
    const head = work[row + k]!;
    for (let below = row + n; below < offset + n * n; below += n) {
      if (head !== 0) work[below + k]! /= head;
      const factor = work[below + k]!;
      // The product is rounded before it is subtracted. Fused, 1/3 · 3 and its like leave a remainder in singular
      // matrices of small integers, and their logarithm is not −∞ then.
      for (let j = k + 1; j < n; j++) work[below + j]! -= Math.fround(factor * work[row + j]!);
    }
  }
  return sign;
}

/** Where the row begins that has the largest element of column k on or below the diagonal; NaN counts as largest. */
function pivotRow(work: Float32Array, offset: number, n: number, k: number): number {
  let pivot = offset + k * n;
  let largest = Math.abs(work[pivot + k]!);
  for (let row = pivot + n; row < offset + n * n; row += n) {
    const size = Math.abs(work[row + k]!);
    if (size > largest || Number.isNaN(size)) {
      largest = size;
      pivot = row;
    }
  }
  return pivot;
}

function swapRows(work: Float32Array, one: number, other: number, n: number): void {
  for (let j = 0; j < n; j++) {
    const kept = work[one + j]!;
    work[one + j] = work[other + j]!;
    work[other + j] = kept;
  }
}

/** The determinant of the n × n matrix at `offset`, which is overwritten. */
export function determinant(work: Float32Array, offset: number, n: number): number {
  let product = decompose(work, offset, n);
  for (let k = 0; k < n; k++) product *= work[offset + k * (n + 1)]!;
  return product;
}

/**
 * The logarithm of the determinant of the n × n matrix at `offset`, which is overwritten: −∞ when it is 0, NaN when it
 * is negative. A determinant beyond the range of the numbers has a logarithm all the same.
 */
export function logDeterminant(work: Float32Array, offset: number, n: number): number {
  let sign = decompose(work, offset, n);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const pivot = work[offset + k * (n + 1)]!;
    sign *= Math.sign(pivot);
    sum += Math.log(Math.abs(pivot));
  }
  return sign < 0 ? Number.NaN : sum;
}
