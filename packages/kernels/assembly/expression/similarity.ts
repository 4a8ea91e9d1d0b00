import { firstLanes, high, loadFirst, low, sumOfDoubles, sumOfInts } from "./lanes";
import { dot, sumSquares } from "./reduce";
import { allNormal, exponent, logOf, logOfAny, mantissa, positiveOrOne } from "./vector-math";

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
  let a = input;
  let target = targets;
  let total = f64x2.splat(0);
  for (let left = <i32>n; left > 0; left -= 16, a += 64, target += 64) {
    // Past the end the target is 0.
    const t0 = v128.and(v128.load(target), firstLanes(left));
    const t1 = v128.and(v128.load(target, 16), firstLanes(left - 4));
    const t2 = v128.and(v128.load(target, 32), firstLanes(left - 8));
    const t3 = v128.and(v128.load(target, 48), firstLanes(left - 12));
    const x0 = positiveOrOne(t0);
    const x1 = positiveOrOne(t1);
    const x2 = positiveOrOne(t2);
    const x3 = positiveOrOne(t3);
    if (allNormal(x0, x1, x2, x3)) {
      total = f64x2.add(total, pointwise(v128.load(a), t0, logOf(mantissa(x0), exponent(x0))));
      total = f64x2.add(total, pointwise(v128.load(a, 16), t1, logOf(mantissa(x1), exponent(x1))));
      total = f64x2.add(total, pointwise(v128.load(a, 32), t2, logOf(mantissa(x2), exponent(x2))));
      total = f64x2.add(total, pointwise(v128.load(a, 48), t3, logOf(mantissa(x3), exponent(x3))));
    } else {
      total = f64x2.add(total, pointwise(v128.load(a), t0, logOfAny(x0)));
      total = f64x2.add(total, pointwise(v128.load(a, 16), t1, logOfAny(x1)));
      total = f64x2.add(total, pointwise(v128.load(a, 32), t2, logOfAny(x2)));
      total = f64x2.add(total, pointwise(v128.load(a, 48), t3, logOfAny(x3)));
    }
  }
  return sumOfDoubles(total);
}

function pointwise(a: v128, t: v128, logarithm: v128): v128 {
  const x = v128.and(f32x4.mul(t, f32x4.sub(logarithm, a)), f32x4.gt(t, f32x4.splat(0)));
  return f64x2.add(low(x), high(x));
}

/** The sum over rows of the cosine of two, the product of their norms being at least 1e-8; `step` is 0 or a row. */
export function cosine(left: usize, right: usize, step: usize, rows: usize, n: usize): f64 {
  let total: f64 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const a = left + row * step;
    const b = right + row * (n << 2);
    total += dot(a, b, n) / Math.sqrt(max(sumSquares(a, n) * sumSquares(b, n), 1e-16));
  }
  return total;
}
