/**
 * Sixteen values at a time, as loops cost more than what is done in them; so up to 60 bytes
 * past the end are read and written.
 */

export function abs(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, absOf(v128.load(a + p)));
    v128.store(out + p, absOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, absOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, absOf(v128.load(a + p, 48)), 48);
  }
}

function absOf(x: v128): v128 {
  return f32x4.abs(x);
}

export function square(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, squareOf(v128.load(a + p)));
    v128.store(out + p, squareOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, squareOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, squareOf(v128.load(a + p, 48)), 48);
  }
}

function squareOf(x: v128): v128 {
  return f32x4.mul(x, x);
}

export function reciprocal(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, reciprocalOf(v128.load(a + p)));
    v128.store(out + p, reciprocalOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, reciprocalOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, reciprocalOf(v128.load(a + p, 48)), 48);
  }
}

function reciprocalOf(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), x);
}

/** −0 becomes +0, so that its reciprocal is +∞. */
export function relu(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, reluOf(v128.load(a + p)));
    v128.store(out + p, reluOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, reluOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, reluOf(v128.load(a + p, 48)), 48);
  }
}

function reluOf(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.splat(0));
}

/** NaN has the sign 0. */
export function sign(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, signOf(v128.load(a + p)));
    v128.store(out + p, signOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, signOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, signOf(v128.load(a + p, 48)), 48);
  }
}

function signOf(x: v128): v128 {
  return f32x4.sub(heavisideOf(x), isNegativeOf(x));
}

export function heaviside(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, heavisideOf(v128.load(a + p)));
    v128.store(out + p, heavisideOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, heavisideOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, heavisideOf(v128.load(a + p, 48)), 48);
  }
}

function heavisideOf(x: v128): v128 {
  return v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1));
}

export function isNegative(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, isNegativeOf(v128.load(a + p)));
    v128.store(out + p, isNegativeOf(v128.load(a + p, 16)), 16);
    v128.store(out + p, isNegativeOf(v128.load(a + p, 32)), 32);
    v128.store(out + p, isNegativeOf(v128.load(a + p, 48)), 48);
  }
}

function isNegativeOf(x: v128): v128 {
  return v128.and(f32x4.lt(x, f32x4.splat(0)), f32x4.splat(1));
}
