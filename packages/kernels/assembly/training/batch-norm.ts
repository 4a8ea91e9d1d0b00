import { channelSums } from "./channels";
import { loadFirst, storeFirst } from "./vectors";

/** Pixels whose squares are summed before the sum is added to the rest. */
const block = 128;

/**
 * Batch normalization with the statistics of the batch: y = (x − mean) · inverse · gamma + beta, for every channel over
 * its pixels, where inverse = 1 / √(variance + epsilon) and the variance is the biased one, summed in a second pass
 * about the mean. Pointers gamma and beta may be 0: then they are 1 and 0. Mean and inverse come out; y may be x.
 */
export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  mean: usize,
  inverse: usize,
  pixels: i32,
  channels: i32,
  epsilon: f32,
): void {
  const pixel = (<usize>channels) << 2;
  const share = f32x4.splat(1 / <f32>pixels);
  const one = f32x4.splat(1);
  const eps = f32x4.splat(epsilon);
  channelSums(x, mean, pixels, channels, 1 / <f32>pixels);
  let c = 0;
  for (; c + 16 <= channels; c += 16) {
    const at = (<usize>c) << 2;
    const m0 = v128.load(mean + at);
    const m1 = v128.load(mean + at, 16);
    const m2 = v128.load(mean + at, 32);
    const m3 = v128.load(mean + at, 48);
    let t0 = f32x4.splat(0);
    let t1 = t0;
    let t2 = t0;
    let t3 = t0;
    let p = x + at;
    for (let first = 0; first < pixels; first += block) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let k = min(block, pixels - first); k > 0; k--) {
        let d = f32x4.sub(v128.load(p), m0);
        s0 = f32x4.add(s0, f32x4.mul(d, d));
        d = f32x4.sub(v128.load(p, 16), m1);
        s1 = f32x4.add(s1, f32x4.mul(d, d));
        d = f32x4.sub(v128.load(p, 32), m2);
        s2 = f32x4.add(s2, f32x4.mul(d, d));
        d = f32x4.sub(v128.load(p, 48), m3);
        s3 = f32x4.add(s3, f32x4.mul(d, d));
        p += pixel;
      }
      t0 = f32x4.add(t0, s0);
      t1 = f32x4.add(t1, s1);
      t2 = f32x4.add(t2, s2);
      t3 = f32x4.add(t3, s3);
    }
    t0 = reciprocalRoot(t0, share, eps, one);
    t1 = reciprocalRoot(t1, share, eps, one);
    t2 = reciprocalRoot(t2, share, eps, one);
    t3 = reciprocalRoot(t3, share, eps, one);
    v128.store(inverse + at, t0);
    v128.store(inverse + at, t1, 16);
    v128.store(inverse + at, t2, 32);
    v128.store(inverse + at, t3, 48);
    if (gamma) {
      t0 = f32x4.mul(t0, v128.load(gamma + at));
      t1 = f32x4.mul(t1, v128.load(gamma + at, 16));
      t2 = f32x4.mul(t2, v128.load(gamma + at, 32));
      t3 = f32x4.mul(t3, v128.load(gamma + at, 48));
    }
    let b0 = f32x4.splat(0);
    let b1 = b0;
    let b2 = b0;
    let b3 = b0;
    if (beta) {
      b0 = v128.load(beta + at);
      b1 = v128.load(beta + at, 16);
      b2 = v128.load(beta + at, 32);
      b3 = v128.load(beta + at, 48);
    }
    p = x + at;
    let o = y + at;
    for (let k = pixels; k > 0; k--) {
      v128.store(o, f32x4.add(f32x4.mul(f32x4.sub(v128.load(p), m0), t0), b0));
      v128.store(o, f32x4.add(f32x4.mul(f32x4.sub(v128.load(p, 16), m1), t1), b1), 16);
      v128.store(o, f32x4.add(f32x4.mul(f32x4.sub(v128.load(p, 32), m2), t2), b2), 32);
      v128.store(o, f32x4.add(f32x4.mul(f32x4.sub(v128.load(p, 48), m3), t3), b3), 48);
      p += pixel;
      o += pixel;
    }
  }
  for (; c < channels; c += 4) {
    const rest = channels - c;
    const at = (<usize>c) << 2;
    const m = loadFirst(mean + at, rest);
    let t = f32x4.splat(0);
    let p = x + at;
    for (let first = 0; first < pixels; first += block) {
      let s = f32x4.splat(0);
      for (let k = min(block, pixels - first); k > 0; k--) {
        const d = f32x4.sub(loadFirst(p, rest), m);
        s = f32x4.add(s, f32x4.mul(d, d));
        p += pixel;
      }
      t = f32x4.add(t, s);
    }
    t = reciprocalRoot(t, share, eps, one);
    storeFirst(inverse + at, t, rest);
    if (gamma) t = f32x4.mul(t, loadFirst(gamma + at, rest));
    const b = beta ? loadFirst(beta + at, rest) : f32x4.splat(0);
    p = x + at;
    let o = y + at;
    for (let k = pixels; k > 0; k--) {
      storeFirst(o, f32x4.add(f32x4.mul(f32x4.sub(loadFirst(p, rest), m), t), b), rest);
      p += pixel;
      o += pixel;
    }
  }
}

function reciprocalRoot(squares: v128, share: v128, epsilon: v128, one: v128): v128 {
  return f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.mul(squares, share), epsilon)));
}
