import { high, low, sumOfDoubles } from "./lanes";
import { sum, sumSquares } from "./reduce";

/** (x − mean)/std with n − 1 degrees of freedom, and 0 where that is NaN. */
export function normalize(a: usize, out: usize, n: usize): void {
  const size = <f64>n;
  const mean = sum(a, n) / size;
  const ofMean = mean * mean * size;
  let squares = sumSquares(a, n) - ofMean;
  // Where the mean is large against the deviation, the difference of squares has lost too many digits.
  if (!(squares > 1e-6 * ofMean)) squares = deviations(a, n, mean);
  const deviation = Math.sqrt(squares / (size - 1));
  if (deviation > 1e-30 && deviation < 1e30 && Math.abs(mean) < 1e30) inSingle(a, out, n, mean, deviation);
  else inDouble(a, out, n, mean, deviation);
}

function inSingle(a: usize, out: usize, n: usize, mean: f64, deviation: f64): void {
  const divisor = f32x4.splat(<f32>deviation);
  // The mean as the sum of two float32 numbers, of which the first cancels exactly.
  const center = f32x4.splat(<f32>mean);
  const rest = f32x4.splat(<f32>(mean - <f64>(<f32>mean)));
  for (let p: usize = 0; p < n << 2; p += 16) {
    const z = f32x4.div(f32x4.sub(f32x4.sub(v128.load(a + p), center), rest), divisor);
    v128.store(out + p, v128.and(z, f32x4.eq(z, z)));
  }
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
