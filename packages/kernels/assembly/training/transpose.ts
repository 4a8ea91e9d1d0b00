/** y[c, r] = x[r, c] for a row-major x of `rows` × `columns`. */
export function transpose(x: usize, y: usize, rows: i32, columns: i32): void {
  transposeStrided(x, (<usize>columns) << 2, y, (<usize>rows) << 2, rows, columns);
}

/**
 * `batch` matrices that follow each other, each transposed: NHWC to NCHW with rows = h·w,
 * NCHW to NHWC with rows = channels.
 */
export function transposeBatch(x: usize, y: usize, batch: i32, rows: i32, columns: i32): void {
  const size = (<usize>rows * <usize>columns) << 2;
  for (let b = 0; b < batch; b++) transpose(x + <usize>b * size, y + <usize>b * size, rows, columns);
}

/** A filter HWIO to OIHW: y[o, i, t] = x[t, i, o] with t over the `taps` = h·w. */
export function filterToOihw(x: usize, y: usize, taps: i32, inputs: i32, outputs: i32): void {
  const xRow = (<usize>inputs * <usize>outputs) << 2;
  const yRow = (<usize>inputs * <usize>taps) << 2;
  for (let i = 0; i < inputs; i++)
    transposeStrided(
      x + ((<usize>i * <usize>outputs) << 2),
      xRow,
      y + ((<usize>i * <usize>taps) << 2),
      yRow,
      taps,
      outputs,
    );
}

/** A filter HWIO turned by 180° with its channels exchanged: y[T − 1 − t, o, i] = x[t, i, o]. */
export function rotateFilter(x: usize, y: usize, taps: i32, inputs: i32, outputs: i32): void {
  const size = (<usize>inputs * <usize>outputs) << 2;
  for (let t = 0; t < taps; t++) transpose(x + <usize>t * size, y + <usize>(taps - 1 - t) * size, inputs, outputs);
}

/** {@link transpose} of matrices whose rows lie `xRow` and `yRow` bytes apart. */
function transposeStrided(x: usize, xRow: usize, y: usize, yRow: usize, rows: i32, columns: i32): void {
  if (rows < 4 || columns < 4) {
    for (let c = 0; c < columns; c++)
      for (let r = 0; r < rows; r++)
        store<f32>(y + <usize>c * yRow + ((<usize>r) << 2), load<f32>(x + <usize>r * xRow + ((<usize>c) << 2)));
    return;
  }
  // Down a strip of rows before across it: the rows of y are often a power of two apart and would evict each other.
  // The last block of an axis begins earlier where four do not divide it: it copies again what is there already.
  for (let strip = 0; strip < rows; strip += 32) {
    const end = min(strip + 32, rows);
    for (let c = 0; c < columns; c += 4) {
      const column = min(c, columns - 4);
      for (let r = strip; r < end; r += 4) {
        const row = min(r, rows - 4);
        block(
          x + <usize>row * xRow + ((<usize>column) << 2),
          xRow,
          y + <usize>column * yRow + ((<usize>row) << 2),
          yRow,
        );
      }
    }
  }
}

function block(x: usize, xRow: usize, y: usize, yRow: usize): void {
  const a = v128.load(x);
  const b = v128.load(x + xRow);
  const c = v128.load(x + 2 * xRow);
  const d = v128.load(x + 3 * xRow);
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(y, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(y + yRow, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(y + 2 * yRow, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(y + 3 * yRow, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}
