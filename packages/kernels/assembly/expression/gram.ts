import { high, loadFirst, low, madd, sumOfDoubles } from "./vectors";

/** M·Mᵀ, in double precision, of a float32 matrix of `rows` rows of n values; `out` is row-major. */
export function gram(m: usize, out: usize, rows: usize, n: usize): void {
  const row = n << 2;
  for (let i: usize = 0; i < rows; i += 2) {
    const next = min(i + 1, rows - 1);
    let j: usize = 0;
    // The last four go beyond the diagonal, where the rows below will write the same.
    for (; j <= next && j + 4 <= rows; j += 4)
      eightProducts(
        m + i * row,
        m + next * row,
        m + j * row,
        n,
        out + ((i * rows + j) << 3),
        out + ((next * rows + j) << 3),
      );
    for (; j <= next; j++) {
      store<f64>(out + ((i * rows + j) << 3), product(m + i * row, m + j * row, n));
      store<f64>(out + ((next * rows + j) << 3), product(m + next * row, m + j * row, n));
    }
    for (j = 0; j < next; j++) {
      store<f64>(out + ((j * rows + i) << 3), load<f64>(out + ((i * rows + j) << 3)));
      store<f64>(out + ((j * rows + next) << 3), load<f64>(out + ((next * rows + j) << 3)));
    }
  }
}

/** How many products at one place of a vector are summed in single precision before they are added in double. */
const RUN: usize = 32;

/** Two rows with four consecutive ones. */
function eightProducts(a: usize, c: usize, b: usize, n: usize, out: usize, below: usize): void {
  const b1 = b + (n << 2);
  const b2 = b1 + (n << 2);
  const b3 = b2 + (n << 2);
  let d0: f64 = 0;
  let d1: f64 = 0;
  let d2: f64 = 0;
  let d3: f64 = 0;
  let e0: f64 = 0;
  let e1: f64 = 0;
  let e2: f64 = 0;
  let e3: f64 = 0;
  let p: usize = 0;
  const whole = (n & ~3) << 2;
  while (p < whole) {
    const end = min(whole, p + (RUN << 4));
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let t0 = f32x4.splat(0);
    let t1 = f32x4.splat(0);
    let t2 = f32x4.splat(0);
    let t3 = f32x4.splat(0);
    for (; p < end; p += 16) {
      const x = v128.load(a + p);
      const y = v128.load(c + p);
      const z0 = v128.load(b + p);
      s0 = madd(x, z0, s0);
      t0 = madd(y, z0, t0);
      const z1 = v128.load(b1 + p);
      s1 = madd(x, z1, s1);
      t1 = madd(y, z1, t1);
      const z2 = v128.load(b2 + p);
      s2 = madd(x, z2, s2);
      t2 = madd(y, z2, t2);
      const z3 = v128.load(b3 + p);
      s3 = madd(x, z3, s3);
      t3 = madd(y, z3, t3);
    }
    d0 += sumOfDoubles(f64x2.add(low(s0), high(s0)));
    d1 += sumOfDoubles(f64x2.add(low(s1), high(s1)));
    d2 += sumOfDoubles(f64x2.add(low(s2), high(s2)));
    d3 += sumOfDoubles(f64x2.add(low(s3), high(s3)));
    e0 += sumOfDoubles(f64x2.add(low(t0), high(t0)));
    e1 += sumOfDoubles(f64x2.add(low(t1), high(t1)));
    e2 += sumOfDoubles(f64x2.add(low(t2), high(t2)));
    e3 += sumOfDoubles(f64x2.add(low(t3), high(t3)));
  }
  for (; p < n << 2; p += 4) {
    const x = <f64>load<f32>(a + p);
    const y = <f64>load<f32>(c + p);
    const z0 = <f64>load<f32>(b + p);
    d0 += x * z0;
    e0 += y * z0;
    const z1 = <f64>load<f32>(b1 + p);
    d1 += x * z1;
    e1 += y * z1;
    const z2 = <f64>load<f32>(b2 + p);
    d2 += x * z2;
    e2 += y * z2;
    const z3 = <f64>load<f32>(b3 + p);
    d3 += x * z3;
    e3 += y * z3;
  }
  store<f64>(out, d0);
  store<f64>(out, d1, 8);
  store<f64>(out, d2, 16);
  store<f64>(out, d3, 24);
  store<f64>(below, e0);
  store<f64>(below, e1, 8);
  store<f64>(below, e2, 16);
  store<f64>(below, e3, 24);
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
