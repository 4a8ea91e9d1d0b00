import { contract } from "./contract";
import { transpose } from "./transpose";

/**
 * Rows of the left factor that are multiplied before the next columns of the right one: what stays in the first cache.
 */
const block = 128;

/** c[m, n] = Σk a[m, k] · b[k, n], row-major. */
export function gemm(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32): void {
  product(a, (<usize>k) << 2, 4, b, c, m, k, n);
}

/** c[m, n] = Σk a[k, m] · b[k, n], row-major: aᵀ b. */
export function gemmTransposedA(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32): void {
  const aInner = (<usize>m) << 2;
  const bInner = (<usize>n) << 2;
  for (let first = 0; first < k; first += block)
    contract(
      a + <usize>first * aInner,
      0,
      4,
      0,
      0,
      aInner,
      b + <usize>first * bInner,
      0,
      0,
      bInner,
      c,
      0,
      bInner,
      1,
      m,
      1,
      1,
      min(block, k - first),
      n,
      first > 0 ? 1 : 0,
    );
  if (k === 0) memory.fill(c, 0, (<usize>m * <usize>n) << 2);
}

/** c[m, n] = Σk a[m, k] · b[n, k], row-major: a bᵀ. `scratch` holds n · k floats. */
export function gemmTransposedB(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, scratch: usize): void {
  transpose(b, scratch, n, k);
  gemm(a, scratch, c, m, k, n);
}

function product(a: usize, aItem: usize, aInner: usize, b: usize, c: usize, m: i32, k: i32, n: i32): void {
  const cItem = (<usize>n) << 2;
  for (let first = 0; first < m; first += block)
    contract(
      a + <usize>first * aItem,
      0,
      aItem,
      0,
      0,
      aInner,
      b,
      0,
      0,
      cItem,
      c + <usize>first * cItem,
      0,
      cItem,
      1,
      min(block, m - first),
      1,
      1,
      k,
      n,
      0,
    );
}
