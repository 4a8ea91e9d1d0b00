/** u = G g Gᵀ for a filter w [3, 3, n], n = inputs · outputs a multiple of 4. */
export function winogradFilter(w: usize, u: usize, uPlane: usize, n: i32): void {
  const tap = (<usize>n) << 2;
  const half = f32x4.splat(0.5);
  for (let c: usize = 0; c < tap; c += 16) {
    const p0 = w + c;
    const p1 = p0 + 3 * tap;
    const p2 = p1 + 3 * tap;
    const a0 = v128.load(p0);
    const a1 = v128.load(p0 + tap);
    const a2 = v128.load(p0 + 2 * tap);
    const b0 = v128.load(p1);
    const b1 = v128.load(p1 + tap);
    const b2 = v128.load(p1 + 2 * tap);
    const c0 = v128.load(p2);
    const c1 = v128.load(p2 + tap);
    const c2 = v128.load(p2 + 2 * tap);
    const e0 = f32x4.add(a0, c0);
    const e1 = f32x4.add(a1, c1);
    const e2 = f32x4.add(a2, c2);
    let o = u + c;
    o = spread(o, uPlane, half, a0, a1, a2);
    o = spread(o, uPlane, half, middle(half, e0, b0), middle(half, e1, b1), middle(half, e2, b2));
    o = spread(o, uPlane, half, across(half, e0, b0), across(half, e1, b1), across(half, e2, b2));
    spread(o, uPlane, half, c0, c1, c2);
  }
}

function middle(half: v128, ends: v128, center: v128): v128 {
  return f32x4.mul(half, f32x4.add(ends, center));
}

function across(half: v128, ends: v128, center: v128): v128 {
  return f32x4.mul(half, f32x4.sub(ends, center));
}

function spread(o: usize, plane: usize, half: v128, g0: v128, g1: v128, g2: v128): usize {
  const ends = f32x4.add(g0, g2);
  v128.store(o, g0);
  v128.store(o + plane, middle(half, ends, g1));
  v128.store(o + 2 * plane, across(half, ends, g1));
  v128.store(o + 3 * plane, g2);
  return o + 4 * plane;
}

/** dw = Gᵀ du G, the adjoint of {@link winogradFilter}. */
export function winogradFilterGradient(du: usize, uPlane: usize, dw: usize, n: i32): void {
  const tap = (<usize>n) << 2;
  const half = f32x4.splat(0.5);
  for (let c: usize = 0; c < tap; c += 16)
    // The rows of dg are combinations of the rows of du, their columns likewise.
    for (let i = 0; i < 3; i++) {
      const p = du + c;
      const t0 = combined(p, 4 * uPlane, half, i);
      const t1 = combined(p + uPlane, 4 * uPlane, half, i);
      const t2 = combined(p + 2 * uPlane, 4 * uPlane, half, i);
      const t3 = combined(p + 3 * uPlane, 4 * uPlane, half, i);
      const o = dw + c + <usize>(3 * i) * tap;
      const sum = middle(half, t1, t2);
      v128.store(o, f32x4.add(t0, sum));
      v128.store(o + tap, across(half, t1, t2));
      v128.store(o + 2 * tap, f32x4.add(sum, t3));
    }
}

function combined(p: usize, row: usize, half: v128, i: i32): v128 {
  const second = v128.load(p + row);
  const third = v128.load(p + 2 * row);
  if (i === 0) return f32x4.add(v128.load(p), middle(half, second, third));
  if (i === 1) return across(half, second, third);
  return f32x4.add(middle(half, second, third), v128.load(p + 3 * row));
}
