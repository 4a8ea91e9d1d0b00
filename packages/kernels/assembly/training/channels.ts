import { loadFirst, storeFirst } from "./vectors";

/** Pixels whose sum is taken before it is added to the rest: errors grow with the blocks, not with the pixels. */
const block = 128;

/** sums[c] = factor · Σ over the pixels of x[pixel, c]: the gradient of a bias, or a global average. */
export function channelSums(x: usize, sums: usize, pixels: i32, channels: i32, factor: f32): void {
  const pixel = (<usize>channels) << 2;
  const factors = f32x4.splat(factor);
  let c = 0;
  for (; c + 16 <= channels; c += 16) {
    let p = x + ((<usize>c) << 2);
    let t0 = f32x4.splat(0);
    let t1 = t0;
    let t2 = t0;
    let t3 = t0;
    for (let first = 0; first < pixels; first += block) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let k = min(block, pixels - first); k > 0; k--) {
        s0 = f32x4.add(s0, v128.load(p));
        s1 = f32x4.add(s1, v128.load(p, 16));
        s2 = f32x4.add(s2, v128.load(p, 32));
        s3 = f32x4.add(s3, v128.load(p, 48));
        p += pixel;
      }
      t0 = f32x4.add(t0, s0);
      t1 = f32x4.add(t1, s1);
      t2 = f32x4.add(t2, s2);
      t3 = f32x4.add(t3, s3);
    }
    const o = sums + ((<usize>c) << 2);
    v128.store(o, f32x4.mul(t0, factors));
    v128.store(o, f32x4.mul(t1, factors), 16);
    v128.store(o, f32x4.mul(t2, factors), 32);
    v128.store(o, f32x4.mul(t3, factors), 48);
  }
  for (; c < channels; c += 4) {
    const rest = channels - c;
    let p = x + ((<usize>c) << 2);
    let t = f32x4.splat(0);
    for (let first = 0; first < pixels; first += block) {
      let s = f32x4.splat(0);
      for (let k = min(block, pixels - first); k > 0; k--) {
        s = f32x4.add(s, loadFirst(p, rest));
        p += pixel;
      }
      t = f32x4.add(t, s);
    }
    storeFirst(sums + ((<usize>c) << 2), f32x4.mul(t, factors), rest);
  }
}

/** y[pixel, c] = x[pixel, c] + bias[c]; y may be x. */
export function addBias(x: usize, bias: usize, y: usize, pixels: i32, channels: i32): void {
  const pixel = (<usize>channels) << 2;
  const whole = pixel & ~15;
  let p = x;
  let o = y;
  for (let k = 0; k < pixels; k++) {
    for (let c: usize = 0; c < whole; c += 16) v128.store(o + c, f32x4.add(v128.load(p + c), v128.load(bias + c)));
    for (let c = whole; c < pixel; c += 4) store<f32>(o + c, load<f32>(p + c) + load<f32>(bias + c));
    p += pixel;
    o += pixel;
  }
}

/** y[pixel, c] = factor · values[c]: the gradient of {@link channelSums}. */
export function spreadChannels(values: usize, y: usize, pixels: i32, channels: i32, factor: f32): void {
  const pixel = (<usize>channels) << 2;
  const whole = pixel & ~15;
  const factors = f32x4.splat(factor);
  let o = y;
  for (let k = 0; k < pixels; k++) {
    for (let c: usize = 0; c < whole; c += 16) v128.store(o + c, f32x4.mul(v128.load(values + c), factors));
    for (let c = whole; c < pixel; c += 4) store<f32>(o + c, load<f32>(values + c) * factor);
    o += pixel;
  }
}

/** y[batch, c] = the mean of x[batch, pixel, c] over the pixels. */
export function globalAveragePool(x: usize, y: usize, batch: i32, pixels: i32, channels: i32): void {
  const row = (<usize>channels) << 2;
  for (let b = 0; b < batch; b++)
    channelSums(x + <usize>b * <usize>pixels * row, y + <usize>b * row, pixels, channels, 1 / <f32>pixels);
}

/** dx[batch, pixel, c] = dy[batch, c] / pixels. */
export function globalAveragePoolGradient(dy: usize, dx: usize, batch: i32, pixels: i32, channels: i32): void {
  const row = (<usize>channels) << 2;
  for (let b = 0; b < batch; b++)
    spreadChannels(dy + <usize>b * row, dx + <usize>b * <usize>pixels * row, pixels, channels, 1 / <f32>pixels);
}

/** y[pixel, c · times + m] = x[pixel, c]. */
export function repeatChannels(x: usize, y: usize, pixels: i32, channels: i32, times: i32): void {
  let o = y;
  const end = x + ((<usize>pixels * <usize>channels) << 2);
  for (let p = x; p < end; p += 4) {
    const value = load<f32>(p);
    for (let m = 0; m < times; m++, o += 4) store<f32>(o, value);
  }
}

/** y[pixel, c] = Σm x[pixel, c · times + m]. */
export function sumRepeated(x: usize, y: usize, pixels: i32, channels: i32, times: i32): void {
  let p = x;
  const end = y + ((<usize>pixels * <usize>channels) << 2);
  for (let o = y; o < end; o += 4) {
    let sum: f32 = 0;
    for (let m = 0; m < times; m++, p += 4) sum += load<f32>(p);
    store<f32>(o, sum);
  }
}
