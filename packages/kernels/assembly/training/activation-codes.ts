/** What activations say of images by their signs. */

/**
 * One bit for each of n numbers, on where it is above 0, 32 to a word from the lowest bit on; the rest of the last
 * word is off.
 *
 * Returns 1 where all numbers are finite, else 0.
 */
export function activationCodes(x: usize, codes: usize, n: i32): i32 {
  const zero = f32x4.splat(0);
  let odd = zero;
  let p = x;
  let o = codes;
  let left = n;
  for (; left >= 32; left -= 32) {
    let word: u32 = 0;
    for (let shift = 0; shift < 32; shift += 4) {
      const values = v128.load(p);
      // Infinity − Infinity is NaN, and NaN is not itself.
      const difference = f32x4.sub(values, values);
      odd = v128.or(odd, f32x4.ne(difference, difference));
      word |= (<u32>i32x4.bitmask(f32x4.gt(values, zero))) << shift;
      p += 16;
    }
    store<u32>(o, word);
    o += 4;
  }
  let finite = !v128.any_true(odd);
  if (left > 0) {
    let word: u32 = 0;
    for (let bit = 0; bit < left; bit++, p += 4) {
      const value = load<f32>(p);
      if (value - value !== 0) finite = false;
      if (value > 0) word |= (<u32>1) << bit;
    }
    store<u32>(o, word);
  }
  return finite ? 1 : 0;
}

/** 1 where all of n numbers are finite, else 0. */
export function allFinite(x: usize, n: i32): i32 {
  let odd = f32x4.splat(0);
  let p = x;
  let left = n;
  for (; left >= 4; left -= 4, p += 16) {
    const values = v128.load(p);
    const difference = f32x4.sub(values, values);
    odd = v128.or(odd, f32x4.ne(difference, difference));
  }
  for (; left > 0; left--, p += 4) {
    const value = load<f32>(p);
    if (value - value !== 0) return 0;
  }
  return v128.any_true(odd) ? 0 : 1;
}

/** In how many bits two runs of words differ. */
export function differingBits(a: usize, b: usize, words: i32): i32 {
  let sums = i32x4.splat(0);
  let p = a;
  let q = b;
  let left = words;
  for (; left >= 4; left -= 4, p += 16, q += 16) {
    const ones = i8x16.popcnt(v128.xor(v128.load(p), v128.load(q)));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(ones)));
  }
  let sum =
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
  for (; left > 0; left--, p += 4, q += 4) sum += <i32>popcnt<u32>(load<u32>(p) ^ load<u32>(q));
  return sum;
}

/** The largest of n magnitudes, 0 of none; NaN is passed over. */
export function largest(x: usize, n: i32): f32 {
  let most = f32x4.splat(0);
  let p = x;
  let left = n;
  for (; left >= 4; left -= 4, p += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(p)));
  let one = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  for (; left > 0; left--, p += 4) {
    const value = abs<f32>(load<f32>(p));
    if (value > one) one = value;
  }
  return one;
}
