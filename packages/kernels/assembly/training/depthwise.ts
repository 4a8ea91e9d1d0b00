import { loadFirst, madd, storeFirst } from "./vectors";

/**
 * c[r, i, n] = Σ over (u, v) of a[r, i, u, v, n] · w[u, v, n]: a convolution that keeps channels apart, with the
 * strides of {@link contract}. n is contiguous in all three.
 */
export function depthwise(
  a: usize,
  aRow: usize,
  aItem: usize,
  aOuter: usize,
  aMiddle: usize,
  w: usize,
  wOuter: usize,
  wMiddle: usize,
  c: usize,
  cRow: usize,
  cItem: usize,
  rows: i32,
  items: i32,
  outer: i32,
  middle: i32,
  channels: i32,
): void {
  for (let r = 0; r < rows; r++)
    for (let i = 0; i < items; i += 4) {
      const left = items - i;
      const item1: usize = left > 1 ? aItem : 0;
      const item2: usize = left > 2 ? item1 + aItem : item1;
      const item3: usize = left > 3 ? item2 + aItem : item2;
      const start = a + <usize>r * aRow + <usize>i * aItem;
      const out = c + <usize>r * cRow + <usize>i * cItem;
      let n = 0;
      for (; n + 8 <= channels; n += 8) {
        const at = (<usize>n) << 2;
        let s00 = f32x4.splat(0);
        let s01 = s00;
        let s10 = s00;
        let s11 = s00;
        let s20 = s00;
        let s21 = s00;
        let s30 = s00;
        let s31 = s00;
        for (let u = 0; u < outer; u++) {
          let p = start + at + <usize>u * aOuter;
          let q = w + at + <usize>u * wOuter;
          for (let v = middle; v > 0; v--) {
            const w0 = v128.load(q);
            const w1 = v128.load(q, 16);
            s00 = madd(v128.load(p), w0, s00);
            s01 = madd(v128.load(p, 16), w1, s01);
            s10 = madd(v128.load(p + item1), w0, s10);
            s11 = madd(v128.load(p + item1, 16), w1, s11);
            s20 = madd(v128.load(p + item2), w0, s20);
            s21 = madd(v128.load(p + item2, 16), w1, s21);
            s30 = madd(v128.load(p + item3), w0, s30);
            s31 = madd(v128.load(p + item3, 16), w1, s31);
            p += aMiddle;
            q += wMiddle;
          }
        }
        let o = out + at;
        v128.store(o, s00);
        v128.store(o, s01, 16);
        if (left > 1) {
          o += cItem;
          v128.store(o, s10);
          v128.store(o, s11, 16);
        }
        if (left > 2) {
          o += cItem;
          v128.store(o, s20);
          v128.store(o, s21, 16);
        }
        if (left > 3) {
          o += cItem;
          v128.store(o, s30);
          v128.store(o, s31, 16);
        }
      }
      for (; n < channels; n += 4) {
        const at = (<usize>n) << 2;
        const rest = channels - n;
        let s0 = f32x4.splat(0);
        let s1 = s0;
        let s2 = s0;
        let s3 = s0;
        for (let u = 0; u < outer; u++) {
          let p = start + at + <usize>u * aOuter;
          let q = w + at + <usize>u * wOuter;
          for (let v = middle; v > 0; v--) {
            const weights = loadFirst(q, rest);
            s0 = madd(loadFirst(p, rest), weights, s0);
            s1 = madd(loadFirst(p + item1, rest), weights, s1);
            s2 = madd(loadFirst(p + item2, rest), weights, s2);
            s3 = madd(loadFirst(p + item3, rest), weights, s3);
            p += aMiddle;
            q += wMiddle;
          }
        }
        const o = out + at;
        storeFirst(o, s0, rest);
        if (left > 1) storeFirst(o + cItem, s1, rest);
        if (left > 2) storeFirst(o + 2 * cItem, s2, rest);
        if (left > 3) storeFirst(o + 3 * cItem, s3, rest);
      }
    }
}

/**
 * c[u, v, n] (+)= Σ over (r, i) of a[r, i, u, v, n] · b[r, i, n]: the gradient of a depthwise filter. c is contiguous,
 * [outer, middle, channels].
 */
export function depthwiseFilterGradient(
  a: usize,
  aRow: usize,
  aItem: usize,
  aOuter: usize,
  aMiddle: usize,
  b: usize,
  bRow: usize,
  bItem: usize,
  c: usize,
  rows: i32,
  items: i32,
  outer: i32,
  middle: i32,
  channels: i32,
  accumulate: i32,
): void {
  const tap = (<usize>channels) << 2;
  for (let u = 0; u < outer; u++)
    for (let v = 0; v < middle; v++) {
      const start = a + <usize>u * aOuter + <usize>v * aMiddle;
      const out = c + <usize>(u * middle + v) * tap;
      let n = 0;
      for (; n + 16 <= channels; n += 16) {
        const o = out + ((<usize>n) << 2);
        let t0 = f32x4.splat(0);
        let t1 = t0;
        let t2 = t0;
        let t3 = t0;
        if (accumulate) {
          t0 = v128.load(o);
          t1 = v128.load(o, 16);
          t2 = v128.load(o, 32);
          t3 = v128.load(o, 48);
        }
        for (let r = 0; r < rows; r++) {
          let p = start + ((<usize>n) << 2) + <usize>r * aRow;
          let q = b + ((<usize>n) << 2) + <usize>r * bRow;
          let s0 = f32x4.splat(0);
          let s1 = s0;
          let s2 = s0;
          let s3 = s0;
          for (let i = items; i > 0; i--) {
            s0 = madd(v128.load(p), v128.load(q), s0);
            s1 = madd(v128.load(p, 16), v128.load(q, 16), s1);
            s2 = madd(v128.load(p, 32), v128.load(q, 32), s2);
            s3 = madd(v128.load(p, 48), v128.load(q, 48), s3);
            p += aItem;
            q += bItem;
          }
          t0 = f32x4.add(t0, s0);
          t1 = f32x4.add(t1, s1);
          t2 = f32x4.add(t2, s2);
          t3 = f32x4.add(t3, s3);
        }
        v128.store(o, t0);
        v128.store(o, t1, 16);
        v128.store(o, t2, 32);
        v128.store(o, t3, 48);
      }
      for (; n < channels; n += 4) {
        const rest = channels - n;
        const o = out + ((<usize>n) << 2);
        let t = accumulate ? loadFirst(o, rest) : f32x4.splat(0);
        for (let r = 0; r < rows; r++) {
          let p = start + ((<usize>n) << 2) + <usize>r * aRow;
          let q = b + ((<usize>n) << 2) + <usize>r * bRow;
          let s = f32x4.splat(0);
          for (let i = items; i > 0; i--) {
            s = madd(loadFirst(p, rest), loadFirst(q, rest), s);
            p += aItem;
            q += bItem;
          }
          t = f32x4.add(t, s);
        }
        storeFirst(o, t, rest);
      }
    }
}
