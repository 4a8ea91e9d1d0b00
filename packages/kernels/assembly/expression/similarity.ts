import { allNormal, exponent, logOf, logOfAny, mantissa, positiveOrOne } from "./vector-math";
import { firstOnes, high, loadFirst, low, sumOfDoubles, sumOfInts } from "./vectors";

/** How often one of two values is greater than 0 and the other is not. */
export function hamming(a: usize, b: usize, n: usize): i32 {
  const zero = f32x4.splat(0);
  const whole = (n & ~3) << 2;
  let count = i32x4.splat(0);
  for (let p: usize = 0; p < whole; p += 16)
    count = i32x4.sub(count, v128.xor(f32x4.gt(v128.load(a + p), zero), f32x4.gt(v128.load(b + p), zero)));
  if (n & 3) {
    const x = loadFirst(a + whole, n & 3);
    const y = loadFirst(b + whole, n & 3);
    count = i32x4.sub(count, v128.xor(f32x4.gt(x, zero), f32x4.gt(y, zero)));
  }
  return sumOfInts(count);
}

/** Σ t(ln t − a) over the targets t > 0. */
export function divergence(input: usize, targets: usize, n: usize): f64 {
  const whole = (n & ~15) << 2;
  const left = <i32>(n & 15);
  let total = f64x2.splat(0);
  for (let p: usize = 0; p < whole; p += 64) {
    const t = targets + p;
    total = f64x2.add(total, sixteen(input + p, v128.load(t), v128.load(t, 16), v128.load(t, 32), v128.load(t, 48)));
  }
  if (left) {
    // Past the end the target is 0.
    const t = targets + whole;
    const t0 = v128.and(v128.load(t), firstOnes(left));
    const t1 = v128.and(v128.load(t, 16), firstOnes(left - 4));
    const t2 = v128.and(v128.load(t, 32), firstOnes(left - 8));
    const t3 = v128.and(v128.load(t, 48), firstOnes(left - 12));
    total = f64x2.add(total, sixteen(input + whole, t0, t1, t2, t3));
  }
  return sumOfDoubles(total);
}

function sixteen(a: usize, t0: v128, t1: v128, t2: v128, t3: v128): v128 {
  const x0 = positiveOrOne(t0);
  const x1 = positiveOrOne(t1);
  const x2 = positiveOrOne(t2);
  const x3 = positiveOrOne(t3);
  if (allNormal(x0, x1, x2, x3)) {
    const first = pointwise(v128.load(a), t0, logOf(mantissa(x0), exponent(x0)));
    const second = pointwise(v128.load(a, 16), t1, logOf(mantissa(x1), exponent(x1)));
    const third = pointwise(v128.load(a, 32), t2, logOf(mantissa(x2), exponent(x2)));
    const fourth = pointwise(v128.load(a, 48), t3, logOf(mantissa(x3), exponent(x3)));
    return f64x2.add(f64x2.add(first, second), f64x2.add(third, fourth));
  }
  const first = pointwise(v128.load(a), t0, logOfAny(x0));
  const second = pointwise(v128.load(a, 16), t1, logOfAny(x1));
  const third = pointwise(v128.load(a, 32), t2, logOfAny(x2));
  const fourth = pointwise(v128.load(a, 48), t3, logOfAny(x3));
  return f64x2.add(f64x2.add(first, second), f64x2.add(third, fourth));
}

function pointwise(a: v128, t: v128, logarithm: v128): v128 {
  const x = v128.and(f32x4.mul(t, f32x4.sub(logarithm, a)), f32x4.gt(t, f32x4.splat(0)));
  return f64x2.add(low(x), high(x));
}

/** The sum over rows of the cosine of two, the product of their norms being at least 1e-8; `step` is 0 or a row. */
export function cosine(left: usize, right: usize, step: usize, rows: usize, n: usize): f64 {
  let total: f64 = 0;
  for (let row: usize = 0; row < rows; row++) total += cosineOf(left + row * step, right + row * (n << 2), n);
  return total;
}

function cosineOf(left: usize, right: usize, n: usize): f64 {
  let products = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let others = f64x2.splat(0);
  for (let p: usize = 0; p < n << 2; p += 16) {
    const count = n - (p >> 2);
    const x = count < 4 ? loadFirst(left + p, count) : v128.load(left + p);
    const y = count < 4 ? loadFirst(right + p, count) : v128.load(right + p);
    const x0 = low(x);
    const x1 = high(x);
    const y0 = low(y);
    const y1 = high(y);
    products = f64x2.add(products, f64x2.add(f64x2.mul(x0, y0), f64x2.mul(x1, y1)));
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(x0, x0), f64x2.mul(x1, x1)));
    others = f64x2.add(others, f64x2.add(f64x2.mul(y0, y0), f64x2.mul(y1, y1)));
  }
  return sumOfDoubles(products) / Math.sqrt(max(sumOfDoubles(squares) * sumOfDoubles(others), 1e-16));
}
