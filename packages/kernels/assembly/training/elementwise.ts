/** y = a + b; y may be a or b. */
export function add(a: usize, b: usize, y: usize, n: i32): void {
  const whole = wholeVectors(n);
  for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  for (let at = whole; at < bytes(n); at += 4) store<f32>(y + at, load<f32>(a + at) + load<f32>(b + at));
}

/** y = a · b; y may be a or b. */
export function multiply(a: usize, b: usize, y: usize, n: i32): void {
  const whole = wholeVectors(n);
  for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  for (let at = whole; at < bytes(n); at += 4) store<f32>(y + at, load<f32>(a + at) * load<f32>(b + at));
}

/** y += x. */
export function accumulate(x: usize, y: usize, n: i32): void {
  add(y, x, y, n);
}

/** y = factor · x; y may be x. */
export function scale(x: usize, factor: f32, y: usize, n: i32): void {
  const whole = wholeVectors(n);
  const factors = f32x4.splat(factor);
  for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(x + at), factors));
  for (let at = whole; at < bytes(n); at += 4) store<f32>(y + at, load<f32>(x + at) * factor);
}

/** y = value everywhere. */
export function fill(y: usize, value: f32, n: i32): void {
  const whole = wholeVectors(n);
  const values = f32x4.splat(value);
  for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, values);
  for (let at = whole; at < bytes(n); at += 4) store<f32>(y + at, value);
}

/** y = max(x, 0), NaN where x is; y may be x. The pseudo-maximum, x < 0 ? 0 : x, keeps NaN at one instruction. */
export function relu(x: usize, y: usize, n: i32): void {
  const whole = wholeVectors(n);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.pmax(v128.load(x + at), zero));
  for (let at = whole; at < bytes(n); at += 4) store<f32>(y + at, max<f32>(load<f32>(x + at), 0));
}

/** dx = dy where x > 0, NaN where x is, else 0; dx may be dy or x. */
export function reluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  const whole = wholeVectors(n);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) {
    const input = v128.load(x + at);
    const kept = v128.and(v128.load(dy + at), f32x4.gt(input, zero));
    v128.store(dx + at, v128.or(kept, f32x4.ne(input, input)));
  }
  for (let at = whole; at < bytes(n); at += 4) {
    const input = load<f32>(x + at);
    store<f32>(dx + at, input > 0 ? load<f32>(dy + at) : input === 0 || input < 0 ? 0 : input);
  }
}

function bytes(n: i32): usize {
  return (<usize>n) << 2;
}

function wholeVectors(n: i32): usize {
  return bytes(n) & ~15;
}
