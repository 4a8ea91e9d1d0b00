import { firstLanes, storeFirst } from "./lanes";
import { exp } from "./vector-math";

/**
 * Softmax along the middle of three axes. Sixteen columns of the last axis go together, a cache line, and then four, so that
 * an element and its neighbors along the middle axis are never in one vector.
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
    for (let p = start + wide; p < start + stride; p += 16)
      columns(a + p, out + p, length, stride, (start + stride - p) >> 2);
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
    const e0 = exp(f32x4.sub(v128.load(p), m0));
    const e1 = exp(f32x4.sub(v128.load(p, 16), m1));
    const e2 = exp(f32x4.sub(v128.load(p, 32), m2));
    const e3 = exp(f32x4.sub(v128.load(p, 48), m3));
    t0 = f32x4.add(t0, e0);
    t1 = f32x4.add(t1, e1);
    t2 = f32x4.add(t2, e2);
    t3 = f32x4.add(t3, e3);
    v128.store(q, e0);
    v128.store(q, e1, 16);
    v128.store(q, e2, 32);
    v128.store(q, e3, 48);
  }
  for (let p = a, q = out; p < end; p += stride, q += stride) {
    v128.store(q, f32x4.div(v128.load(q), t0));
    v128.store(q, f32x4.div(v128.load(q, 16), t1), 16);
    v128.store(q, f32x4.div(v128.load(q, 32), t2), 32);
    v128.store(q, f32x4.div(v128.load(q, 48), t3), 48);
  }
}

function columns(a: usize, out: usize, length: usize, stride: usize, width: usize): void {
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
    total = f32x4.add(total, v128.and(e, firstLanes(<i32>left)));
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
