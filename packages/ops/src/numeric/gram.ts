/** M·Mᵀ in double precision, M row-major with the given number of rows. */
export function gram(values: Float32Array, rows: number): Float64Array {
  const columns = values.length / rows;
  const product = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += values[i * columns + k]! * values[j * columns + k]!;
      product[i * rows + j] = product[j * rows + i] = sum;
    }
  return product;
}
