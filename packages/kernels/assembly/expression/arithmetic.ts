/**
 * Two operands, four values at a time. A step of 16 bytes walks along an operand; a step of 0 stays at its first four
 * values, which are then all the same number.
 */
export function add(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 16) {
    v128.store(out + p, f32x4.add(v128.load(pa), v128.load(pb)));
    pa += stepA;
    pb += stepB;
  }
}

export function sub(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 16) {
    v128.store(out + p, f32x4.sub(v128.load(pa), v128.load(pb)));
    pa += stepA;
    pb += stepB;
  }
}

export function mul(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 16) {
    v128.store(out + p, f32x4.mul(v128.load(pa), v128.load(pb)));
    pa += stepA;
    pb += stepB;
  }
}

export function less(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  const one = f32x4.splat(1);
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 16) {
    v128.store(out + p, v128.and(f32x4.lt(v128.load(pa), v128.load(pb)), one));
    pa += stepA;
    pb += stepB;
  }
}

export function greater(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  less(b, a, out, n, stepB, stepA);
}

export function equal(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  const one = f32x4.splat(1);
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 16) {
    v128.store(out + p, v128.and(f32x4.eq(v128.load(pa), v128.load(pb)), one));
    pa += stepA;
    pb += stepB;
  }
}
