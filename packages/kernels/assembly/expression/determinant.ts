/**
 * Determinants of a batch of n×n matrices by LU decomposition with partial pivoting in float32, four matrices at a
 * time: a vector holds one element of each. `scratch` has room for n·n vectors.
 */

import { allNormal, exponent, logOf, logOfAny, mantissa } from "./vector-math";
import { high, low, storeFirst, toSingle } from "./vectors";

export function determinants(a: usize, out: usize, batch: usize, n: usize, scratch: usize): void {
  for (let i: usize = 0; i < batch; i += 4) {
    const sign = decompose(a + ((i * n * n) << 2), batch - i, n, scratch);
    // In double precision, so that no partial product overflows.
    let first = low(sign);
    let last = high(sign);
    for (let k: usize = 0; k < n; k++) {
      const pivot = v128.load(scratch + ((k * n + k) << 4));
      first = f64x2.mul(first, low(pivot));
      last = f64x2.mul(last, high(pivot));
    }
    storeFirst(out + (i << 2), toSingle(first, last), min(batch - i, 4));
  }
}

/** ln det; −∞ for a singular matrix, and 0 where the determinant is negative or NaN. */
export function logDeterminants(a: usize, out: usize, batch: usize, n: usize, scratch: usize): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < batch; i += 4) {
    let sign = decompose(a + ((i * n * n) << 2), batch - i, n, scratch);
    let first = f64x2.splat(0);
    let last = f64x2.splat(0);
    let singular = zero;
    for (let k: usize = 0; k < n; k++) {
      const pivot = v128.load(scratch + ((k * n + k) << 4));
      const size = f32x4.abs(pivot);
      const vanishes = f32x4.eq(size, zero);
      singular = v128.or(singular, vanishes);
      const logarithm = allNormal(size, size, size, size)
        ? logOf(mantissa(size), exponent(size))
        : v128.bitselect(f32x4.splat(-Infinity), logOfAny(size), vanishes);
      sign = v128.xor(sign, v128.and(pivot, i32x4.splat(0x80000000)));
      first = f64x2.add(first, low(logarithm));
      last = f64x2.add(last, high(logarithm));
    }
    const total = toSingle(first, last);
    const keep = v128.and(v128.or(singular, f32x4.gt(sign, zero)), f32x4.eq(total, total));
    storeFirst(out + (i << 2), v128.and(total, keep), min(batch - i, 4));
  }
}

/** Leaves U in the upper triangle of the scratch; the result is ±1, the sign of the permutation of each matrix. */
function decompose(a: usize, count: usize, n: usize, scratch: usize): v128 {
  gather(a, count, n * n, scratch);
  if (n === 3) return decomposeThree(scratch);
  let sign = f32x4.splat(1);
  const row = n << 4;
  for (let k: usize = 0; k + 1 < n; k++) {
    const top = scratch + k * (row + 16);
    sign = v128.xor(sign, pivot(top, n - k, row));
    eliminate(top, n - k, row);
  }
  return sign;
}

/** The same for 3×3 matrices, those of a network's filters, in registers; of U it leaves the diagonal. */
function decomposeThree(m: usize): v128 {
  const a0 = v128.load(m);
  const b0 = v128.load(m, 48);
  const c0 = v128.load(m, 96);
  const second = f32x4.gt(f32x4.abs(b0), f32x4.abs(a0));
  const third = f32x4.gt(f32x4.abs(c0), v128.bitselect(f32x4.abs(b0), f32x4.abs(a0), second));
  const top = chosen(a0, b0, c0, second, third);
  const by = nonzero(top);
  // Where the first row is exchanged with the third, the second stays.
  const swapped = v128.andnot(second, third);
  const q = f32x4.div(v128.bitselect(a0, b0, swapped), by);
  const r = f32x4.div(v128.bitselect(a0, c0, third), by);
  const a1 = v128.load(m, 16);
  const b1 = v128.load(m, 64);
  const c1 = v128.load(m, 112);
  const top1 = chosen(a1, b1, c1, second, third);
  const q1 = f32x4.sub(v128.bitselect(a1, b1, swapped), f32x4.mul(q, top1));
  const r1 = f32x4.sub(v128.bitselect(a1, c1, third), f32x4.mul(r, top1));
  const a2 = v128.load(m, 32);
  const b2 = v128.load(m, 80);
  const c2 = v128.load(m, 128);
  const top2 = chosen(a2, b2, c2, second, third);
  const q2 = f32x4.sub(v128.bitselect(a2, b2, swapped), f32x4.mul(q, top2));
  const r2 = f32x4.sub(v128.bitselect(a2, c2, third), f32x4.mul(r, top2));
  const last = f32x4.gt(f32x4.abs(r1), f32x4.abs(q1));
  const middle = v128.bitselect(r1, q1, last);
  const factor = f32x4.div(v128.bitselect(q1, r1, last), nonzero(middle));
  v128.store(m, top);
  v128.store(m, middle, 64);
  v128.store(m, f32x4.sub(v128.bitselect(q2, r2, last), f32x4.mul(factor, v128.bitselect(r2, q2, last))), 128);
  const exchanges = v128.xor(v128.or(second, third), last);
  return v128.xor(f32x4.splat(1), v128.and(exchanges, i32x4.splat(0x80000000)));
}

