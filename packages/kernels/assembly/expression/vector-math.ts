/**
 * exp and log of four float32 values, in pieces that are small enough to be inlined.
 *
 * The polynomials are minimax fits on the reduced ranges: |r| ≤ ln 2 / 2 with a relative error of 3e-9 for exp, and
 * s² ≤ 0.0295 with 8e-10 for log. What remains is rounding, at most 2 units in the last place. Their terms are paired
 * where a chain of dependent operations would be what limits the speed.
 */
import { madd } from "./vectors";

const LOG2_E: f32 = <f32>Math.LOG2E;
/** ln 2 in two parts; multiples of the first by an exponent are exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** Adding 1.5·2²³ leaves the nearest integer in the low bits of the sum. */
const ROUND: f32 = 12582912;

/** e^x for x ≤ 89, which `belowOverflow` sees to, and for NaN. */
export function exp(x: v128): v128 {
  // Below −104 the result is 0, and NaN compares false and stays.
  const limited = f32x4.pmax(x, f32x4.splat(-104));
  const shifted = madd(limited, f32x4.splat(LOG2_E), f32x4.splat(ROUND));
  return scale(expReduced(limited, f32x4.sub(shifted, f32x4.splat(ROUND))), i32x4.shl(shifted, 23));
}

/** Above 89 the exponential overflows. */
export function belowOverflow(x: v128): v128 {
  return f32x4.pmin(x, f32x4.splat(89));
}

/** Whether these are all so small in magnitude that their exponentials are normal numbers; a NaN is not. */
export function allModerate(a: v128, b: v128, c: v128, d: v128): bool {
  const ab = i32x4.max_s(withoutSign(a), withoutSign(b));
  const cd = i32x4.max_s(withoutSign(c), withoutSign(d));
  return !v128.any_true(i32x4.gt_s(i32x4.max_s(ab, cd), i32x4.splat(0x42ac0000)));
}

function withoutSign(x: v128): v128 {
  return v128.and(x, i32x4.splat(0x7fffffff));
}

/** e^x for |x| ≤ 86, where the exponent of the result can be added to. */
export function expOfModerate(x: v128): v128 {
  const shifted = madd(x, f32x4.splat(LOG2_E), f32x4.splat(ROUND));
  return i32x4.add(expReduced(x, f32x4.sub(shifted, f32x4.splat(ROUND))), i32x4.shl(shifted, 23));
}

/** e^(x − n·ln 2) */
function expReduced(x: v128, n: v128): v128 {
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), x));
  return f32x4.add(madd(f32x4.mul(r, r), expTail(r), r), f32x4.splat(1));
}

function expTail(r: v128): v128 {
  const square = f32x4.mul(r, r);
  const low = madd(r, f32x4.splat(0.1666651964187622), f32x4.splat(0.4999999403953552));
  const middle = madd(r, f32x4.splat(0.008368780836462975), f32x4.splat(0.04166839271783829));
  return madd(square, madd(square, f32x4.splat(0.001381446490995586), middle), low);
}

/** y·2ⁿ, n being in the upper nine bits; in two steps, since 2ⁿ itself may be a denormal or overflow. */
function scale(y: v128, n: v128): v128 {
  const half = v128.and(i32x4.shr_s(n, 1), i32x4.splat(0xff800000));
  const one = i32x4.splat(0x3f800000);
  return f32x4.mul(f32x4.mul(y, i32x4.add(half, one)), i32x4.add(i32x4.sub(n, half), one));
}

/*
 * ln x of normal numbers x > 0 is `logOf(mantissa(x), exponent(x))`; written out where it is used, because as one
 * function it is too large to be inlined. `logOfAny` is for the rest of x > 0 and for NaN.
 */

/** Whether these are all normal numbers above 0. */
export function allNormal(a: v128, b: v128, c: v128, d: v128): bool {
  const least = i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(c, d));
  const most = i32x4.max_s(i32x4.max_s(a, b), i32x4.max_s(c, d));
  const outside = v128.or(i32x4.lt_s(least, i32x4.splat(0x00800000)), i32x4.gt_s(most, i32x4.splat(0x7f7fffff)));
  return !v128.any_true(outside);
}

/** The exponent, as an integer, that leaves a mantissa in [√½, √2). */
function wholeExponent(x: v128): v128 {
  return i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
}

export function mantissa(x: v128): v128 {
  return i32x4.sub(x, i32x4.shl(wholeExponent(x), 23));
}

export function exponent(x: v128): v128 {
  return f32x4.convert_i32x4_s(wholeExponent(x));
}

/** 1, whose logarithm is 0, in place of x ≤ 0. */
export function positiveOrOne(x: v128): v128 {
  return v128.bitselect(f32x4.splat(1), x, f32x4.le(x, f32x4.splat(0)));
}

export function logOfAny(x: v128): v128 {
  // A denormal has no exponent of its own, so it is multiplied by 2²⁴.
  const denormal = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const normal = v128.bitselect(f32x4.mul(x, f32x4.splat(16777216)), x, denormal);
  const raised = v128.and(denormal, f32x4.splat(24));
  const result = logOf(mantissa(normal), f32x4.sub(exponent(normal), raised));
  // +∞ and NaN are their own logarithms.
  return v128.bitselect(result, x, f32x4.lt(x, f32x4.splat(Infinity)));
}

/** ln m + k·ln 2, by s = (m − 1)/(m + 1). */
export function logOf(m: v128, k: v128): v128 {
  const f = f32x4.sub(m, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(m, f32x4.splat(1)));
  const halfSquare = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5));
  const inner = f32x4.mul(s, f32x4.add(halfSquare, logTail(f32x4.mul(s, s))));
  const low = madd(k, f32x4.splat(LN2_LOW), inner);
  return madd(k, f32x4.splat(LN2_HIGH), f32x4.sub(f, f32x4.sub(halfSquare, low)));
}

function logTail(z: v128): v128 {
  const r = madd(z, f32x4.splat(0.29874423146247864), f32x4.splat(0.3997744917869568));
  return f32x4.mul(madd(r, z, f32x4.splat(0.6666677594184875)), z);
}
