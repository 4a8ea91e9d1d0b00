/**
 * An image with zeros around it, or cut: y[i, j] = x[i − top, j − left] where that is inside x, else 0.
 *
 * x is `height` × `width` pixels of `pixel` bytes (a multiple of 4), y is `rows` × `columns` of them.
 */
export function pad(
  x: usize,
  y: usize,
  height: i32,
  width: i32,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
  pixel: usize,
): void {
  const before = min(max(left, 0), columns);
  const after = max(min(columns, width + left), before);
  const skipped = <usize>max(-left, 0) * pixel;
  const xRow = <usize>width * pixel;
  let o = y;
  for (let i = 0; i < rows; i++) {
    const from = i - top;
    if (from < 0 || from >= height) {
      o = zeros(o, <usize>columns * pixel);
    } else {
      o = zeros(o, <usize>before * pixel);
      o = copy(x + <usize>from * xRow + skipped, o, <usize>(after - before) * pixel);
      o = zeros(o, <usize>(columns - after) * pixel);
    }
  }
}

/** Bulk memory instructions are a call into the engine, too much for a few pixels. Both return where they ended. */
function zeros(y: usize, bytes: usize): usize {
  const end = y + bytes;
  const whole = y + (bytes & ~15);
  let o = y;
  for (; o < whole; o += 16) v128.store(o, i64x2.splat(0));
  for (; o < end; o += 4) store<u32>(o, 0);
  return end;
}

function copy(x: usize, y: usize, bytes: usize): usize {
  const end = y + bytes;
  const whole = y + (bytes & ~15);
  let p = x;
  let o = y;
  for (; o < whole; o += 16, p += 16) v128.store(o, v128.load(p));
  for (; o < end; o += 4, p += 4) store<u32>(o, load<u32>(p));
  return end;
}
