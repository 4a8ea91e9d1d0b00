import { pad } from "./pad";

/**
 * v = Bᵀ d B for the tiles of `tileRows` rows from `firstRow` of one image x [height, width, channels].
 *
 * Tile (i, j) begins at row 2i − top and column 2j − left; outside x there are zeros. `channels` is a multiple of 4;
 * `patch` holds a tile, 16 · channels floats.
 */
export function winogradInput(
  x: usize,
  v: usize,
  vPlane: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  firstRow: i32,
  tileRows: i32,
  tileColumns: i32,
  patch: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  let out = v;
  for (let i = firstRow; i < firstRow + tileRows; i++) {
    const row = 2 * i - top;
    for (let j = 0; j < tileColumns; j++) {
      const column = 2 * j - left;
      if (row >= 0 && column >= 0 && row + 4 <= height && column + 4 <= width) {
        transform(x + <usize>row * line + <usize>column * pixel, line, pixel, out, vPlane);
      } else {
        pad(x, patch, height, width, 4, 4, -row, -column, pixel);
        transform(patch, 4 * pixel, pixel, out, vPlane);
      }
      out += pixel;
    }
  }
}

/** One tile: rows first, each then spread over four places. */
function transform(d: usize, line: usize, pixel: usize, v: usize, plane: usize): void {
  const third = 2 * pixel;
  const last = 3 * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    let p = d + c;
    let o = v + c;
    const d00 = v128.load(p);
    const d01 = v128.load(p + pixel);
    const d02 = v128.load(p + third);
    const d03 = v128.load(p + last);
    p += line;
    const d10 = v128.load(p);
    const d11 = v128.load(p + pixel);
    const d12 = v128.load(p + third);
    const d13 = v128.load(p + last);
    p += line;
    const d20 = v128.load(p);
    const d21 = v128.load(p + pixel);
    const d22 = v128.load(p + third);
    const d23 = v128.load(p + last);
    p += line;
    o = spread(o, plane, f32x4.sub(d00, d20), f32x4.sub(d01, d21), f32x4.sub(d02, d22), f32x4.sub(d03, d23));
    o = spread(o, plane, f32x4.add(d10, d20), f32x4.add(d11, d21), f32x4.add(d12, d22), f32x4.add(d13, d23));
    o = spread(o, plane, f32x4.sub(d20, d10), f32x4.sub(d21, d11), f32x4.sub(d22, d12), f32x4.sub(d23, d13));
    spread(
      o,
      plane,
      f32x4.sub(d10, v128.load(p)),
      f32x4.sub(d11, v128.load(p + pixel)),
      f32x4.sub(d12, v128.load(p + third)),
      f32x4.sub(d13, v128.load(p + last)),
    );
  }
}

function spread(o: usize, plane: usize, t0: v128, t1: v128, t2: v128, t3: v128): usize {
  v128.store(o, f32x4.sub(t0, t2));
  v128.store(o + plane, f32x4.add(t1, t2));
  v128.store(o + 2 * plane, f32x4.sub(t2, t1));
  v128.store(o + 3 * plane, f32x4.sub(t1, t3));
  return o + 4 * plane;
}
