export function fill(out: usize, n: usize, value: f32): void {
  const x = f32x4.splat(value);
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, x);
}

/** Four times the same value. */
export function splat(a: usize, out: usize): void {
  v128.store(out, v128.load32_splat(a));
}
