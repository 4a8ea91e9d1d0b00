import { high, loadFirst, low, madd, sumOfDoubles } from "./lanes";

/** M·Mᵀ, in double precision, of a float32 matrix of `rows` rows of n values; `out` is row-major. */
export function gram(m: usize, out: usize, rows: usize, n: usize): void {
  const row = n << 2;
  for (let i: usize = 0; i < rows; i++) {
    let j: usize = 0;
    for (; j + 4 <= i + 1; j += 4) fourProducts(m + i * row, m + j * row, n, out + ((i * rows + j) << 3));
    for (; j <= i; j++) store<f64>(out + ((i * rows + j) << 3), product(m + i * row, m + j * row, n));
    for (j = 0; j < i; j++) store<f64>(out + ((j * rows + i) << 3), load<f64>(out + ((i * rows + j) << 3)));
  }
}

/** How many products of a lane are summed in single precision before they are added in double. */
const RUN: usize = 32;

/** One row with four consecutive ones. */
function fourProducts(a: usize, b: usize, n: usize, out: usize): void {
  const b1 = b + (n << 2);
  const b2 = b1 + (n << 2);
  const b3 = b2 + (n << 2);
  let d0: f64 = 0;
  let d1: f64 = 0;
  let d2: f64 = 0;
  let d3: f64 = 0;
  let p: usize = 0;
  const whole = (n & ~3) << 2;
  while (p < whole) {
    const end = min(whole, p + (RUN << 4));
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (; p < end; p += 16) {
      const x = v128.load(a + p);
      s0 = madd(x, v128.load(b + p), s0);
      s1 = madd(x, v128.load(b1 + p), s1);
      s2 = madd(x, v128.load(b2 + p), s2);
      s3 = madd(x, v128.load(b3 + p), s3);
    }
    d0 += sumOfDoubles(f64x2.add(low(s0), high(s0)));
    d1 += sumOfDoubles(f64x2.add(low(s1), high(s1)));
    d2 += sumOfDoubles(f64x2.add(low(s2), high(s2)));
    d3 += sumOfDoubles(f64x2.add(low(s3), high(s3)));
  }
  for (; p < n << 2; p += 4) {
    const x = <f64>load<f32>(a + p);
    d0 += x * <f64>load<f32>(b + p);
    d1 += x * <f64>load<f32>(b1 + p);
    d2 += x * <f64>load<f32>(b2 + p);
    d3 += x * <f64>load<f32>(b3 + p);
  }
  store<f64>(out, d0);
  store<f64>(out, d1, 8);
  store<f64>(out, d2, 16);
  store<f64>(out, d3, 24);
}

function product(left: usize, right: usize, n: usize): f64 {
  let a = left;
  let b = right;
  let total = f64x2.splat(0);
  const whole = a + ((n & ~3) << 2);
  while (a < whole) {
    const end = min(whole, a + (RUN << 4));
    let part = f32x4.splat(0);
    for (; a < end; a += 16, b += 16) part = madd(v128.load(a), v128.load(b), part);
    total = f64x2.add(total, f64x2.add(low(part), high(part)));
  }
  if (n & 3) {
    const part = f32x4.mul(loadFirst(a, n & 3), loadFirst(b, n & 3));
    total = f64x2.add(total, f64x2.add(low(part), high(part)));
  }
  return sumOfDoubles(total);
}
