import { loadFirst, storeFirst } from "./vectors";

/** Pixels whose terms are summed before the sum is added to the rest. */
const block = 128;

/**
 * The gradient of batch normalization, through the batch's statistics:
 * dx = gamma · inverse · (dy − Σdy / n − x̂ · Σ(dy · x̂) / n) with x̂ = (x − mean) ·
 * inverse and sums over the n pixels.
 *
 * dgamma = Σ dy · x̂ and dbeta = Σ dy come out where their pointers are not 0. Pointer gamma may be 0: then it is 1.
 * dx may be dy.
 */
export function batchNormGradient(
  x: usize,
  dy: usize,
  gamma: usize,
  mean: usize,
  inverse: usize,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  pixels: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const share = f32x4.splat(1 / <f32>pixels);
  let c = 0;
  // Eight channels: their four sums and four means, or eight coefficients, leave room in the registers.
  for (; c + 8 <= channels; c += 8) {
    const at = (<usize>c) << 2;
    const m0 = v128.load(mean + at);
    const m1 = v128.load(mean + at, 16);
    let g0 = f32x4.splat(0);
    let g1 = g0;
    let b0 = g0;
    let b1 = g0;
    let p = x + at;
    let q = dy + at;
    for (let first = 0; first < pixels; first += block) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let t0 = s0;
      let t1 = s0;
      for (let k = min(block, pixels - first); k > 0; k--) {
        const d0 = v128.load(q);
        const d1 = v128.load(q, 16);
        t0 = f32x4.add(t0, d0);
        t1 = f32x4.add(t1, d1);
        s0 = f32x4.add(s0, f32x4.mul(d0, f32x4.sub(v128.load(p), m0)));
        s1 = f32x4.add(s1, f32x4.mul(d1, f32x4.sub(v128.load(p, 16), m1)));
        p += pixel;
        q += pixel;
      }
      g0 = f32x4.add(g0, s0);
      g1 = f32x4.add(g1, s1);
      b0 = f32x4.add(b0, t0);
      b1 = f32x4.add(b1, t1);
    }
    const i0 = v128.load(inverse + at);
    const i1 = v128.load(inverse + at, 16);
    g0 = f32x4.mul(g0, i0);
    g1 = f32x4.mul(g1, i1);
    if (dgamma) {
      v128.store(dgamma + at, g0);
      v128.store(dgamma + at, g1, 16);
    }
    if (dbeta) {
      v128.store(dbeta + at, b0);
      v128.store(dbeta + at, b1, 16);
    }
    const k0 = f32x4.mul(f32x4.mul(g0, i0), share);
    const k1 = f32x4.mul(f32x4.mul(g1, i1), share);
    b0 = f32x4.mul(b0, share);
    b1 = f32x4.mul(b1, share);
    const a0 = gamma ? f32x4.mul(i0, v128.load(gamma + at)) : i0;
    const a1 = gamma ? f32x4.mul(i1, v128.load(gamma + at, 16)) : i1;
    p = x + at;
    q = dy + at;
    let o = dx + at;
    for (let k = pixels; k > 0; k--) {
      v128.store(o, slope(v128.load(p), v128.load(q), m0, b0, k0, a0));
      v128.store(o, slope(v128.load(p, 16), v128.load(q, 16), m1, b1, k1, a1), 16);
      p += pixel;
      q += pixel;
      o += pixel;
    }
  }
  for (; c < channels; c += 4) {
    const rest = channels - c;
    const at = (<usize>c) << 2;
    const m = loadFirst(mean + at, rest);
    let g = f32x4.splat(0);
    let b = g;
    let p = x + at;
    let q = dy + at;
    for (let first = 0; first < pixels; first += block) {
      let s = f32x4.splat(0);
      let t = s;
      for (let k = min(block, pixels - first); k > 0; k--) {
        const d = loadFirst(q, rest);
        t = f32x4.add(t, d);
        s = f32x4.add(s, f32x4.mul(d, f32x4.sub(loadFirst(p, rest), m)));
        p += pixel;
        q += pixel;
      }
      g = f32x4.add(g, s);
      b = f32x4.add(b, t);
    }
    const i = loadFirst(inverse + at, rest);
    g = f32x4.mul(g, i);
    if (dgamma) storeFirst(dgamma + at, g, rest);
    if (dbeta) storeFirst(dbeta + at, b, rest);
    const k0 = f32x4.mul(f32x4.mul(g, i), share);
    b = f32x4.mul(b, share);
    const a = gamma ? f32x4.mul(i, loadFirst(gamma + at, rest)) : i;
    p = x + at;
    q = dy + at;
    let o = dx + at;
    for (let k = pixels; k > 0; k--) {
      storeFirst(o, slope(loadFirst(p, rest), loadFirst(q, rest), m, b, k0, a), rest);
      p += pixel;
      q += pixel;
      o += pixel;
    }
  }
}

function slope(x: v128, dy: v128, mean: v128, meanOfDy: v128, coefficient: v128, factor: v128): v128 {
  return f32x4.mul(f32x4.sub(f32x4.sub(dy, meanOfDy), f32x4.mul(f32x4.sub(x, mean), coefficient)), factor);
}
