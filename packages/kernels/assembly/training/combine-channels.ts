/** y[pixel, c] += u[c] · a[pixel, c] + v[c] · b[pixel, c] + w[c] · (x[pixel, c] − mean[c]). */
export function combineChannels(
  a: usize,
  u: usize,
  b: usize,
  v: usize,
  x: usize,
  mean: usize,
  w: usize,
  y: usize,
  pixels: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const whole = pixel & ~15;
  let at: usize = 0;
  for (let k = 0; k < pixels; k++) {
    for (let c: usize = 0; c < whole; c += 16) {
      const here = at + c;
      const ofA = f32x4.mul(v128.load(u + c), v128.load(a + here));
      const ofB = f32x4.mul(v128.load(v + c), v128.load(b + here));
      const ofX = f32x4.mul(v128.load(w + c), f32x4.sub(v128.load(x + here), v128.load(mean + c)));
      v128.store(y + here, f32x4.add(v128.load(y + here), f32x4.add(f32x4.add(ofA, ofB), ofX)));
    }
    for (let c = whole; c < pixel; c += 4) {
      const here = at + c;
      const ofX = load<f32>(w + c) * (load<f32>(x + here) - load<f32>(mean + c));
      const sum = load<f32>(u + c) * load<f32>(a + here) + load<f32>(v + c) * load<f32>(b + here) + ofX;
      store<f32>(y + here, load<f32>(y + here) + sum);
    }
    at += pixel;
  }
}
