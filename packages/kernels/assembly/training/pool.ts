import { loadFirst, storeFirst } from "./vectors";

/** The first tap of a window from `start` that lies in the input. */
export function tapFrom(start: i32, dilation: i32): i32 {
  if (start >= 0) return 0;
  return dilation === 1 ? -start : (dilation - 1 - start) / dilation;
}

/** The tap after the last one that lies in the input. */
export function tapTo(start: i32, dilation: i32, filter: i32, input: i32): i32 {
  if (start >= input) return 0;
  return min(filter, dilation === 1 ? input - start : (input - start + dilation - 1) / dilation);
}

/** y = the mean of what each window sees of x; padding is not counted, and a window of padding alone gives NaN. */
export function averagePool(
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
      const rows = max(0, tapTo(row, dilationHeight, filterHeight, height) - u0);
      for (let j = 0; j < outWidth; j++) {
        const column = j * strideWidth - left;
        const v0 = tapFrom(column, dilationWidth);
        const columns = max(0, tapTo(column, dilationWidth, filterWidth, width) - v0);
        const share = f32x4.splat(1 / <f32>(rows * columns));
        const start = image + <usize>(row + u0 * dilationHeight) * line + <usize>(column + v0 * dilationWidth) * pixel;
        let n: usize = 0;
        for (; n + 32 <= pixel; n += 32) {
          let s0 = f32x4.splat(0);
          let s1 = s0;
          let pu = start + n;
          for (let u = rows; u > 0; u--) {
            let p = pu;
            for (let v = columns; v > 0; v--) {
              s0 = f32x4.add(s0, v128.load(p));
              s1 = f32x4.add(s1, v128.load(p, 16));
              p += across;
            }
            pu += down;
          }
          v128.store(o + n, f32x4.mul(s0, share));
          v128.store(o + n, f32x4.mul(s1, share), 16);
        }
        for (; n < pixel; n += 16) {
          const rest = <i32>((pixel - n) >> 2);
          let s = f32x4.splat(0);
          for (let u = 0; u < rows; u++)
            for (let v = 0; v < columns; v++)
              s = f32x4.add(s, loadFirst(start + n + <usize>u * down + <usize>v * across, rest));
          storeFirst(o + n, f32x4.mul(s, share), rest);
        }
        o += pixel;
      }
    }
  }
}

/** dx from dy of {@link averagePool}. */
export function averagePoolGradient(
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
  for (let b = 0; b < batch; b++) {
    const image = dx + <usize>b * <usize>height * line;
    for (let i = 0; i < outHeight; i++) {
      const row = i * strideHeight - top;
      const u0 = tapFrom(row, dilationHeight);
      const rows = max(0, tapTo(row, dilationHeight, filterHeight, height) - u0);
      for (let j = 0; j < outWidth; j++) {
        const column = j * strideWidth - left;
        const v0 = tapFrom(column, dilationWidth);
        const columns = max(0, tapTo(column, dilationWidth, filterWidth, width) - v0);
        const share = f32x4.splat(1 / <f32>(rows * columns));
        const start = image + <usize>(row + u0 * dilationHeight) * line + <usize>(column + v0 * dilationWidth) * pixel;
        let n: usize = 0;
        for (; n + 32 <= pixel; n += 32) {
          const g0 = f32x4.mul(v128.load(q + n), share);
          const g1 = f32x4.mul(v128.load(q + n, 16), share);
          let pu = start + n;
          for (let u = rows; u > 0; u--) {
            let p = pu;
            for (let v = columns; v > 0; v--) {
              v128.store(p, f32x4.add(v128.load(p), g0));
              v128.store(p, f32x4.add(v128.load(p, 16), g1), 16);
              p += across;
            }
            pu += down;
          }
        }
        for (; n < pixel; n += 16) {
          const rest = <i32>((pixel - n) >> 2);
          const g = f32x4.mul(loadFirst(q + n, rest), share);
          for (let u = 0; u < rows; u++)
            for (let v = 0; v < columns; v++) {
              const p = start + n + <usize>u * down + <usize>v * across;
              storeFirst(p, f32x4.add(loadFirst(p, rest), g), rest);
            }
        }
        q += pixel;
      }
    }
  }
}
