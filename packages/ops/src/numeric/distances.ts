/** Two arrays of values compared as wholes, in double precision. */

/** In how many places one is above 0 and the other is not; an array of one value is repeated. */
export function signMismatches(a: Float32Array, b: Float32Array): number {
  const [stepA, stepB] = [a.length > 1 ? 1 : 0, b.length > 1 ? 1 : 0];
  let count = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i * stepA]! > 0 !== b[i * stepB]! > 0) count++;
  return count;
}

/** Σ t·(log t − x) over the targets t above 0, x the input at the same place. */
export function divergence(input: Float32Array, target: Float32Array): number {
  let total = 0;
  for (let i = 0; i < target.length; i++) if (target[i]! > 0) total += target[i]! * (Math.log(target[i]!) - input[i]!);
  return total;
}

/** Below this product of squared lengths, that of ε = 10⁻⁸ squared, two rows count as longer than they are. */
const shortest = 1e-16;

/** Σ cos(row of a, row of b); the rows are equally long, and a single row of a meets every row of b. */
export function cosineOfRows(a: Float32Array, rowsOfA: number, b: Float32Array, rowsOfB: number): number {
  const columns = a.length / rowsOfA;
  let total = 0;
  for (let row = 0; row < rowsOfB; row++) {
    const [startA, startB] = [(rowsOfA === 1 ? 0 : row) * columns, row * columns];
    let [dot, squaresA, squaresB] = [0, 0, 0];
    for (let k = 0; k < columns; k++) {
      const [x, y] = [a[startA + k]!, b[startB + k]!];
      dot += x * y;
      squaresA += x * x;
      squaresB += y * y;
    }
    const squares = squaresA * squaresB;
    total += dot / Math.sqrt(Math.max(squares, shortest));
  }
  return total;
}
