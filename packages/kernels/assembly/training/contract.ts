import { loadFirst, madd, onesFrom, storeFirst } from "./vectors";

/**
 * c[r, i, n] (+)= Σ over (u, v, k) of a[r, i, u, v, k] · b[u, v, k, n]: every matrix product and convolution here is
 * this sum with other strides.
 *
 * `rows` × `items` vectors of `columns` channels come out. A name with Row, Item, Outer, Middle or Inner is the
 * distance in bytes from one r, i, u, v or k to the next (it may be negative); n is contiguous in b and c. With
 * `accumulate` the sums are added to c, else they replace it; an empty sum is 0.
 *
 * A tile is 4 items × 8 channels: eight sums, two vectors of b and one splat fill 11 of the 16 registers that V8 gives.
 * Where items run out, the tile repeats its last item and does not store it. Where channels do, the tile begins earlier
 * and keeps to the numbers that are its own, so that nothing outside a, b and c is read or written.
 */
export function contract(
  a: usize,
  aRow: usize,
  aItem: usize,
  aOuter: usize,
  aMiddle: usize,
  aInner: usize,
  b: usize,
  bOuter: usize,
  bMiddle: usize,
  bInner: usize,
  c: usize,
  cRow: usize,
  cItem: usize,
  rows: i32,
  items: i32,
  outer: i32,
  middle: i32,
  inner: i32,
  columns: i32,
  accumulate: i32,
): void {
  if (outer * middle * inner === 0) {
    if (!accumulate) clear(c, cRow, cItem, rows, items, columns);
    return;
  }
  if (columns < 8) {
    for (let r = 0; r < rows; r++)
      for (let n = 0; n < columns; n += 4)
        narrow(
          a + <usize>r * aRow,
          aItem,
          aOuter,
          aMiddle,
          aInner,
          b + ((<usize>n) << 2),
          bOuter,
          bMiddle,
          bInner,
          c + <usize>r * cRow + ((<usize>n) << 2),
          cItem,
          items,
          outer,
          middle,
          inner,
          columns - n,
          accumulate,
        );
    return;
  }
  for (let r = 0; r < rows; r++) {
    const aStart = a + <usize>r * aRow;
    const cStart = c + <usize>r * cRow;
    for (let n = 0; n < columns; n += 8) {
      const own = n + 8 - columns;
      const first = own > 0 ? n - own : n;
      const keep0 = onesFrom(own);
      const keep1 = onesFrom(own - 4);
      const bStart = b + ((<usize>first) << 2);
      for (let i = 0; i < items; i += 4) {
        const left = items - i;
        const item1: usize = left > 1 ? aItem : 0;
        const item2: usize = left > 2 ? item1 + aItem : item1;
        const item3: usize = left > 3 ? item2 + aItem : item2;
        let s00 = f32x4.splat(0);
        let s01 = s00;
        let s10 = s00;
        let s11 = s00;
        let s20 = s00;
        let s21 = s00;
        let s30 = s00;
        let s31 = s00;
        let pu = aStart + <usize>i * aItem;
        let qu = bStart;
        let u = outer;
        do {
          let pv = pu;
          let qv = qu;
          let v = middle;
          do {
            let p = pv;
            let q = qv;
            let k = inner;
            do {
              const w0 = v128.load(q);
              const w1 = v128.load(q, 16);
              q += bInner;
              let x = v128.load32_splat(p);
              s00 = madd(x, w0, s00);
              s01 = madd(x, w1, s01);
              x = v128.load32_splat(p + item1);
              s10 = madd(x, w0, s10);
              s11 = madd(x, w1, s11);
              x = v128.load32_splat(p + item2);
              s20 = madd(x, w0, s20);
              s21 = madd(x, w1, s21);
              x = v128.load32_splat(p + item3);
              s30 = madd(x, w0, s30);
              s31 = madd(x, w1, s31);
              p += aInner;
            } while (--k > 0);
            pv += aMiddle;
            qv += bMiddle;
          } while (--v > 0);
          pu += aOuter;
          qu += bOuter;
        } while (--u > 0);
        let o = cStart + <usize>i * cItem + ((<usize>first) << 2);
        if (accumulate) {
          const o1 = left > 1 ? o + cItem : o;
          const o2 = left > 2 ? o1 + cItem : o1;
          const o3 = left > 3 ? o2 + cItem : o2;
          s00 = f32x4.add(v128.load(o), v128.and(s00, keep0));
          s01 = f32x4.add(v128.load(o, 16), v128.and(s01, keep1));
          s10 = f32x4.add(v128.load(o1), v128.and(s10, keep0));
          s11 = f32x4.add(v128.load(o1, 16), v128.and(s11, keep1));
          s20 = f32x4.add(v128.load(o2), v128.and(s20, keep0));
          s21 = f32x4.add(v128.load(o2, 16), v128.and(s21, keep1));
          s30 = f32x4.add(v128.load(o3), v128.and(s30, keep0));
          s31 = f32x4.add(v128.load(o3, 16), v128.and(s31, keep1));
        }
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
    }
  }
}

/** One row of {@link contract} with fewer than eight channels, four of which at a time: 4 items × `columns` ≤ 4. */
function narrow(
  a: usize,
  aItem: usize,
  aOuter: usize,
  aMiddle: usize,
  aInner: usize,
  b: usize,
  bOuter: usize,
  bMiddle: usize,
  bInner: usize,
  c: usize,
  cItem: usize,
  items: i32,
  outer: i32,
  middle: i32,
  inner: i32,
  columns: i32,
  accumulate: i32,
): void {
  for (let i = 0; i < items; i += 4) {
    const left = items - i;
    const item1: usize = left > 1 ? aItem : 0;
    const item2: usize = left > 2 ? item1 + aItem : item1;
    const item3: usize = left > 3 ? item2 + aItem : item2;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let u = 0; u < outer; u++)
      for (let v = 0; v < middle; v++) {
        let p = a + <usize>i * aItem + <usize>u * aOuter + <usize>v * aMiddle;
        let q = b + <usize>u * bOuter + <usize>v * bMiddle;
        for (let k = inner; k > 0; k--) {
          const w = loadFirst(q, columns);
          s0 = madd(v128.load32_splat(p), w, s0);
          s1 = madd(v128.load32_splat(p + item1), w, s1);
          s2 = madd(v128.load32_splat(p + item2), w, s2);
          s3 = madd(v128.load32_splat(p + item3), w, s3);
          p += aInner;
          q += bInner;
        }
      }
    const o = c + <usize>i * cItem;
    put(o, s0, columns, accumulate);
    if (left > 1) put(o + cItem, s1, columns, accumulate);
    if (left > 2) put(o + 2 * cItem, s2, columns, accumulate);
    if (left > 3) put(o + 3 * cItem, s3, columns, accumulate);
  }
}

function put(p: usize, sums: v128, columns: i32, accumulate: i32): void {
  storeFirst(p, accumulate ? f32x4.add(loadFirst(p, columns), sums) : sums, columns);
}

function clear(c: usize, cRow: usize, cItem: usize, rows: i32, items: i32, columns: i32): void {
  for (let r = 0; r < rows; r++)
    for (let i = 0; i < items; i++) memory.fill(c + <usize>r * cRow + <usize>i * cItem, 0, (<usize>columns) << 2);
}
