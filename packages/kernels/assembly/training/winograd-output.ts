import { pad } from "./pad";

/**
 * y = Aᵀ m A for the tiles of `tileRows` rows from `firstRow` of one image y [height, width, channels].
 *
 * Of a tile that reaches over the edge only what lies inside is written. `channels` is a multiple of 4.
 */
export function winogradOutput(
  m: usize,
  mPlane: usize,
  y: usize,
  height: i32,
  width: i32,
  channels: i32,
  firstRow: i32,
  tileRows: i32,
  tileColumns: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const row = 4 * mPlane;
  let tile = m;
  for (let i = firstRow; i < firstRow + tileRows; i++) {
    const below = 2 * i + 1 < height;
    for (let j = 0; j < tileColumns; j++) {
      const right = 2 * j + 1 < width;
      const out = y + <usize>(2 * i) * line + <usize>(2 * j) * pixel;
      for (let c: usize = 0; c < pixel; c += 16) {
        let p = tile + c;
        let a0 = v128.load(p);
        let a1 = v128.load(p + mPlane);
        let a2 = v128.load(p + 2 * mPlane);
        let a3 = v128.load(p + 3 * mPlane);
        p += row;
        let b0 = v128.load(p);
        let b1 = v128.load(p + mPlane);
        let b2 = v128.load(p + 2 * mPlane);
        let b3 = v128.load(p + 3 * mPlane);
        a0 = f32x4.add(a0, b0);
        a1 = f32x4.add(a1, b1);
        a2 = f32x4.add(a2, b2);
        a3 = f32x4.add(a3, b3);
        p += row;
        const c0 = v128.load(p);
        const c1 = v128.load(p + mPlane);
        const c2 = v128.load(p + 2 * mPlane);
        const c3 = v128.load(p + 3 * mPlane);
        a0 = f32x4.add(a0, c0);
        a1 = f32x4.add(a1, c1);
        a2 = f32x4.add(a2, c2);
        a3 = f32x4.add(a3, c3);
        let o = out + c;
        v128.store(o, f32x4.add(f32x4.add(a0, a1), a2));
        if (right) v128.store(o + pixel, f32x4.sub(f32x4.sub(a1, a2), a3));
        if (below) {
          p += row;
          o += line;
          b0 = f32x4.sub(f32x4.sub(b0, c0), v128.load(p));
          b1 = f32x4.sub(f32x4.sub(b1, c1), v128.load(p + mPlane));
          b2 = f32x4.sub(f32x4.sub(b2, c2), v128.load(p + 2 * mPlane));
          b3 = f32x4.sub(f32x4.sub(b3, c3), v128.load(p + 3 * mPlane));
          v128.store(o, f32x4.add(f32x4.add(b0, b1), b2));
          if (right) v128.store(o + pixel, f32x4.sub(f32x4.sub(b1, b2), b3));
        }
      }
      tile += pixel;
    }
  }
}

/** dm = A dy Aᵀ, the adjoint of {@link winogradOutput}. `patch` holds 4 · channels floats. */
export function winogradOutputGradient(
  dy: usize,
  dm: usize,
  mPlane: usize,
  height: i32,
  width: i32,
  channels: i32,
  firstRow: i32,
  tileRows: i32,
  tileColumns: i32,
  patch: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  let out = dm;
  for (let i = 2 * firstRow; i < 2 * (firstRow + tileRows); i += 2)
    for (let j = 0; j < 2 * tileColumns; j += 2) {
      if (i + 2 <= height && j + 2 <= width) {
        transform(dy + <usize>i * line + <usize>j * pixel, line, pixel, out, mPlane);
      } else {
        pad(dy, patch, height, width, 2, 2, -i, -j, pixel);
        transform(patch, 2 * pixel, pixel, out, mPlane);
      }
      out += pixel;
    }
}

function transform(d: usize, line: usize, pixel: usize, m: usize, plane: usize): void {
  for (let c: usize = 0; c < pixel; c += 16) {
    const p = d + c;
    const d00 = v128.load(p);
    const d01 = v128.load(p + pixel);
    const d10 = v128.load(p + line);
    const d11 = v128.load(p + line + pixel);
    let o = m + c;
    o = spread(o, plane, d00, d01);
    o = spread(o, plane, f32x4.add(d00, d10), f32x4.add(d01, d11));
    o = spread(o, plane, f32x4.sub(d00, d10), f32x4.sub(d01, d11));
    spread(o, plane, f32x4.neg(d10), f32x4.neg(d11));
  }
}

function spread(o: usize, plane: usize, t0: v128, t1: v128): usize {
  v128.store(o, t0);
  v128.store(o + plane, f32x4.add(t0, t1));
  v128.store(o + 2 * plane, f32x4.sub(t0, t1));
  v128.store(o + 3 * plane, f32x4.neg(t1));
  return o + 4 * plane;
}
