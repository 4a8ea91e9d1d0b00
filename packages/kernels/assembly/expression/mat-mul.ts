import { madd, storeFirst } from "./vectors";

/**
 * A batch of products of m×k and k×n matrices, one after the other; a step of 0 bytes takes the same matrix each time.
 * Every element is summed in float32 in the order of k.
 */
export function matMul(
  a: usize,
  b: usize,
  out: usize,
  batch: usize,
  stepA: usize,
  stepB: usize,
  m: usize,
  k: usize,
  n: usize,
): void {
  const stepOut = (m * n) << 2;
  for (let i: usize = 0; i < batch; i++) {
    if (n <= 4) narrow(a + i * stepA, b + i * stepB, out + i * stepOut, m, k, n);
    else product(a + i * stepA, b + i * stepB, out + i * stepOut, m, k, n);
  }
}

/** Rows of up to four values: the excess of a row is overwritten by the next. */
function narrow(a: usize, b: usize, out: usize, m: usize, k: usize, n: usize): void {
  for (let i: usize = 0; i < m; i++) {
    const row = a + ((i * k) << 2);
    let total = f32x4.splat(0);
    for (let j: usize = 0; j < k; j++)
      total = madd(v128.load32_splat(row + (j << 2)), v128.load(b + ((j * n) << 2)), total);
    v128.store(out + ((i * n) << 2), total);
  }
}

function product(a: usize, b: usize, out: usize, m: usize, k: usize, n: usize): void {
  const wide = n & ~7;
  const grouped = m & ~3;
  for (let i: usize = 0; i < m; i += i < grouped ? 4 : 1) {
    const row = a + ((i * k) << 2);
    const result = out + ((i * n) << 2);
    if (i < grouped) {
      for (let j: usize = 0; j < wide; j += 8) tile4x8(row, b + (j << 2), result + (j << 2), k, n << 2);
      for (let j = wide; j < n; j += 4) tile4x4(row, b + (j << 2), result + (j << 2), k, n << 2, min(n - j, 4));
    } else {
      for (let j: usize = 0; j < n; j += 4) tile1x4(row, b + (j << 2), result + (j << 2), k, n << 2, min(n - j, 4));
    }
  }
}

function tile4x8(a: usize, top: usize, out: usize, k: usize, row: usize): void {
  const a1 = a + (k << 2);
  const a2 = a1 + (k << 2);
  const a3 = a2 + (k << 2);
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let b = top;
  for (let p: usize = 0; p < k << 2; p += 4, b += row) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a + p);
    c00 = madd(x0, b0, c00);
    c01 = madd(x0, b1, c01);
    const x1 = v128.load32_splat(a1 + p);
    c10 = madd(x1, b0, c10);
    c11 = madd(x1, b1, c11);
    const x2 = v128.load32_splat(a2 + p);
    c20 = madd(x2, b0, c20);
    c21 = madd(x2, b1, c21);
    const x3 = v128.load32_splat(a3 + p);
    c30 = madd(x3, b0, c30);
    c31 = madd(x3, b1, c31);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out + row, c10);
  v128.store(out + row, c11, 16);
  v128.store(out + 2 * row, c20);
  v128.store(out + 2 * row, c21, 16);
  v128.store(out + 3 * row, c30);
  v128.store(out + 3 * row, c31, 16);
}

function tile4x4(a: usize, top: usize, out: usize, k: usize, row: usize, width: usize): void {
  const a1 = a + (k << 2);
  const a2 = a1 + (k << 2);
  const a3 = a2 + (k << 2);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let b = top;
  for (let p: usize = 0; p < k << 2; p += 4, b += row) {
    const y = v128.load(b);
    c0 = madd(v128.load32_splat(a + p), y, c0);
    c1 = madd(v128.load32_splat(a1 + p), y, c1);
    c2 = madd(v128.load32_splat(a2 + p), y, c2);
    c3 = madd(v128.load32_splat(a3 + p), y, c3);
  }
  storeFirst(out, c0, width);
  storeFirst(out + row, c1, width);
  storeFirst(out + 2 * row, c2, width);
  storeFirst(out + 3 * row, c3, width);
}

function tile1x4(a: usize, top: usize, out: usize, k: usize, row: usize, width: usize): void {
  let c = f32x4.splat(0);
  let b = top;
  for (let p: usize = 0; p < k << 2; p += 4, b += row) c = madd(v128.load32_splat(a + p), v128.load(b), c);
  storeFirst(out, c, width);
}
