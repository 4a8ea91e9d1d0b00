import { high, low, sumOfDoubles } from "./vectors";

/** (x − mean)/std with n − 1 degrees of freedom, and 0 where that is NaN. */
export function normalize(a: usize, out: usize, n: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let t0 = f64x2.splat(0);
  let t1 = f64x2.splat(0);
  let t2 = f64x2.splat(0);
  let t3 = f64x2.splat(0);
  const end = a + (n << 2);
  let p = a;
  for (; p + 32 <= end; p += 32) {
    const x0 = f64x2.promote_low_f32x4(v128.load64_zero(p));
    const x1 = f64x2.promote_low_f32x4(v128.load64_zero(p, 8));
    const x2 = f64x2.promote_low_f32x4(v128.load64_zero(p, 16));
    const x3 = f64x2.promote_low_f32x4(v128.load64_zero(p, 24));
    s0 = f64x2.add(s0, x0);
    s1 = f64x2.add(s1, x1);
    s2 = f64x2.add(s2, x2);
    s3 = f64x2.add(s3, x3);
    t0 = f64x2.add(t0, f64x2.mul(x0, x0));
    t1 = f64x2.add(t1, f64x2.mul(x1, x1));
    t2 = f64x2.add(t2, f64x2.mul(x2, x2));
    t3 = f64x2.add(t3, f64x2.mul(x3, x3));
  }
  for (; p < end; p += 4) {
    const x = f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<f32>(p));
    s0 = f64x2.add(s0, x);
    t0 = f64x2.add(t0, f64x2.mul(x, x));
  }
  const size = <f64>n;
  const mean = sumOfDoubles(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3))) / size;
  const ofMean = mean * mean * size;
  let squares = sumOfDoubles(f64x2.add(f64x2.add(t0, t1), f64x2.add(t2, t3))) - ofMean;
  // Where the mean is large against the deviation, the difference of squares has lost too many digits.
  if (!(squares > 1e-6 * ofMean)) squares = deviations(a, n, mean);
  const deviation = Math.sqrt(squares / (size - 1));
  if (deviation > 1e-30 && deviation < 1e30 && Math.abs(mean) < 1e30) inSingle(a, out, n, mean, deviation);
  else inDouble(a, out, n, mean, deviation);
}

/** Here all values are finite. */
function inSingle(a: usize, out: usize, n: usize, mean: f64, deviation: f64): void {
  const by = f32x4.splat(<f32>(1 / deviation));
  // The mean as the sum of two float32 numbers, of which the first cancels exactly.
  const center = f32x4.splat(<f32>mean);
  const rest = f32x4.splat(<f32>(mean - <f64>(<f32>mean)));
  for (let p: usize = 0; p < n << 2; p += 16)
    v128.store(out + p, f32x4.mul(f32x4.sub(f32x4.sub(v128.load(a + p), center), rest), by));
}

/** For what float32 cannot express: deviations of 0, of NaN or near the ends of its range. */
function inDouble(a: usize, out: usize, n: usize, mean: f64, deviation: f64): void {
  for (let p: usize = 0; p < n << 2; p += 4) {
    const z = (<f64>load<f32>(a + p) - mean) / deviation;
    store<f32>(out + p, Number.isNaN(z) ? 0 : <f32>z);
  }
}

/** Σ (x − mean)² */
function deviations(values: usize, n: usize, mean: f64): f64 {
  let a = values;
  const center = f64x2.splat(mean);
  let total = f64x2.splat(0);
  const whole = a + ((n & ~3) << 2);
  for (; a < whole; a += 16) {
    const x = v128.load(a);
    const first = f64x2.sub(low(x), center);
    const last = f64x2.sub(high(x), center);
    total = f64x2.add(total, f64x2.add(f64x2.mul(first, first), f64x2.mul(last, last)));
  }
  let result = sumOfDoubles(total);
  for (let left = n & 3; left > 0; left--, a += 4) {
    const d = <f64>load<f32>(a) - mean;
    result += d * d;
  }
  return result;
}