function chosen(a: v128, b: v128, c: v128, second: v128, third: v128): v128 {
  return v128.bitselect(c, v128.bitselect(b, a, second), third);
}

/** A pivot of 0 has zeros below and subtracts nothing. */
function nonzero(pivot: v128): v128 {
  return v128.bitselect(f32x4.splat(1), pivot, f32x4.eq(pivot, f32x4.splat(0)));
}

/** Brings the element of the largest magnitude to the top; the sign bit is set where two rows were exchanged. */
function pivot(top: usize, n: usize, row: usize): v128 {
  let largest = f32x4.abs(v128.load(top));
  let place = i32x4.splat(0);
  for (let r: usize = 1; r < n; r++) {
    const size = f32x4.abs(v128.load(top + r * row));
    const larger = f32x4.gt(size, largest);
    largest = v128.bitselect(size, largest, larger);
    place = v128.bitselect(i32x4.splat(<i32>r), place, larger);
  }
  if (!v128.any_true(place)) return i32x4.splat(0);
  if (n <= 4) {
    for (let r: usize = 1; r < n; r++) exchangeWhere(top, top + r * row, n, i32x4.eq(place, i32x4.splat(<i32>r)));
  } else exchange(top, place, n, row);
  return v128.and(i32x4.gt_s(place, i32x4.splat(0)), i32x4.splat(0x80000000));
}

function exchangeWhere(a: usize, b: usize, n: usize, where: v128): void {
  for (let p: usize = 0; p < n << 4; p += 16) {
    const x = v128.load(a + p);
    const y = v128.load(b + p);
    v128.store(a + p, v128.bitselect(y, x, where));
    v128.store(b + p, v128.bitselect(x, y, where));
  }
}

/** Exchanges the top row with another of each of the four matrices. */
function exchange(top: usize, place: v128, n: usize, row: usize): void {
  const a = top + row * i32x4.extract_lane(place, 0);
  const b = top + row * i32x4.extract_lane(place, 1) + 4;
  const c = top + row * i32x4.extract_lane(place, 2) + 8;
  const d = top + row * i32x4.extract_lane(place, 3) + 12;
  for (let p: usize = 0; p < n << 4; p += 16) {
    const x = v128.load(top + p);
    let y = v128.load32_zero(a + p);
    y = v128.load32_lane(b + p, y, 1);
    y = v128.load32_lane(c + p, y, 2);
    y = v128.load32_lane(d + p, y, 3);
    v128.store32_lane(a + p, x, 0);
    v128.store32_lane(b + p, x, 1);
    v128.store32_lane(c + p, x, 2);
    v128.store32_lane(d + p, x, 3);
    v128.store(top + p, y);
  }
}

/** Subtracts multiples of the top row from those below it. */
function eliminate(top: usize, n: usize, row: usize): void {
  const divisor = nonzero(v128.load(top));
  const last = top + (n - 1) * row;
  let r = top + row;
  for (; r < last; r += 2 * row) subtractFromTwo(top, r, r + row, n, divisor);
  if (r === last) subtractFrom(top, r, n, divisor);
}

/**
 * Every product is rounded before it is subtracted, so that singular matrices of small whole numbers come out as such.
 */
function subtractFromTwo(top: usize, q: usize, r: usize, n: usize, divisor: v128): void {
  const factor = f32x4.div(v128.load(q), divisor);
  const other = f32x4.div(v128.load(r), divisor);
  for (let p: usize = 16; p < n << 4; p += 16) {
    const x = v128.load(top + p);
    v128.store(q + p, f32x4.sub(v128.load(q + p), f32x4.mul(factor, x)));
    v128.store(r + p, f32x4.sub(v128.load(r + p), f32x4.mul(other, x)));
  }
}

function subtractFrom(top: usize, q: usize, n: usize, divisor: v128): void {
  const factor = f32x4.div(v128.load(q), divisor);
  for (let p: usize = 16; p < n << 4; p += 16)
    v128.store(q + p, f32x4.sub(v128.load(q + p), f32x4.mul(factor, v128.load(top + p))));
}

/**
 * Element by element, the values of four matrices in one vector; the last matrix stands in for those that are missing.
 */
function gather(a: usize, count: usize, size: usize, out: usize): void {
  const bytes = size << 2;
  const b = count > 1 ? a + bytes : a;
  const c = count > 2 ? b + bytes : b;
  const d = count > 3 ? c + bytes : c;
  const whole = bytes & ~15;
  for (let p: usize = 0; p < whole; p += 16) {
    const x0 = v128.load(a + p);
    const x1 = v128.load(b + p);
    const x2 = v128.load(c + p);
    const x3 = v128.load(d + p);
    const y0 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5);
    const y1 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
    const y2 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7);
    const y3 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
    const q = out + (p << 2);
    v128.store(q, v128.shuffle<i64>(y0, y1, 0, 2));
    v128.store(q, v128.shuffle<i64>(y0, y1, 1, 3), 16);
    v128.store(q, v128.shuffle<i64>(y2, y3, 0, 2), 32);
    v128.store(q, v128.shuffle<i64>(y2, y3, 1, 3), 48);
  }
  for (let p = whole; p < bytes; p += 4) {
    const x = v128.load32_lane(b + p, v128.load32_zero(a + p), 1);
    v128.store(out + (p << 2), v128.load32_lane(d + p, v128.load32_lane(c + p, x, 2), 3));
  }
}
