export function abs(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, f32x4.abs(v128.load(a + p)));
}

export function square(a: usize, out: usize, n: usize): void {
  for (let p: usize = 0; p < n << 2; p += 16) {
    const x = v128.load(a + p);
    v128.store(out + p, f32x4.mul(x, x));
  }
}

export function reciprocal(a: usize, out: usize, n: usize): void {
  const one = f32x4.splat(1);
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, f32x4.div(one, v128.load(a + p)));
}

/** −0 becomes +0, so that its reciprocal is +∞. */
export function relu(a: usize, out: usize, n: usize): void {
  const zero = f32x4.splat(0);
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, f32x4.add(f32x4.pmax(v128.load(a + p), zero), zero));
}

/** NaN has the sign 0. */
export function sign(a: usize, out: usize, n: usize): void {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let p: usize = 0; p < n << 2; p += 16) {
    const x = v128.load(a + p);
    v128.store(out + p, f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one)));
  }
}

export function heaviside(a: usize, out: usize, n: usize): void {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, v128.and(f32x4.gt(v128.load(a + p), zero), one));
}

export function negative(a: usize, out: usize, n: usize): void {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, v128.and(f32x4.lt(v128.load(a + p), zero), one));
}
