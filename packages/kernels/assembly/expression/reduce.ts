/** Sums in double precision: the result is the float32 nearest to the true one, or its neighbor. */
import { high, loadFirst, low, sumOfDoubles } from "./vectors";

export function sum(values: usize, n: usize): f64 {
  let a = values;
  const whole = a + ((n & ~7) << 2);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (; a < whole; a += 32) {
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(v128.load64_zero(a)));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.load64_zero(a, 8)));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(v128.load64_zero(a, 16)));
    s3 = f64x2.add(s3, f64x2.promote_low_f32x4(v128.load64_zero(a, 24)));
  }
  for (let left = n & 7; left > 0; left -= min(left, 4), a += 16) {
    const x = loadFirst(a, min(left, 4));
    s0 = f64x2.add(s0, low(x));
    s1 = f64x2.add(s1, high(x));
  }
  return sumOfDoubles(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
}

export function sumAbs(values: usize, n: usize): f64 {
  let a = values;
  const whole = a + ((n & ~7) << 2);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (; a < whole; a += 32) {
    s0 = f64x2.add(s0, f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(a))));
    s1 = f64x2.add(s1, f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(a, 8))));
    s2 = f64x2.add(s2, f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(a, 16))));
    s3 = f64x2.add(s3, f64x2.abs(f64x2.promote_low_f32x4(v128.load64_zero(a, 24))));
  }
  for (let left = n & 7; left > 0; left -= min(left, 4), a += 16) {
    const x = f32x4.abs(loadFirst(a, min(left, 4)));
    s0 = f64x2.add(s0, low(x));
    s1 = f64x2.add(s1, high(x));
  }
  return sumOfDoubles(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
}

/** The squares are exact. */
export function sumSquares(values: usize, n: usize): f64 {
  let a = values;
  const whole = a + ((n & ~7) << 2);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (; a < whole; a += 32) {
    const x0 = f64x2.promote_low_f32x4(v128.load64_zero(a));
    const x1 = f64x2.promote_low_f32x4(v128.load64_zero(a, 8));
    const x2 = f64x2.promote_low_f32x4(v128.load64_zero(a, 16));
    const x3 = f64x2.promote_low_f32x4(v128.load64_zero(a, 24));
    s0 = f64x2.add(s0, f64x2.mul(x0, x0));
    s1 = f64x2.add(s1, f64x2.mul(x1, x1));
    s2 = f64x2.add(s2, f64x2.mul(x2, x2));
    s3 = f64x2.add(s3, f64x2.mul(x3, x3));
  }
  for (let left = n & 7; left > 0; left--, a += 4) {
    const x = f64x2.splat(<f64>load<f32>(a));
    s0 = f64x2.add(s0, f64x2.replace_lane(f64x2.mul(x, x), 1, 0));
  }
  return sumOfDoubles(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
}
