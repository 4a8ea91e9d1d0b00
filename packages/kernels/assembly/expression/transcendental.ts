/**
 * Sixteen values at a time, because V8 makes the constants of a loop anew in each round; so up to 60 bytes past the end
 * are read and written.
 */
import {
  allModerate,
  allNormal,
  belowOverflow,
  expOfModerate,
  exponent,
  exp as exponential,
  logOf,
  logOfAny,
  mantissa,
  positiveOrOne,
} from "./vector-math";

export function exp(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    const x = a + p;
    const y = out + p;
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const x2 = v128.load(x, 32);
    const x3 = v128.load(x, 48);
    if (allModerate(x0, x1, x2, x3)) {
      v128.store(y, expOfModerate(x0));
      v128.store(y, expOfModerate(x1), 16);
      v128.store(y, expOfModerate(x2), 32);
      v128.store(y, expOfModerate(x3), 48);
    } else {
      v128.store(y, exponential(belowOverflow(x0)));
      v128.store(y, exponential(belowOverflow(x1)), 16);
      v128.store(y, exponential(belowOverflow(x2)), 32);
      v128.store(y, exponential(belowOverflow(x3)), 48);
    }
  }
}

/** ln x, and 0 where x ≤ 0. */
export function log(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    const x = a + p;
    const y = out + p;
    const x0 = positiveOrOne(v128.load(x));
    const x1 = positiveOrOne(v128.load(x, 16));
    const x2 = positiveOrOne(v128.load(x, 32));
    const x3 = positiveOrOne(v128.load(x, 48));
    if (allNormal(x0, x1, x2, x3)) {
      v128.store(y, logOf(mantissa(x0), exponent(x0)));
      v128.store(y, logOf(mantissa(x1), exponent(x1)), 16);
      v128.store(y, logOf(mantissa(x2), exponent(x2)), 32);
      v128.store(y, logOf(mantissa(x3), exponent(x3)), 48);
    } else {
      v128.store(y, logOfAny(x0));
      v128.store(y, logOfAny(x1), 16);
      v128.store(y, logOfAny(x2), 32);
      v128.store(y, logOfAny(x3), 48);
    }
  }
}

/** |ln x|, 0 where x = 0 and NaN where x < 0. */
export function absLog(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    const x = a + p;
    const y = out + p;
    const x0 = magnitudeOrOne(v128.load(x));
    const x1 = magnitudeOrOne(v128.load(x, 16));
    const x2 = magnitudeOrOne(v128.load(x, 32));
    const x3 = magnitudeOrOne(v128.load(x, 48));
    if (allNormal(x0, x1, x2, x3)) {
      storeMagnitude(y, x, logOf(mantissa(x0), exponent(x0)));
      storeMagnitude(y + 16, x + 16, logOf(mantissa(x1), exponent(x1)));
      storeMagnitude(y + 32, x + 32, logOf(mantissa(x2), exponent(x2)));
      storeMagnitude(y + 48, x + 48, logOf(mantissa(x3), exponent(x3)));
    } else {
      storeMagnitude(y, x, logOfAny(x0));
      storeMagnitude(y + 16, x + 16, logOfAny(x1));
      storeMagnitude(y + 32, x + 32, logOfAny(x2));
      storeMagnitude(y + 48, x + 48, logOfAny(x3));
    }
  }
}

function magnitudeOrOne(x: v128): v128 {
  const size = f32x4.abs(x);
  return v128.bitselect(f32x4.splat(1), size, f32x4.eq(size, f32x4.splat(0)));
}

/** |logarithm|, and NaN where the value at x is below 0. */
function storeMagnitude(y: usize, x: usize, logarithm: v128): void {
  v128.store(y, v128.or(f32x4.abs(logarithm), f32x4.lt(v128.load(x), f32x4.splat(0))));
}

/** 1/(1 + e^−x), which is 0 where e^−x overflows. */
export function sigmoid(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    const x = a + p;
    const y = out + p;
    const x0 = f32x4.neg(v128.load(x));
    const x1 = f32x4.neg(v128.load(x, 16));
    const x2 = f32x4.neg(v128.load(x, 32));
    const x3 = f32x4.neg(v128.load(x, 48));
    if (allModerate(x0, x1, x2, x3)) {
      v128.store(y, logistic(expOfModerate(x0)));
      v128.store(y, logistic(expOfModerate(x1)), 16);
      v128.store(y, logistic(expOfModerate(x2)), 32);
      v128.store(y, logistic(expOfModerate(x3)), 48);
    } else {
      v128.store(y, logistic(exponential(belowOverflow(x0))));
      v128.store(y, logistic(exponential(belowOverflow(x1))), 16);
      v128.store(y, logistic(exponential(belowOverflow(x2))), 32);
      v128.store(y, logistic(exponential(belowOverflow(x3))), 48);
    }
  }
}

/** 1/(1 + e) */
function logistic(e: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, e));
}
