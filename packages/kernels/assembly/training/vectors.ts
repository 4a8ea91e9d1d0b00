/** acc + v · w: rounded once where the engine fuses them, else twice. */
export function madd(v: v128, w: v128, acc: v128): v128 {
  return FUSED ? f32x4.relaxed_madd(v, w, acc) : f32x4.add(acc, f32x4.mul(v, w));
}

/** Ones in the places from `first` on, none before. */
export function onesFrom(first: i32): v128 {
  return i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(first));
}

/** The first `count` ≤ 4 floats at p, zeros after them; reads nothing else. */
export function loadFirst(p: usize, count: i32): v128 {
  if (count >= 4) return v128.load(p);
  if (count === 3) return v128.load32_lane(p + 8, v128.load64_zero(p), 2);
  if (count === 2) return v128.load64_zero(p);
  return v128.load32_zero(p);
}

/** Writes the first `count` ≤ 4 numbers at p and nothing else. */
export function storeFirst(p: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(p, v);
  } else if (count === 3) {
    v128.store64_lane(p, v, 0);
    v128.store32_lane(p + 8, v, 2);
  } else if (count === 2) {
    v128.store64_lane(p, v, 0);
  } else {
    v128.store32_lane(p, v, 0);
  }
}

/** The sum of the four numbers. */
export function horizontalSum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
