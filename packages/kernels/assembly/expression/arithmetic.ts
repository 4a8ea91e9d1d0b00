/**
 * Two operands, sixteen values at a time, so that up to 60 bytes past the end are read and written. A step of 16 bytes
 * walks along an operand; a step of 0 stays at its first four values, which are then all the same number.
 */
export function add(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, addOf(v128.load(pa), v128.load(pb)));
    v128.store(out + p, addOf(v128.load(pa + stepA), v128.load(pb + stepB)), 16);
    v128.store(out + p, addOf(v128.load(pa + 2 * stepA), v128.load(pb + 2 * stepB)), 32);
    v128.store(out + p, addOf(v128.load(pa + 3 * stepA), v128.load(pb + 3 * stepB)), 48);
    pa += 4 * stepA;
    pb += 4 * stepB;
  }
}

function addOf(x: v128, y: v128): v128 {
  return f32x4.add(x, y);
}

export function sub(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, subOf(v128.load(pa), v128.load(pb)));
    v128.store(out + p, subOf(v128.load(pa + stepA), v128.load(pb + stepB)), 16);
    v128.store(out + p, subOf(v128.load(pa + 2 * stepA), v128.load(pb + 2 * stepB)), 32);
    v128.store(out + p, subOf(v128.load(pa + 3 * stepA), v128.load(pb + 3 * stepB)), 48);
    pa += 4 * stepA;
    pb += 4 * stepB;
  }
}

function subOf(x: v128, y: v128): v128 {
  return f32x4.sub(x, y);
}

export function mul(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, mulOf(v128.load(pa), v128.load(pb)));
    v128.store(out + p, mulOf(v128.load(pa + stepA), v128.load(pb + stepB)), 16);
    v128.store(out + p, mulOf(v128.load(pa + 2 * stepA), v128.load(pb + 2 * stepB)), 32);
    v128.store(out + p, mulOf(v128.load(pa + 3 * stepA), v128.load(pb + 3 * stepB)), 48);
    pa += 4 * stepA;
    pb += 4 * stepB;
  }
}

function mulOf(x: v128, y: v128): v128 {
  return f32x4.mul(x, y);
}

export function less(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, lessOf(v128.load(pa), v128.load(pb)));
    v128.store(out + p, lessOf(v128.load(pa + stepA), v128.load(pb + stepB)), 16);
    v128.store(out + p, lessOf(v128.load(pa + 2 * stepA), v128.load(pb + 2 * stepB)), 32);
    v128.store(out + p, lessOf(v128.load(pa + 3 * stepA), v128.load(pb + 3 * stepB)), 48);
    pa += 4 * stepA;
    pb += 4 * stepB;
  }
}

function lessOf(x: v128, y: v128): v128 {
  return v128.and(f32x4.lt(x, y), f32x4.splat(1));
}

export function greater(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  less(b, a, out, n, stepB, stepA);
}

export function equal(a: usize, b: usize, out: usize, n: usize, stepA: usize, stepB: usize): void {
  let pa = a;
  let pb = b;
  for (let p: usize = 0; p < n << 2; p += 64) {
    v128.store(out + p, equalOf(v128.load(pa), v128.load(pb)));
    v128.store(out + p, equalOf(v128.load(pa + stepA), v128.load(pb + stepB)), 16);
    v128.store(out + p, equalOf(v128.load(pa + 2 * stepA), v128.load(pb + 2 * stepB)), 32);
    v128.store(out + p, equalOf(v128.load(pa + 3 * stepA), v128.load(pb + 3 * stepB)), 48);
    pa += 4 * stepA;
    pb += 4 * stepB;
  }
}

function equalOf(x: v128, y: v128): v128 {
  return v128.and(f32x4.eq(x, y), f32x4.splat(1));
}
