/**
 * Eigenvalues of a Gram matrix in double precision: Householder's tridiagonal form, then QR steps with both eigenvalues
 * of the last 2 × 2 as shifts. For a symmetric matrix that is what Francis's double steps do, so the eigenvalues come
 * in the order of the Schur form of a general matrix (Golub and Van Loan, Matrix Computations, §7.5 and §8.3).
 */
import { gram } from "./gram";
import { loadFirst, sumOfDoubles } from "./vectors";

/** Steps without a deflation after which the shifts are changed, and after which the matrix is given up. */
const EXCEPTIONAL = 10;
const HOPELESS = 100;

/**
 * Of the eigenvalues of M·Mᵀ the ratio of the largest to the smallest, or if `inOrder` of the last to the first. NaN
 * when an element of M is NaN or infinite, or all are 0. `scratch` has room for M once
 * more and for rows² + 4·rows doubles.
 */
export function eigenvalueRatio(m: usize, rows: usize, n: usize, inOrder: i32, scratch: usize): f64 {
  const largest = magnitude(m, rows * n);
  if (!(largest < Infinity)) return NaN;
  if (rows === 1) return largest > 0 ? 1 : NaN;
  // The ratio does not depend on the scale of M, and M near 1 neither overflows nor underflows when squared.
  scale(m, scratch, rows * n, largest);
  const matrix = (scratch + ((rows * n + 3) << 2) + 15) & ~15;
  const diagonal = matrix + ((rows * rows) << 3);
  const beside = diagonal + (rows << 3);
  gram(scratch, matrix, rows, n);
  tridiagonalize(matrix, beside, beside + (rows << 3), beside + (rows << 4), rows);
  for (let i: usize = 0; i < rows; i++) set(diagonal, i, at(matrix, i * (rows + 1)));
  if (!diagonalize(diagonal, beside, rows, beside + (rows << 3))) return NaN;
  if (inOrder) return at(diagonal, rows - 1) / at(diagonal, 0);
  let least = at(diagonal, 0);
  let most = least;
  for (let i: usize = 1; i < rows; i++) {
    least = min(least, at(diagonal, i));
    most = max(most, at(diagonal, i));
  }
  return most / least;
}

function at(vector: usize, i: usize): f64 {
  return load<f64>(vector + (i << 3));
}

function set(vector: usize, i: usize, value: f64): void {
  store<f64>(vector + (i << 3), value);
}

/** The largest |x|, or NaN if there is one: without their signs, the bits of floats are in the order of the floats. */
function magnitude(a: usize, n: usize): f32 {
  let most = i32x4.splat(0);
  const whole = n & ~3;
  for (let p = a; p < a + (whole << 2); p += 16) most = i32x4.max_u(most, i32x4.shl(v128.load(p), 1));
  most = i32x4.max_u(most, i32x4.shl(loadFirst(a + (whole << 2), n & 3), 1));
  const first = max(<u32>i32x4.extract_lane(most, 0), <u32>i32x4.extract_lane(most, 1));
  const last = max(<u32>i32x4.extract_lane(most, 2), <u32>i32x4.extract_lane(most, 3));
  return reinterpret<f32>(max(first, last) >>> 1);
}

/**
 * Multiplies by the power of two that brings the largest magnitude to [1, 2), in two steps for the sake of denormals.
 */
function scale(a: usize, out: usize, n: usize, largest: f32): void {
  const exponent = <i32>(reinterpret<u64>(<f64>largest) >>> 52) - 1023;
  const half = exponent >> 1;
  const by = f32x4.splat(reinterpret<f32>((127 - half) << 23));
  const again = f32x4.splat(reinterpret<f32>((127 - (exponent - half)) << 23));
  for (let p: usize = 0; p < n << 2; p += 16) v128.store(out + p, f32x4.mul(f32x4.mul(v128.load(a + p), by), again));
}

