/** The distance from x's magnitude, as a float32, to the next larger one. */
function ulp(x: number): number {
  const float = Float32Array.of(Math.min(Math.abs(x), 3.4028234e38));
  const next = new Uint32Array(float.buffer);
  next[0]! += 1;
  return float[0]! - Math.min(Math.abs(Math.fround(x)), Math.fround(3.4028234e38)) || 2 ** -149;
}

export interface Allowance {
  /** Units in the last place of the expected value. */
  readonly ulps?: number;
  /** Besides, an absolute error. */
  readonly absolute?: number;
}

/** Throws where two results differ by more than is allowed; NaN and infinities must be at the same places. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { ulps = 0, absolute = 0 }: Allowance = {},
): void {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values instead of ${expected.length}`);
  for (let i = 0; i < expected.length; i++) {
    const [is, exact] = [actual[i]!, expected[i]!];
    const rounded = Math.fround(exact);
    if (is === rounded || (Number.isNaN(is) && Number.isNaN(rounded))) continue;
    // Next to the end of the range, one rounding more or less makes an infinity.
    const limit = 2 ** 128 - 2 ** 104 * (1 + ulps);
    const bothHuge = Math.abs(is) >= limit && Math.abs(exact) >= limit && Math.sign(is) === Math.sign(exact);
    if (bothHuge && ulps > 0) continue;
    if (!(Math.abs(is - exact) <= ulps * ulp(exact) + absolute))
      throw new Error(`${is} instead of ${exact} at ${i}, ${Math.abs(is - exact) / ulp(exact)} ulp apart`);
  }
}
