/** acc + v · w: rounded once where the engine fuses them, else twice. */
export function madd(v: v128, w: v128, acc: v128): v128 {
  return FUSED ? f32x4.relaxed_madd(v, w, acc) : f32x4.add(acc, f32x4.mul(v, w));
}

/** The first two values in double precision. */
export function low(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** The last two values in double precision. */
export function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
}

/** Two pairs of doubles as four float32 values. */
export function toSingle(first: v128, last: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(last), 0, 2);
}

export function sumOfDoubles(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

export function sumOfInts(x: v128): i32 {
  return i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3);
}

/** All bits set in the first `count` of four places. */
export function firstOnes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** Four values, or 0 for those from `count` on. */
export function loadFirst(a: usize, count: usize): v128 {
  return v128.and(v128.load(a), firstOnes(<i32>count));
}

/** Stores the first `count` ≤ 4 values. */
export function storeFirst(out: usize, x: v128, count: usize): void {
  if (count >= 4) v128.store(out, x);
  else {
    if (count & 2) {
      v128.store64_lane(out, x, 0);
      if (count & 1) v128.store32_lane(out, x, 2, 8);
    } else if (count & 1) v128.store32_lane(out, x, 0);
  }
}