/**
 * Reduces the n × n matrix from the first column on; its diagonal stays in place, what is beside it goes to `beside`.
 */
function tridiagonalize(a: usize, beside: usize, v: usize, p: usize, n: usize): void {
  for (let k: usize = 0; k + 1 < n; k++) {
    let largest: f64 = 0;
    for (let i = k + 2; i < n; i++) largest = max(largest, Math.abs(at(a, i * n + k)));
    if (largest === 0) {
      set(beside, k, at(a, (k + 1) * n + k));
      continue;
    }
    largest = max(largest, Math.abs(at(a, (k + 1) * n + k)));
    let squares: f64 = 0;
    for (let i = k + 1; i < n; i++) {
      const x = at(a, i * n + k) / largest;
      set(v, i, x);
      squares += x * x;
    }
    const head = at(v, k + 1);
    const length = head < 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    set(beside, k, -length * largest);
    set(v, k + 1, head + length);
    reflect(a, v, p, k + 1, n, squares + length * head);
  }
}

/** H·A·H = A − v·qᵀ − q·vᵀ with H = I − v·vᵀ/h, on the rows and columns from `start` on. */
function reflect(a: usize, v: usize, p: usize, start: usize, n: usize, h: f64): void {
  let shared: f64 = 0;
  for (let i = start; i < n; i++) {
    const x = dot(a + ((i * n) << 3), v, start, n) / h;
    set(p, i, x);
    shared += x * at(v, i);
  }
  const share = shared / (2 * h);
  for (let i = start; i < n; i++) set(p, i, at(p, i) - share * at(v, i));
  for (let i = start; i < n; i++) subtract(a + ((i * n) << 3), at(v, i), p, at(p, i), v, start, n);
}

function dot(a: usize, b: usize, start: usize, n: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let i = start;
  for (; i + 4 <= n; i += 4) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a + (i << 3)), v128.load(b + (i << 3))));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a + (i << 3), 16), v128.load(b + (i << 3), 16)));
  }
  let total = sumOfDoubles(f64x2.add(s0, s1));
  for (; i < n; i++) total += at(a, i) * at(b, i);
  return total;
}

/** row −= x·p + y·v */
function subtract(row: usize, x: f64, p: usize, y: f64, v: usize, start: usize, n: usize): void {
  const xs = f64x2.splat(x);
  const ys = f64x2.splat(y);
  let i = start;
  for (; i + 2 <= n; i += 2) {
    const offset = i << 3;
    const change = f64x2.add(f64x2.mul(xs, v128.load(p + offset)), f64x2.mul(ys, v128.load(v + offset)));
    v128.store(row + offset, f64x2.sub(v128.load(row + offset), change));
  }
  if (i < n) set(row, i, at(row, i) - (x * at(p, i) + y * at(v, i)));
}

/**
 * Leaves the eigenvalues in `diagonal`; false where they do not converge. `state` has room for six doubles if n > 2.
 */
function diagonalize(diagonal: usize, beside: usize, n: usize, state: usize): bool {
  // Measured by the whole matrix as well: where sizes span many orders of magnitude, rounding at the large end keeps
  // the small end from ever becoming negligible beside its neighbors.
  let norm = Math.abs(at(diagonal, n - 1));
  for (let i: usize = 0; i + 1 < n; i++) norm = max(norm, Math.abs(at(diagonal, i)) + Math.abs(at(beside, i)));
  let high = n - 1;
  let steps = 0;
  while (high > 0) {
    const low = startOfBlock(diagonal, beside, high, f64.EPSILON * norm);
    if (low < high - 1) {
      if (steps++ === HOPELESS) return false;
      doubleStep(diagonal, beside, low, high, steps % EXCEPTIONAL === 0, state);
      continue;
    }
    if (low === high - 1) solvePair(diagonal, low, at(beside, low));
    if (low === 0) break;
    high = low - 1;
    steps = 0;
  }
  return true;
}

