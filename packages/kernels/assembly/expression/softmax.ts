import { allModerate, exp, expOfModerate } from "./vector-math";
import { firstOnes, storeFirst } from "./vectors";

/**
 * Softmax along the middle of three axes. Sixteen columns of the last axis go together, a cache line, and then four, so
 * that an element and its neighbors along the middle axis are never in one vector.
 */
export function softmax(a: usize, out: usize, outer: usize, length: usize, inner: usize): void {
  const stride = inner << 2;
  const slab = length * stride;
  const wide = (inner & ~15) << 2;
  for (let start: usize = 0; start < outer * slab; start += slab) {
    if (inner === 1) {
      row(a + start, out + start, length);
      continue;
    }
    for (let p = start; p < start + wide; p += 64) line(a + p, out + p, length, stride);
    if (inner < 4) {
      few(a + start, out + start, length, stride, inner);
      continue;
    }
    for (let p = wide; p < stride; p += 16) {
      // The last four columns may be among those before, too.
      const at = start + min(p, stride - 16);
      four(a + at, out + at, length, stride);
    }
  }
}

/** The larger of two values; the first if the second is NaN, and NaN if the first is. */
function larger(x: v128, y: v128): v128 {
  return f32x4.pmax(x, y);
}

function line(a: usize, out: usize, length: usize, stride: usize): void {
  const end = a + length * stride;
  let m0 = v128.load(a);
  let m1 = v128.load(a, 16);
  let m2 = v128.load(a, 32);
  let m3 = v128.load(a, 48);
  for (let p = a + stride; p < end; p += stride) {
    m0 = larger(m0, v128.load(p));
    m1 = larger(m1, v128.load(p, 16));
    m2 = larger(m2, v128.load(p, 32));
    m3 = larger(m3, v128.load(p, 48));
  }
  let t0 = f32x4.splat(0);
  let t1 = f32x4.splat(0);
  let t2 = f32x4.splat(0);
  let t3 = f32x4.splat(0);
  for (let p = a, q = out; p < end; p += stride, q += stride) {
    const x0 = f32x4.sub(v128.load(p), m0);
    const x1 = f32x4.sub(v128.load(p, 16), m1);
    const x2 = f32x4.sub(v128.load(p, 32), m2);
    const x3 = f32x4.sub(v128.load(p, 48), m3);
    let e0: v128, e1: v128, e2: v128, e3: v128;
    if (allModerate(x0, x1, x2, x3)) {
      e0 = expOfModerate(x0);
      e1 = expOfModerate(x1);
      e2 = expOfModerate(x2);
      e3 = expOfModerate(x3);
    } else {
      e0 = exp(x0);
      e1 = exp(x1);
      e2 = exp(x2);
      e3 = exp(x3);
    }
    t0 = f32x4.add(t0, e0);
    t1 = f32x4.add(t1, e1);
    t2 = f32x4.add(t2, e2);
    t3 = f32x4.add(t3, e3);
    v128.store(q, e0);
    v128.store(q, e1, 16);
    v128.store(q, e2, 32);
    v128.store(q, e3, 48);
  }
  const one = f32x4.splat(1);
  t0 = f32x4.div(one, t0);
  t1 = f32x4.div(one, t1);
  t2 = f32x4.div(one, t2);
  t3 = f32x4.div(one, t3);
  for (let p = a, q = out; p < end; p += stride, q += stride) {
    v128.store(q, f32x4.mul(v128.load(q), t0));
    v128.store(q, f32x4.mul(v128.load(q, 16), t1), 16);
    v128.store(q, f32x4.mul(v128.load(q, 32), t2), 32);
    v128.store(q, f32x4.mul(v128.load(q, 48), t3), 48);
  }
}

/** Four columns, and rows four at a time. */
function four(a: usize, out: usize, length: usize, stride: usize): void {
  const end = a + length * stride;
  const wholeEnd = a + (length & ~3) * stride;
  let most = v128.load(a);
  for (let p = a + stride; p < end; p += stride) most = larger(most, v128.load(p));
  let total = f32x4.splat(0);
  let p = a;
  let q = out;
  for (; p < wholeEnd; p += stride << 2, q += stride << 2) {
    const x0 = f32x4.sub(v128.load(p), most);
    const x1 = f32x4.sub(v128.load(p + stride), most);
    const x2 = f32x4.sub(v128.load(p + (stride << 1)), most);
    const x3 = f32x4.sub(v128.load(p + 3 * stride), most);
    let e0: v128, e1: v128, e2: v128, e3: v128;
    if (allModerate(x0, x1, x2, x3)) {
      e0 = expOfModerate(x0);
      e1 = expOfModerate(x1);
      e2 = expOfModerate(x2);
      e3 = expOfModerate(x3);
    } else {
      e0 = exp(x0);
      e1 = exp(x1);
      e2 = exp(x2);
      e3 = exp(x3);
    }
    total = f32x4.add(f32x4.add(f32x4.add(f32x4.add(total, e0), e1), e2), e3);
    v128.store(q, e0);
    v128.store(q + stride, e1);
    v128.store(q + (stride << 1), e2);
    v128.store(q + 3 * stride, e3);
  }
  for (; p < end; p += stride, q += stride) {
    const e = exp(f32x4.sub(v128.load(p), most));
    total = f32x4.add(total, e);
    v128.store(q, e);
  }
  const by = f32x4.div(f32x4.splat(1), total);
  for (p = out; p < q; p += stride) v128.store(p, f32x4.mul(v128.load(p), by));
}

/** Up to three columns, which are all that there are. */
function few(a: usize, out: usize, length: usize, stride: usize, width: usize): void {
  const end = a + length * stride;
  let most = v128.load(a);
  for (let p = a + stride; p < end; p += stride) most = larger(most, v128.load(p));
  let total = f32x4.splat(0);
  for (let p = a, q = out; p < end; p += stride, q += stride) {
    const e = exp(f32x4.sub(v128.load(p), most));
    total = f32x4.add(total, e);
    storeFirst(q, e, width);
  }
  for (let p = a, q = out; p < end; p += stride, q += stride) storeFirst(q, f32x4.div(v128.load(q), total), width);
}

function row(a: usize, out: usize, n: usize): void {
  const left = n & 3;
  const most = f32x4.splat(largest(a, n));
  const end = (n & ~3) << 2;
  let total = f32x4.splat(0);
  for (let p: usize = 0; p < end; p += 16) {
    const e = exp(f32x4.sub(v128.load(a + p), most));
    total = f32x4.add(total, e);
    v128.store(out + p, e);
  }
  if (left) {
    const e = exp(f32x4.sub(v128.load(a + end), most));
    total = f32x4.add(total, v128.and(e, firstOnes(<i32>left)));
    storeFirst(out + end, e, left);
  }
  const by = f32x4.splat(
    f32x4.extract_lane(total, 0) +
      f32x4.extract_lane(total, 1) +
      (f32x4.extract_lane(total, 2) + f32x4.extract_lane(total, 3)),
  );
  for (let p: usize = 0; p < end; p += 16) v128.store(out + p, f32x4.div(v128.load(out + p), by));
  if (left) storeFirst(out + end, f32x4.div(v128.load(out + end), by), left);
}

function largest(a: usize, n: usize): f32 {
  let most = load<f32>(a);
  for (let i: usize = 1; i < n; i++) most = max(most, load<f32>(a + (i << 2)));
  return most;
}
