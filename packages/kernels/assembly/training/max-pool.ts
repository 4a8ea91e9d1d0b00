import { tapFrom, tapTo } from "./pool";
import { loadFirst, storeFirst } from "./vectors";

/** y = the largest value that each window sees of x: NaN where it sees one, −∞ where it sees padding alone. */
export function maxPool(
  x: usize,
  y: usize,
  batch: i32,
  channels: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const down = <usize>dilationHeight * line;
  const across = <usize>dilationWidth * pixel;
  let o = y;
  for (let b = 0; b < batch; b++) {
    const image = x + <usize>b * <usize>height * line;
    for (let i = 0; i < outHeight; i++) {
      const row = i * strideHeight - top;
      const u0 = tapFrom(row, dilationHeight);
      const rows = tapTo(row, dilationHeight, filterHeight, height) - u0;
      for (let j = 0; j < outWidth; j++) {
        const column = j * strideWidth - left;
        const v0 = tapFrom(column, dilationWidth);
        const columns = tapTo(column, dilationWidth, filterWidth, width) - v0;
        const start = image + <usize>(row + u0 * dilationHeight) * line + <usize>(column + v0 * dilationWidth) * pixel;
        let n: usize = 0;
        // The exact maximum takes V8 many instructions; the pseudo-maximum takes one but drops a later NaN.
        for (; n + 32 <= pixel; n += 32) {
          let s0 = f32x4.splat(-Infinity);
          let s1 = s0;
          let nan0 = f32x4.splat(0);
          let nan1 = nan0;
          let pu = start + n;
          for (let u = rows; u > 0; u--) {
            let p = pu;
            for (let v = columns; v > 0; v--) {
              const x0 = v128.load(p);
              const x1 = v128.load(p, 16);
              s0 = f32x4.pmax(s0, x0);
              s1 = f32x4.pmax(s1, x1);
              nan0 = v128.or(nan0, f32x4.ne(x0, x0));
              nan1 = v128.or(nan1, f32x4.ne(x1, x1));
              p += across;
            }
            pu += down;
          }
          v128.store(o + n, v128.or(s0, nan0));
          v128.store(o + n, v128.or(s1, nan1), 16);
        }
        for (; n < pixel; n += 16) {
          const rest = <i32>((pixel - n) >> 2);
          let s = f32x4.splat(-Infinity);
          for (let u = 0; u < rows; u++)
            for (let v = 0; v < columns; v++)
              s = f32x4.max(s, loadFirst(start + n + <usize>u * down + <usize>v * across, rest));
          storeFirst(o + n, s, rest);
        }
        o += pixel;
      }
    }
  }
}

/**
 * dx from x and dy of {@link maxPool}: all of a window's gradient goes to its first largest value in reading order, or
 * to its last NaN.
 */
export function maxPoolGradient(
  x: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  channels: i32,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const down = <usize>dilationHeight * line;
  const across = <usize>dilationWidth * pixel;
  memory.fill(dx, 0, <usize>batch * <usize>height * line);
  let q = dy;
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < outHeight; i++) {
      const row = i * strideHeight - top;
      const u0 = tapFrom(row, dilationHeight);
      const rows = tapTo(row, dilationHeight, filterHeight, height) - u0;
      for (let j = 0; j < outWidth; j++) {
        const column = j * strideWidth - left;
        const v0 = tapFrom(column, dilationWidth);
        const columns = tapTo(column, dilationWidth, filterWidth, width) - v0;
        if (rows > 0 && columns > 0) {
          const first =
            <usize>(b * height + row + u0 * dilationHeight) * line + <usize>(column + v0 * dilationWidth) * pixel;
          let n: usize = 0;
          for (; n + 16 <= pixel; n += 16) toLargest(x, q + n, dx, first + n, rows, columns, down, across);
          for (; n < pixel; n += 4) toLargestOne(x, q + n, dx, first + n, rows, columns, down, across);
        }
        q += pixel;
      }
    }
}

/** Adds four channels' gradients at the places, relative to x and dx, of their largest values. */
function toLargest(
  x: usize,
  dy: usize,
  dx: usize,
  first: usize,
  rows: i32,
  columns: i32,
  down: usize,
  across: usize,
): void {
  let largest = f32x4.splat(-Infinity);
  let place = i32x4.splat(<i32>first);
  for (let u = 0; u < rows; u++) {
    let at = first + <usize>u * down;
    for (let v = columns; v > 0; v--) {
      const value = v128.load(x + at);
      const wins = v128.or(f32x4.gt(value, largest), f32x4.ne(value, value));
      largest = v128.bitselect(value, largest, wins);
      place = v128.bitselect(i32x4.splat(<i32>at), place, wins);
      at += across;
    }
  }
  addTo(dx + <usize>i32x4.extract_lane(place, 0), load<f32>(dy));
  addTo(dx + 4 + <usize>i32x4.extract_lane(place, 1), load<f32>(dy, 4));
  addTo(dx + 8 + <usize>i32x4.extract_lane(place, 2), load<f32>(dy, 8));
  addTo(dx + 12 + <usize>i32x4.extract_lane(place, 3), load<f32>(dy, 12));
}

/** The same for one channel. */
function toLargestOne(
  x: usize,
  dy: usize,
  dx: usize,
  first: usize,
  rows: i32,
  columns: i32,
  down: usize,
  across: usize,
): void {
  let largest: f32 = -Infinity;
  let place = first;
  for (let u = 0; u < rows; u++)
    for (let v = 0; v < columns; v++) {
      const at = first + <usize>u * down + <usize>v * across;
      const value = load<f32>(x + at);
      if (value > largest || !(value <= Infinity)) {
        largest = value;
        place = at;
      }
    }
  addTo(dx + place, load<f32>(dy));
}

function addTo(p: usize, value: f32): void {
  store<f32>(p, load<f32>(p) + value);
}