/** The first place of the block that ends at `high`: below the last negligible element beside the diagonal. */
function startOfBlock(diagonal: usize, beside: usize, high: usize, negligible: f64): usize {
  for (let k = high; k > 0; k--) {
    const neighbors = Math.abs(at(diagonal, k - 1)) + Math.abs(at(diagonal, k));
    if (Math.abs(at(beside, k - 1)) <= f64.EPSILON * neighbors + negligible) return k;
  }
  return 0;
}

function doubleStep(diagonal: usize, beside: usize, low: usize, high: usize, exception: bool, state: usize): void {
  const e = at(beside, high - 1);
  const top = at(diagonal, high - 1);
  const bottom = at(diagonal, high);
  if (exception) {
    const stuck = Math.abs(e) + Math.abs(at(beside, high - 2));
    twoSteps(diagonal, beside, low, high, stuck, stuck / 2, state);
    return;
  }
  const half = (top - bottom) / 2;
  const z = half + (half < 0 ? -Math.sqrt(half * half + e * e) : Math.sqrt(half * half + e * e));
  twoSteps(diagonal, beside, low, high, bottom + z, z === 0 ? bottom : bottom - (e * e) / z, state);
}

/**
 * Two QR steps with a shift each. The rotations of the second follow two places behind those of the first, which is as
 * soon as what they read is final, so that the processor can work on both.
 */
function twoSteps(
  diagonal: usize,
  beside: usize,
  low: usize,
  high: usize,
  first: f64,
  second: f64,
  state: usize,
): void {
  const behind = state + 24;
  begin(diagonal, beside, low, first, state);
  for (let k = low; k < high + 2; k++) {
    if (k < high) rotate(diagonal, beside, low, high, k, state);
    if (k === low + 1) begin(diagonal, beside, low, second, behind);
    if (k > low + 1) rotate(diagonal, beside, low, high, k - 2, behind);
  }
}

/** A step's state: the diagonal element at hand, the one beside it, and the element that sticks out. */
function begin(diagonal: usize, beside: usize, low: usize, shift: f64, state: usize): void {
  set(state, 0, at(diagonal, low));
  set(state, 1, at(diagonal, low) - shift);
  set(state, 2, at(beside, low));
}

/** Chases the element that sticks out one place down the block. */
function rotate(diagonal: usize, beside: usize, low: usize, high: usize, k: usize, state: usize): void {
  const d0 = at(state, 0);
  const x = at(state, 1);
  const z = at(state, 2);
  const r = Math.sqrt(x * x + z * z);
  const cosine = r === 0 ? 1 : x / r;
  const sine = r === 0 ? 0 : z / r;
  if (k > low) set(beside, k - 1, r);
  const e = at(beside, k);
  const d1 = at(diagonal, k + 1);
  const u = cosine * d0 + sine * e;
  const v = cosine * e + sine * d1;
  const p = cosine * e - sine * d0;
  const q = cosine * d1 - sine * e;
  set(diagonal, k, cosine * u + sine * v);
  const below = cosine * q - sine * p;
  const stays = cosine * p + sine * q;
  set(state, 0, below);
  set(state, 1, stays);
  if (k + 1 === high) {
    set(beside, k, stays);
    set(diagonal, high, below);
  } else {
    const next = at(beside, k + 1);
    set(state, 2, sine * next);
    set(beside, k + 1, cosine * next);
  }
}

/** The eigenvalues of the 2 × 2 block at `k`, in the order of its Schur form. */
function solvePair(diagonal: usize, k: usize, e: f64): void {
  const bottom = at(diagonal, k + 1);
  const half = (at(diagonal, k) - bottom) / 2;
  const z = half + (half < 0 ? -Math.sqrt(half * half + e * e) : Math.sqrt(half * half + e * e));
  set(diagonal, k, bottom + z);
  set(diagonal, k + 1, z === 0 ? bottom : bottom - (e * e) / z);
}
